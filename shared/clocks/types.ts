import type { CalendarWarning, Instant, WorkCalendar, Zone } from '../calendar/types.ts';

/**
 * The clocks an order can have:
 * - `dispatch` 派单: from submission until it is dispatched;
 * - `respond` 响应, `arrive` 到场, `feedback` 反馈: the three half-hours of an urgent order;
 * - `resolve` 办结: until it is done, by deadline class;
 * - `upstream` 上级时限: until it is done, set by the 12345 centre, never edited here.
 *
 * Boards know them by their places (Y3): new ones come last, or the protocol has another version.
 */
export const CLOCK_NAMES = ['dispatch', 'respond', 'arrive', 'feedback', 'resolve', 'upstream'] as const;
export type ClockName = (typeof CLOCK_NAMES)[number];

/**
 * How long a clock runs.
 * - `minutes`, `hours`: real time, day and night;
 * - `working_hours`: time inside working hours only;
 * - `half_day` 不过晌, `overnight` 不过夜: by the end of the half day, of the working day; with `leastMinutes`
 *   the one after it is taken when less than that many real minutes are left;
 * - `week` 不过周: the seventh day after the start; `workdays`: the n-th workday after the start;
 * - `until`: an instant given from outside.
 */
export type DeadlineRule =
  | { readonly kind: 'minutes'; readonly minutes: number }
  | { readonly kind: 'hours'; readonly hours: number }
  | { readonly kind: 'working_hours'; readonly hours: number }
  | { readonly kind: 'half_day'; readonly leastMinutes?: number }
  | { readonly kind: 'overnight'; readonly leastMinutes?: number }
  | { readonly kind: 'week' }
  | { readonly kind: 'workdays'; readonly days: number }
  | { readonly kind: 'until'; readonly at: Instant };

export interface Deadline {
  readonly dueAt: Instant;
  /** Start of the last share of the real interval, a quarter unless the community says otherwise. */
  readonly warnAt: Instant;
  readonly warnings: readonly CalendarWarning[];
}

/** One clock as it is stored on an order. Plain data; changed only by `applyClockChange`. */
export interface Clock {
  readonly name: ClockName;
  readonly rule: DeadlineRule;
  /** When it first started. */
  readonly startedAt: Instant;
  /** When the present run began: the start, or the last resume. */
  readonly runningSince: Instant;
  readonly dueAt: Instant;
  readonly warnAt: Instant;
  /** Time it ran before `runningSince`, or altogether when it stands still. */
  readonly elapsedMs: number;
  /** Time left when it was paused or met; negative when it was late. */
  readonly remainingMs?: number;
  readonly pausedAt?: Instant;
  readonly metAt?: Instant;
  readonly warnedAt?: Instant;
  /** The deadline that was missed; never removed within a round. */
  readonly breachedAt?: Instant;
  /** When the missed deadline took the order one level up; at most once within a round. */
  readonly escalatedAt?: Instant;
  /** The deadline before the first extension. */
  readonly originalDueAt?: Instant;
  /** Breaches of earlier rounds (an order that was reopened). */
  readonly earlierBreaches?: number;
}

/** The clocks of one order; a clock that never started is absent. */
export type Clocks = { readonly [name in ClockName]?: Clock };

export type ClockState = 'running' | 'paused' | 'met' | 'breached';

/**
 * How far an order has come, as far as clocks care. `arrived` and `fed_back` are of the present holder: a return or a
 * release goes back to `new` or `dispatched`. A declined or closed order is `done`, a merged one is `stopped`.
 */
export const CLOCK_PHASES = [
  'new',
  'dispatched',
  'claimed',
  'arrived',
  'fed_back',
  'done',
  'stopped',
] as const;
export type ClockPhase = (typeof CLOCK_PHASES)[number];

/** The rule of each clock an order should have; a name left out means that no such clock is started. */
export type ClockRules = { readonly [name in ClockName]?: DeadlineRule };

/** What happened to a clock. Kept in the order's events, so that history alone recreates the clocks. */
export type ClockChange =
  | { readonly type: 'start'; readonly clock: Clock }
  | { readonly type: 'meet'; readonly name: ClockName; readonly at: Instant }
  | { readonly type: 'pause'; readonly name: ClockName; readonly at: Instant }
  | { readonly type: 'resume'; readonly name: ClockName; readonly at: Instant }
  | { readonly type: 'extend'; readonly name: 'resolve'; readonly dueAt: Instant; readonly warnAt: Instant }
  | { readonly type: 'warn'; readonly name: ClockName; readonly at: Instant }
  | { readonly type: 'breach'; readonly name: ClockName; readonly at: Instant }
  | { readonly type: 'escalate'; readonly name: ClockName; readonly at: Instant };

/** What the sweeper records, once each. `at` is when it was due, not when it was noticed. */
export type ClockTransition = Extract<ClockChange, { readonly type: 'warn' | 'breach' }>;

/** Where deadlines are computed: the community's calendar and time zone, and when it wants to be warned. */
export interface ClockContext {
  readonly calendar: WorkCalendar;
  readonly zone: Zone;
  /** Share of a clock's time that is left when it warns. */
  readonly warnShare: number;
}

export interface ClockChanges {
  readonly changes: readonly ClockChange[];
  readonly warnings: readonly CalendarWarning[];
}
