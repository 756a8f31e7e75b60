import { DEFAULT_WARN_SHARE } from '../clocks/deadline.ts';

/** Rules a community may change; durations in minutes or days as named. */
export interface OrderSettings {
  /** Each of the three urgent clocks. */
  readonly urgentMinutes: number;
  /** An urgent claim whose arrive clock has been overdue for this long is released. */
  readonly leaseGraceMinutes: number;
  /** Undo of dispatch, claim and complete, in server time. */
  readonly undoMinutes: number;
  /** A finished order closes by itself after this many days. */
  readonly closeAfterDays: number;
  /** A closed order may still be rated or reopened for this many days. */
  readonly rateAfterCloseDays: number;
  /** Limits enforced by the server; null is off. */
  readonly columnLimits: { readonly [column in 'new' | 'dispatched' | 'handling' | 'done']: number | null };
  readonly memberLimit: number | null;
  /** A clock warns when this share of its time is left, 0.05 to 0.5. */
  readonly warnShare: number;
  /** An order this many real minutes past its deadline goes one level up by itself, unless its item says otherwise; null is off. */
  readonly escalateAfterMinutes: number | null;
  /** From this return on, a return also takes the order one level up; null is off. */
  readonly escalateAfterReturns: number | null;
}

export const DEFAULT_ORDER_SETTINGS: OrderSettings = {
  urgentMinutes: 30,
  leaseGraceMinutes: 15,
  undoMinutes: 10,
  closeAfterDays: 7,
  rateAfterCloseDays: 30,
  columnLimits: { new: null, dispatched: null, handling: null, done: null },
  memberLimit: null,
  warnShare: DEFAULT_WARN_SHARE,
  escalateAfterMinutes: null,
  escalateAfterReturns: null,
};

/** Bounds of one order document (SPEC S). */
export const BOUNDS = {
  events: 500,
  reports: 200,
  text: 10_000,
  pendingBytes: 64 * 1024,
  photosPerReport: 6,
  title: 60,
  address: 200,
  comment: 1_000,
} as const;
