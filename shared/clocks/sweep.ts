import type { Instant } from '../calendar/types.ts';
import { isOverdue, isRunning } from './clock.ts';
import { CLOCK_NAMES, type Clock, type Clocks, type ClockTransition } from './types.ts';

/**
 * Warnings and breaches that are due and not recorded yet, earliest first (C21, C22). Recording them with
 * `applyClockChanges` makes the next call silent, whatever the time then is. A breach found before its warning was
 * raised comes alone: a warning after the fact only teaches people to mute it. Standing clocks raise nothing.
 */
export function dueTransitions(clocks: Clocks, now: Instant): readonly ClockTransition[] {
  return CLOCK_NAMES.flatMap((name) => {
    const clock = clocks[name];
    const transition = clock && transitionOf(clock, now);
    return transition ? [transition] : [];
  }).sort((a, b) => a.at - b.at);
}

function transitionOf(clock: Clock, now: Instant): ClockTransition | null {
  if (!isRunning(clock) || clock.breachedAt !== undefined) return null;
  if (isOverdue(clock, now)) return { type: 'breach', name: clock.name, at: clock.dueAt };
  if (clock.warnedAt === undefined && now >= clock.warnAt) {
    return { type: 'warn', name: clock.name, at: clock.warnAt };
  }
  return null;
}

/**
 * The first instant at which `dueTransitions` will answer something, null when never: to be stored and indexed, so that
 * the sweeper finds its orders.
 */
export function nextTransitionAt(clocks: Clocks): Instant | null {
  const instants = CLOCK_NAMES.flatMap((name) => {
    const clock = clocks[name];
    if (!clock || !isRunning(clock) || clock.breachedAt !== undefined) return [];
    const breach = clock.dueAt + 1;
    return [clock.warnedAt === undefined ? Math.min(clock.warnAt, breach) : breach];
  });
  return instants.length > 0 ? Math.min(...instants) : null;
}
