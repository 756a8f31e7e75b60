import type { Span } from '../../../shared/calendar/types.ts';
import type { Instant } from '../../../shared/ids.ts';
import type { OrderSettings } from '../../../shared/order/settings.ts';
import { Any, defineCollection, Id, When } from '../define.ts';

/** The last number given out; `_id` is `<communityId>:<year>` for order numbers (SPEC S6). */
export interface CounterDocument {
  readonly _id: string;
  readonly value: number;
}
export const counters = defineCollection<CounterDocument>('counters', { _id: Id, value: Number });

/** All fields of all settings, told apart by `_id`. */
export interface AnySetting {
  readonly _id: string;

  /** `rules`: what administrators changed of the community's rules; what is absent is as it comes. */
  readonly order?: Partial<OrderSettings>;
  readonly week?: readonly (readonly Span[])[];
  readonly makeUpDay?: readonly Span[];
  /** Contact data is removed this many days after the order closed. */
  readonly contactDays?: number;
  /** Years whose days an administrator has entered and declared complete. */
  readonly confirmedYears?: readonly number[];
  readonly rev?: number;
  /** Shown on the public pages. */
  readonly title?: string;

  /** `secret`: key of every HMAC, made once, by whichever server comes first. `probe`: written to find out whether writing works. */
  readonly value?: string;

  /** `setup`: the one-time link that creates the first administrator; `usedAt` closes it for good. */
  readonly tokenHash?: string;
  readonly createdAt?: Instant;
  readonly usedAt?: Instant | null;
  readonly at?: Instant;
}
export const settings = defineCollection<AnySetting>('settings', {
  _id: Id,
  order: Any,
  week: Any,
  makeUpDay: Any,
  contactDays: Number,
  confirmedYears: { type: [Number], default: undefined },
  rev: Number,
  title: String,
  value: String,
  tokenHash: String,
  createdAt: When,
  usedAt: When,
  at: When,
});
