import { extendRun, isRunning, resumeRun, stopRun } from './clock.ts';
import type { Clock, ClockChange, ClockName, Clocks } from './types.ts';

/**
 * The clocks after a change, as history replays them. Total and safe to repeat: a change that does not fit (a clock that
 * never started, one already met) changes nothing, a recorded breach is never taken back, and the upstream deadline
 * stays as it was first set (C20, C22).
 */
export function applyClockChange(clocks: Clocks, change: ClockChange): Clocks {
  const name: ClockName = change.type === 'start' ? change.clock.name : change.name;
  const before = clocks[name];
  const after = changed(before, change);
  return after === undefined || after === before ? clocks : { ...clocks, [name]: after };
}

export function applyClockChanges(clocks: Clocks, changes: readonly ClockChange[]): Clocks {
  return changes.reduce(applyClockChange, clocks);
}

function changed(clock: Clock | undefined, change: ClockChange): Clock | undefined {
  if (change.type === 'start') {
    return clock !== undefined && clock.name === 'upstream' ? clock : change.clock;
  }
  if (clock === undefined) return undefined;
  switch (change.type) {
    case 'meet': {
      if (clock.metAt !== undefined) return clock;
      const { pausedAt: _, ...stopped } = stopRun(clock, change.at);
      return { ...stopped, metAt: Math.max(change.at, clock.runningSince) };
    }
    case 'pause':
      if (!isRunning(clock)) return clock;
      return { ...stopRun(clock, change.at), pausedAt: Math.max(change.at, clock.runningSince) };
    case 'resume':
      return resumeRun(clock, change.at);
    case 'extend':
      return isRunning(clock) ? extendRun(clock, change.dueAt, change.warnAt) : clock;
    case 'warn':
      return clock.warnedAt === undefined ? { ...clock, warnedAt: change.at } : clock;
    case 'breach':
      return clock.breachedAt === undefined ? { ...clock, breachedAt: change.at } : clock;
    case 'escalate':
      return clock.escalatedAt === undefined ? { ...clock, escalatedAt: change.at } : clock;
  }
  return clock;
}
