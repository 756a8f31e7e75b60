import type { Logger } from 'pino';
import type { OrderId } from '../../shared/ids.ts';
import type { Announcer, Bus, Change } from '../parts.ts';
import type { Store } from '../store/connect.ts';
import { makeCatchUp } from './catch-up.ts';

const TOPIC = 'changed';
const LOOK_TOPIC = 'look';
const LOOK_AGAIN_MS = 1000;

interface Word {
  readonly orderId: OrderId;
  readonly rev: number;
  readonly before: Change['before'];
  readonly from: string;
}

/**
 * Tells of committed changes: this process hears the order itself, every other process hears its id and loads it, so that
 * MongoDB stays the only truth (Y31). What no word told is found by looking (Y32).
 */
export function createAnnouncer(
  bus: Bus,
  store: Pick<Store, 'models' | 'databaseTime'>,
  log: Logger,
  processId: string,
): Announcer & { close: () => Promise<void> } {
  const listeners = new Set<(change: Change) => void>();
  const tell = (change: Change): void => {
    catchUp.heard(change.order._id, change.order.rev);
    for (const listener of listeners) {
      try {
        listener(change);
      } catch (error) {
        log.error({ err: error, orderId: change.order._id }, 'a change listener failed');
      }
    }
  };
  const catchUp = makeCatchUp(store, (order) => tell({ order, events: [], before: null }));
  /** Reads under way, which must end before the database is closed. */
  const reading = new Set<Promise<void>>();
  let closed = false;
  const read = (work: () => Promise<void>): Promise<void> => {
    if (closed) return Promise.resolve();
    const done: Promise<void> = work()
      .catch((error: unknown) => {
        log.warn({ err: error }, 'what changed elsewhere will be looked for again');
        lookSoon();
      })
      .finally(() => reading.delete(done));
    reading.add(done);
    return done;
  };
  /** What could not be read now is read a moment later, rather than with the next round. */
  let soon: NodeJS.Timeout | undefined;
  const lookSoon = (): void => {
    clearTimeout(soon);
    soon = setTimeout(() => void read(() => catchUp.run()), LOOK_AGAIN_MS);
    soon.unref();
  };
  const hear = async ({ orderId, before }: Word): Promise<void> => {
    const order = await store.models.orders.findById(orderId).lean();
    if (order && !closed) tell({ order, events: [], before });
  };
  const stops = [
    bus.subscribe(TOPIC, (message) => {
      const word = message as Word;
      if (word.from !== processId) void read(() => hear(word));
    }),
    bus.subscribe(LOOK_TOPIC, () => void read(() => catchUp.run())),
    bus.onRestored(() => void read(() => catchUp.run())),
  ];
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
    scan: () => read(() => catchUp.run()),
    scanEverywhere: () => bus.publish(LOOK_TOPIC, null),
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {
      closed = true;
      clearTimeout(soon);
      for (const stop of stops) stop();
      await Promise.all(reading);
    },
  };
}
