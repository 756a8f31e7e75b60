import { WIRE } from '../../../shared/protocol/limits.ts';
import type { Incoming } from './frames.ts';

/** What a frame costs of the allowance: asking for a state vector's difference reads the whole document. */
const COST = { step1: 100, step2: 1, update: 1, awareness: 1, queryAwareness: 10 } as const satisfies Record<
  Incoming['type'],
  number
>;

/**
 * How much a connection may still ask of this server (Y41): full at first, filled up again evenly over `yjsAllowanceMs`.
 * @param now monotonic milliseconds, so that no clock that is set back starves anybody
 * @returns false when a frame is one too many
 */
export function makeAllowance(now: () => number): (type: Incoming['type']) => boolean {
  let left: number = WIRE.yjsAllowance;
  let since = now();
  return (type) => {
    const at = now();
    left = Math.min(WIRE.yjsAllowance, left + ((at - since) * WIRE.yjsAllowance) / WIRE.yjsAllowanceMs);
    since = at;
    left -= COST[type];
    return left >= 0;
  };
}
