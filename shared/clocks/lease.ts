import type { Instant } from '../calendar/types.ts';
import { MINUTE } from '../calendar/zone.ts';
import { isRunning } from './clock.ts';
import type { Clocks } from './types.ts';

/**
 * When an urgent claim made at `claimedAt` is released because nobody came: `graceMinutes` after the arrive clock is due.
 * Whoever claims an order whose arrive clock was used up by an earlier holder still has its full length (C19). Null when
 * there is no arrive clock running.
 */
export function leaseEndsAt(clocks: Clocks, claimedAt: Instant, graceMinutes: number): Instant | null {
  const { arrive } = clocks;
  if (!arrive || !isRunning(arrive)) return null;
  const length = arrive.rule.kind === 'minutes' ? arrive.rule.minutes * MINUTE : 0;
  return Math.max(arrive.dueAt, claimedAt + length) + graceMinutes * MINUTE;
}
