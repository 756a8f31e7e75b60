import type { OrderId } from '../../../shared/ids.ts';
import type { FieldCard, OrderDetail } from '../../../shared/protocol/dto.ts';
import { memberKey } from '../../kit/local-data.ts';
import { localStore, readJson, type TextStore, writeJson } from '../../kit/storage.ts';

/** Orders as they were last read, so that a cellar without network still shows what to do there. */
export interface OrderCopies {
  readonly read: (orderId: OrderId) => OrderDetail | null;
  readonly keep: (order: OrderDetail) => void;
  readonly remove: (orderId: OrderId) => void;
  /** Fetches what of `cards` is not kept in its present revision, one after another, and drops what is not among them. */
  readonly follow: (
    cards: readonly FieldCard[],
    fetchIt: (orderId: OrderId) => Promise<OrderDetail>,
  ) => Promise<void>;
}

const MOST = 30;

export function makeOrderCopies(memberId: string, store: TextStore = localStore): OrderCopies {
  const prefix = memberKey(memberId, 'field.order.');
  const read = (orderId: OrderId): OrderDetail | null => readJson<OrderDetail>(store, prefix + orderId);
  const keep = (order: OrderDetail): void => writeJson(store, prefix + order._id, order);
  return {
    read,
    keep,
    remove: (orderId) => store.remove(prefix + orderId),
    follow: async (cards, fetchIt) => {
      const wanted = cards.slice(0, MOST);
      const ids = new Set(wanted.map((card) => prefix + card._id));
      for (const key of store.keys()) if (key.startsWith(prefix) && !ids.has(key)) store.remove(key);
      for (const card of wanted) {
        const kept = read(card._id);
        if (kept && kept.rev >= card.rev) continue;
        try {
          keep(await fetchIt(card._id));
        } catch {
          // Not now: the next change of the lists tries again.
          return;
        }
      }
    },
  };
}
