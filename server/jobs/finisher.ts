import { toOrder } from '../commands/load.ts';
import type { Commands } from '../commands/service.ts';
import type { Base } from '../parts.ts';
import type { Store } from '../store/connect.ts';

export interface FinisherParts extends Pick<Base, 'now'> {
  readonly store: Pick<Store, 'models'>;
  readonly commands: Pick<Commands, 'finish'>;
}

/** Younger ones are still with the server that committed them. */
const LEFT_BEHIND_MS = 5_000;
const BATCH = 100;

/**
 * Finishes what a server could not do after its commit, because it or the database went away (S10). Safe on every server at
 * once: each effect is idempotent.
 * @returns how many orders had something left.
 */
export async function finishOnce({ store, commands, now }: FinisherParts): Promise<number> {
  // A path into a list of unions, which the types of filters cannot follow.
  const leftBehind: Record<string, unknown> = { 'pending.at': { $lt: now() - LEFT_BEHIND_MS } };
  const left = await store.models.orders
    .find(leftBehind, { writtenAt: 0 })
    .sort({ 'pending.at': 1 })
    .limit(BATCH)
    .lean();
  for (const order of left) await commands.finish(toOrder(order));
  return left.length;
}
