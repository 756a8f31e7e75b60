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
}

export const DEFAULT_ORDER_SETTINGS: OrderSettings = {
  urgentMinutes: 30,
  leaseGraceMinutes: 15,
  undoMinutes: 10,
  closeAfterDays: 7,
  rateAfterCloseDays: 30,
  columnLimits: { new: null, dispatched: null, handling: null, done: null },
  memberLimit: null,
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
