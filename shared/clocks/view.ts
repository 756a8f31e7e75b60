import type { Instant } from '../calendar/types.ts';
import { isOverdue, isRunning, isStage } from './clock.ts';
import { CLOCK_NAMES, type Clock, type Clocks } from './types.ts';

export interface ClockView {
  readonly state: 'not-started' | 'running' | 'overdue' | 'paused' | 'met';
  /** Time left, negative when overdue; of a clock that stands still, what was left then. */
  readonly remainingMs: number;
  /** Part of the time that is left, 0 to 1. */
  readonly share: number;
  readonly breached: boolean;
}

/** What a clock shows at `now`, counted down on the spot without waiting for the sweeper. */
export function clockView(clock: Clock | undefined, now: Instant): ClockView {
  if (!clock) return { state: 'not-started', remainingMs: 0, share: 1, breached: false };
  const running = isRunning(clock);
  const remainingMs = running ? clock.dueAt - now : (clock.remainingMs ?? 0);
  return {
    state: stateOf(clock, now, running),
    remainingMs,
    share: shareLeft(remainingMs, clock.dueAt - countsFrom(clock)),
    breached: clock.breachedAt !== undefined || (running && isOverdue(clock, now)),
  };
}

function stateOf(clock: Clock, now: Instant, running: boolean): ClockView['state'] {
  if (clock.metAt !== undefined) return 'met';
  if (!running) return 'paused';
  return isOverdue(clock, now) ? 'overdue' : 'running';
}

const shareLeft = (left: number, whole: number): number =>
  whole > 0 ? Math.min(1, Math.max(0, left / whole)) : 0;

/** Where a countdown ring begins: the start, moved on by the time a stage stood still. */
export function countsFrom(clock: Clock): Instant {
  if (!isStage(clock.name)) return clock.startedAt;
  return isRunning(clock)
    ? clock.runningSince - clock.elapsedMs
    : clock.dueAt - clock.elapsedMs - (clock.remainingMs ?? 0);
}

/** The running clock that is due first, overdue ones included; null when nothing runs. */
export function nextDeadline(clocks: Clocks): Clock | null {
  return CLOCK_NAMES.reduce<Clock | null>((first, name) => {
    const clock = clocks[name];
    if (!clock || !isRunning(clock)) return first;
    return first && first.dueAt <= clock.dueAt ? first : clock;
  }, null);
}
