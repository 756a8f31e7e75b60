import type { Logger } from 'pino';
import type { OrderId } from '../../shared/ids.ts';
import type { Announcer, Bus, Change } from '../parts.ts';
import type { Store } from '../store/connect.ts';

const TOPIC = 'changed';

interface Word {
  readonly orderId: OrderId;
  readonly rev: number;
  readonly before: Change['before'];
  readonly from: string;
}

/**
 * Tells of committed changes: this process hears the order itself, every other process hears its id and loads it, so that
 * MongoDB stays the only truth (Y31).
 */
export function createAnnouncer(
  bus: Bus,
  store: Pick<Store, 'models'>,
  log: Logger,
  processId: string,
): Announcer & { close: () => void } {
  const listeners = new Set<(change: Change) => void>();
  const tell = (change: Change): void => {
    for (const listener of listeners) {
      try {
        listener(change);
      } catch (error) {
        log.error({ err: error, orderId: change.order._id }, 'a change listener failed');
      }
    }
  };
  const stop = bus.subscribe(TOPIC, (message) => {
    const word = message as Word;
    if (word.from === processId) return;
    store.models.orders
      .findById(word.orderId)
      .lean()
      .then((order) => {
        if (order) tell({ order, events: [], before: word.before });
      })
      .catch((error: unknown) =>
        log.warn({ err: error }, 'a change of another server will be found by the scan'),
      );
  });
  return {
    announce: (change) => {
      tell(change);
      const word: Word = {
        orderId: change.order._id,
        rev: change.order.rev,
        before: change.before,
        from: processId,
      };
      bus.publish(TOPIC, word);
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: stop,
  };
}
