import type { CalendarWarning, Instant } from '../calendar/types.ts';
import { computeDeadline } from './deadline.ts';
import type { Clock, ClockContext, ClockName, ClockState, DeadlineRule } from './types.ts';

/** The half-hour stages of an urgent order: they stand still while nobody is in that stage, and run on afterwards. */
const STAGES: readonly ClockName[] = ['respond', 'arrive', 'feedback'];

/** Whether time in which the clock stood still is given back. Other deadlines stay where they are on the calendar. */
export function isStage(name: ClockName): boolean {
  return STAGES.includes(name);
}

export function isRunning(clock: Clock): boolean {
  return clock.metAt === undefined && clock.pausedAt === undefined;
}

/** Past its deadline; the deadline itself is still in time. */
export function isOverdue(clock: Clock, now: Instant): boolean {
  return now > clock.dueAt;
}

/** What the stored clock says. A clock that is met or paused is that first, `breachedAt` shows whether it was late. */
export function clockState(clock: Clock): ClockState {
  if (clock.metAt !== undefined) return 'met';
  if (clock.pausedAt !== undefined) return 'paused';
  return clock.breachedAt === undefined ? 'running' : 'breached';
}

/** Milliseconds the clock has run until `now`; never negative. */
export function elapsedMs(clock: Clock, now: Instant): number {
  return clock.elapsedMs + (isRunning(clock) ? Math.max(0, now - clock.runningSince) : 0);
}

export interface Made {
  readonly clock: Clock;
  readonly warnings: readonly CalendarWarning[];
}

/** A clock that starts at `start`, its deadline computed once and for all. */
export function makeClock(
  name: ClockName,
  rule: DeadlineRule,
  start: Instant,
  { calendar, zone, warnShare }: ClockContext,
): Made {
  const { dueAt, warnAt, warnings } = computeDeadline(rule, start, calendar, zone, warnShare);
  return {
    clock: { name, rule, startedAt: start, runningSince: start, dueAt, warnAt, elapsedMs: 0 },
    warnings,
  };
}

/** The clock of a new round: it starts afresh and counts the breaches of the rounds before. */
export function makeNextRound(
  earlier: Clock,
  rule: DeadlineRule,
  start: Instant,
  context: ClockContext,
): Made {
  const { clock, warnings } = makeClock(earlier.name, rule, start, context);
  const breaches = (earlier.earlierBreaches ?? 0) + (earlier.breachedAt === undefined ? 0 : 1);
  return { clock: breaches > 0 ? { ...clock, earlierBreaches: breaches } : clock, warnings };
}

/** Another rule for the same clock (the order was classified anew): same start, same breach, a deadline of its own. */
export function makeRetimed(clock: Clock, rule: DeadlineRule, context: ClockContext): Made {
  const { calendar, zone, warnShare } = context;
  const { dueAt, warnAt, warnings } = computeDeadline(rule, clock.startedAt, calendar, zone, warnShare);
  const { originalDueAt: _, warnedAt: __, ...kept } = clock;
  return { clock: { ...kept, rule, dueAt, warnAt }, warnings };
}

/** Ends a run: what stood still is left as it is. A deadline that has passed is a breach, whether recorded or not. */
export function stopRun(clock: Clock, at: Instant): Clock {
  if (!isRunning(clock)) return clock;
  // A clock that was set back must not hand out more time than there was.
  const stopped = Math.max(at, clock.runningSince);
  const late = isOverdue(clock, stopped) && clock.breachedAt === undefined;
  return {
    ...clock,
    elapsedMs: elapsedMs(clock, stopped),
    remainingMs: clock.dueAt - stopped,
    ...(late ? { breachedAt: clock.dueAt } : {}),
  };
}

/** Lets a clock that stood still run again: a stage with the time it had left, any other towards its deadline. */
export function resumeRun(clock: Clock, at: Instant): Clock {
  if (isRunning(clock)) return clock;
  const { pausedAt: _, metAt: __, remainingMs, ...kept } = clock;
  const dueAt = isStage(clock.name) && remainingMs !== undefined ? at + remainingMs : clock.dueAt;
  return { ...kept, runningSince: at, dueAt, warnAt: clock.warnAt + (dueAt - clock.dueAt) };
}

/** The deadline after an extension; the first one is kept, and there will be a new warning. */
export function extendRun(clock: Clock, dueAt: Instant, warnAt: Instant): Clock {
  const { warnedAt: _, ...kept } = clock;
  return { ...kept, dueAt, warnAt, originalDueAt: clock.originalDueAt ?? clock.dueAt };
}
