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

/** Rules of the community that administrators change; what is absent is as it comes. */
export interface RulesSetting {
  readonly _id: 'rules';
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
}
/** Key of every HMAC: made once, by whichever server comes first. */
export interface SecretSetting {
  readonly _id: 'secret';
  readonly value: string;
}
/** The one-time link that creates the first administrator; `usedAt` closes it for good. */
export interface SetupSetting {
  readonly _id: 'setup';
  readonly tokenHash: string;
  readonly createdAt: Instant;
  readonly usedAt: Instant | null;
}
/** Written to find out whether the database takes writes again. */
export interface ProbeSetting {
  readonly _id: 'probe';
  readonly at: Instant;
}
/** All fields of all settings, as the model sees them. */
export interface AnySetting {
  readonly _id: string;
  readonly order?: Partial<OrderSettings>;
  readonly week?: readonly (readonly Span[])[];
  readonly makeUpDay?: readonly Span[];
  readonly contactDays?: number;
  readonly confirmedYears?: readonly number[];
  readonly rev?: number;
  readonly title?: string;
  readonly value?: string;
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
