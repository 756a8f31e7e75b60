import type { Instant, OrderId } from '../../shared/ids.ts';
import { CLOSED_STAYS_MS } from '../../shared/order/card.ts';
import type { Order } from '../../shared/order/order.ts';
import type { Store } from '../store/connect.ts';

/** How far each look reaches back behind the one before: a commit may become visible after a later one (Y32). */
const OVERLAP_MS = 2 * 60_000;
/** Orders loaded at once. */
const BATCH = 200;

export interface CatchUp {
  /** Notes that this process has been told of an order at this rev. */
  heard(orderId: OrderId, rev: number): void;
  run(): Promise<void>;
}

/**
 * Looks through what was written lately, by the database's own time, and tells of every order whose `rev` this process has
 * not heard of. Looks never overlap one another; those asked for meanwhile become one more look after it, because the one
 * that is under way may have read already.
 */
export function makeCatchUp(
  store: Pick<Store, 'models' | 'databaseTime'>,
  tell: (order: Order) => void,
): CatchUp {
  const { orders } = store.models;
  /** Revs heard during this look and the one before; older ones lie outside every window to come. */
  let recent = new Map<OrderId, number>();
  let former = new Map<OrderId, number>();
  /** When the look before began; null before the first. */
  let seenUntil: Instant | null = null;
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;

  const heard = (orderId: OrderId, rev: number): void => {
    recent.set(orderId, Math.max(rev, recent.get(orderId) ?? 0));
  };
  const isNews = (orderId: OrderId, rev: number): boolean =>
    rev > (recent.get(orderId) ?? -1) && rev > (former.get(orderId) ?? -1);

  const loadAndTell = async (ids: readonly OrderId[]): Promise<void> => {
    for (let from = 0; from < ids.length; from += BATCH) {
      const found = await orders.find({ _id: { $in: ids.slice(from, from + BATCH) } }).lean();
      // Announcements may have come in while we waited.
      for (const order of found) if (isNews(order._id, order.rev)) tell(order);
    }
  };

  const look = async (): Promise<void> => {
    const begun = await store.databaseTime();
    const since = (seenUntil ?? begun) - OVERLAP_MS;
    // Imported history was closed long ago and is on no board: a hundred thousand rows of it are nobody's news.
    const written = await orders
      .find(
        {
          writtenAt: { $gte: new Date(since) },
          $or: [{ status: { $ne: 'closed' } }, { closedAt: { $gte: since - CLOSED_STAYS_MS } }],
        },
        { rev: 1 },
      )
      .sort({ writtenAt: 1 })
      .lean();
    const news = written.filter(({ _id, rev }) => isNews(_id, rev));
    await loadAndTell(news.map(({ _id }) => _id));
    seenUntil = begun;
    const kept = new Map(recent);
    for (const { _id, rev } of written) kept.set(_id, Math.max(rev, kept.get(_id) ?? 0));
    former = kept;
    recent = new Map();
  };

  const run = (): Promise<void> => {
    if (running) {
      next ??= running
        .catch(() => undefined)
        .then(() => {
          next = null;
          return run();
        });
      return next;
    }
    running = look().finally(() => {
      running = null;
    });
    return running;
  };
  return { heard, run };
}
