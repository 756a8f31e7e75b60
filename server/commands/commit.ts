import type { OrderEvent } from '../../shared/order/events.ts';
import type { Order } from '../../shared/order/order.ts';
import { isDuplicateOf } from '../store/errors.ts';
import type { Models } from '../store/models.ts';
import type { LoadedOrder } from './load.ts';
import { moveRecords } from './records.ts';

/** `lost`: somebody else committed first, or the order was there already. */
export type Committed = 'won' | 'lost';

/** A commit as it was decided: from which document to which. */
export interface Step {
  /** Null: the order begins. */
  readonly from: LoadedOrder | null;
  readonly to: LoadedOrder;
  /** Oldest events that leave the order's own history. */
  readonly cut: readonly OrderEvent[];
  readonly moved: LoadedOrder['commands'];
  /** False: `commands` only grew by its last record. */
  readonly rewritten: boolean;
}

/**
 * The race is decided here, by one conditional write: `rev` must still be what it was when the command was decided (S2).
 * What leaves the document is copied out first, so that a crash in between leaves two copies rather than none (S9).
 * @throws for everything whose outcome is not known; the caller looks for its command id before it tries again.
 */
export async function commit(models: Models, step: Step): Promise<Committed> {
  if (step.from === null) return await insert(models, step.to);
  await copyHistory(models, step.to, step.cut);
  await moveRecords(models, step.to._id, step.moved);
  const { _id, rev } = step.from;
  const result = await models.orders.updateOne({ _id, rev }, toUpdate(step, step.from));
  return result.matchedCount === 1 ? 'won' : 'lost';
}

async function insert(models: Models, order: LoadedOrder): Promise<Committed> {
  const { _id, ...fields } = order;
  try {
    // An upsert rather than an insert, because only an update can ask for the database's own time.
    const result = await models.orders.updateOne(
      { _id, rev: { $exists: false } },
      { $setOnInsert: fields, $currentDate: { writtenAt: true } },
      { upsert: true },
    );
    return result.upsertedCount === 1 ? 'won' : 'lost';
  } catch (error) {
    if (isDuplicateOf(error, '_id')) return 'lost';
    throw error;
  }
}

/** Kept apart from `$set`: lists that only grow are pushed, and effects are taken out by others at the same time. */
const PUSHED: ReadonlySet<string> = new Set(['_id', 'history', 'pending', 'commands']);

function toUpdate({ to, cut, rewritten }: Step, from: LoadedOrder) {
  const set: Record<string, unknown> = {};
  const unset: Record<string, ''> = {};
  const push: Record<string, unknown> = {};
  for (const key of Object.keys({ ...from, ...to }) as (keyof LoadedOrder)[]) {
    if (PUSHED.has(key) || to[key] === from[key]) continue;
    if (to[key] === undefined) unset[key] = '';
    else if (JSON.stringify(to[key]) !== JSON.stringify(from[key])) set[key] = to[key];
  }
  if (cut.length > 0) set['history'] = to.history;
  else grow('history');
  if (rewritten) set['commands'] = to.commands;
  else grow('commands');
  grow('pending');
  return {
    $set: set,
    ...(Object.keys(unset).length > 0 ? { $unset: unset } : {}),
    ...(Object.keys(push).length > 0 ? { $push: push } : {}),
    $currentDate: { writtenAt: true as const },
  };

  function grow(key: 'history' | 'commands' | 'pending'): void {
    const added = to[key].slice(from[key].length);
    if (added.length > 0) push[key] = { $each: added };
  }
}

async function copyHistory(models: Models, order: Order, cut: readonly OrderEvent[]): Promise<void> {
  if (cut.length === 0) return;
  const first = order.historyCut - cut.length;
  await models.orderHistory.bulkWrite(
    cut.map((event, place) => ({
      updateOne: {
        filter: { _id: event.id },
        update: {
          $setOnInsert: {
            orderId: order._id,
            communityId: order.communityId,
            index: first + place,
            event,
          },
        },
        upsert: true,
      },
    })),
    { ordered: false },
  );
}
