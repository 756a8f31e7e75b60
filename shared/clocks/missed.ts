import type { Instant } from '../calendar/types.ts';
import { isRunning } from './clock.ts';
import { CLOCK_NAMES, type Clock, type ClockChange, type Clocks } from './types.ts';

/**
 * Since when the level that is responsible has missed a deadline that still runs: the earliest of those whose breach is
 * recorded and has not taken the order one level up yet (C28). Null when there is none.
 */
export function missedSince(clocks: Clocks): Instant | null {
  const missed = unanswered(clocks).filter(isRunning);
  return missed.length > 0 ? Math.min(...missed.map((clock) => clock.dueAt)) : null;
}

/** What an escalation answers: every breach until now, so that none of them takes the order up a second time (C28). */
export const answerBreaches = (clocks: Clocks, at: Instant): readonly ClockChange[] =>
  unanswered(clocks).map(({ name }) => ({ type: 'escalate', name, at }));

const unanswered = (clocks: Clocks): readonly Clock[] =>
  CLOCK_NAMES.flatMap((name) => clocks[name] ?? []).filter(
    (clock) => clock.metAt === undefined && clock.breachedAt !== undefined && clock.escalatedAt === undefined,
  );
