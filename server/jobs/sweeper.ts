import type { SystemActor } from '../../shared/order/actor.ts';
import { nextTickAt } from '../../shared/order/commands/tick.ts';
import { loadOrder, toOrder } from '../commands/load.ts';
import type { Base, CommandService, Rules } from '../parts.ts';
import type { Store } from '../store/connect.ts';

export interface SweeperParts extends Pick<Base, 'now' | 'newId' | 'log'> {
  readonly store: Pick<Store, 'models'>;
  readonly rules: Rules;
  readonly commands: CommandService;
}

const CLOCK: SystemActor = { kind: 'system', job: 'clock' };
const BATCH = 200;
const AT_ONCE = 8;
/** An order whose tick changes nothing although it seems due is asked again only then. */
const AGAIN_MS = 60_000;

/**
 * Records warnings and breaches, lets overdue claims go, takes late orders one level up and closes finished ones, each exactly
 * once (C24): every tick is an ordinary guarded command, so that any number of servers may sweep at once and a restart repeats
 * nothing.
 * @returns how many orders were looked at; a full batch means that more may be due.
 */
export async function sweepOnce(parts: SweeperParts): Promise<number> {
  const { models } = parts.store;
  const due = await models.orders
    .find({ nextTickAt: { $lte: parts.now() } }, { _id: 1 })
    .sort({ nextTickAt: 1 })
    .limit(BATCH)
    .lean();
  const queue = due.map(({ _id }) => _id);
  const worker = async (): Promise<void> => {
    for (let id = queue.shift(); id !== undefined; id = queue.shift()) await tick(parts, id);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return due.length;
}

async function tick(parts: SweeperParts, orderId: string): Promise<void> {
  const outcome = await parts.commands.run(CLOCK, {
    id: parts.newId(),
    type: 'tick',
    orderId,
    payload: {},
  });
  if (outcome.ok ? outcome.events.length > 0 : outcome.code === 'busy' || outcome.code === 'unavailable')
    return;
  // Nothing was due after all, because the rules changed since: without a new time it would be found again at once.
  await retime(parts, orderId, parts.now() + AGAIN_MS);
}

/**
 * Computes anew when the order is due; does nothing when somebody else has changed the order meanwhile, because that
 * commit has computed it too.
 */
async function retime(parts: Pick<SweeperParts, 'store' | 'rules'>, orderId: string, notBefore: number) {
  const { models } = parts.store;
  const loaded = await loadOrder(models, orderId);
  if (!loaded) return;
  const due = nextTickAt(toOrder(loaded), parts.rules.settings());
  const next = due === null ? null : Math.max(due, notBefore);
  if (next === (loaded.nextTickAt ?? null)) return;
  await models.orders.updateOne(
    { _id: orderId, rev: loaded.rev },
    next === null ? { $unset: { nextTickAt: '' } } : { $set: { nextTickAt: next } },
  );
}

/** After the rules changed: every order that may close or be let go at another time than it was stored with. */
export async function retimeAll(parts: Pick<SweeperParts, 'store' | 'rules'>): Promise<void> {
  const open = parts.store.models.orders
    .find({ status: { $in: ['new', 'dispatched', 'handling', 'done'] } }, { _id: 1 })
    .lean()
    .cursor();
  for await (const { _id } of open as AsyncIterable<{ _id: string }>) await retime(parts, _id, 0);
}
