import type { Logger } from 'pino';
import type { OrderId } from '../../shared/ids.ts';
import { BUS_RESTORED } from '../bus/index.ts';
import type { Announcer, Bus, Change } from '../parts.ts';
import type { Store } from '../store/connect.ts';
import { makeCatchUp } from './catch-up.ts';

const TOPIC = 'changed';
const CATCH_UP_EVERY_MS = 10_000;

interface Word {
  readonly from: string;
  readonly orderId: OrderId;
  readonly rev: number;
  readonly before: Change['before'];
}

export interface LiveAnnouncer extends Announcer {
  /** Compares with the database now: what no announcement told is told to this process's listeners. */
  catchUp(): Promise<void>;
  /** Hears that everything committed up to a moment ago has been told. */
  onCaughtUp(listener: () => void): () => void;
  close(): void;
}

/**
 * Tells of committed changes (Y31). This process hears the order itself, every other one only its id, which it loads: MongoDB
 * stays the only truth. A periodic look at what was written lately finds what no word was heard of.
 */
export function createAnnouncer(
  bus: Bus,
  store: Pick<Store, 'models'>,
  log: Logger,
  processId: string,
): LiveAnnouncer {
  const { orders } = store.models;
  const listeners = new Set<(change: Change) => void>();
  const caughtUp = new Set<() => void>();
  /** Words of other processes since the last load: many commits in one turn cost one read. */
  let words = new Map<OrderId, Word>();
  let closed = false;

  const tell = (change: Change): void => {
    scan.heard(change.order._id, change.order.rev);
    for (const listener of [...listeners]) {
      try {
        listener(change);
      } catch (error) {
        log.error({ err: error, orderId: change.order._id }, 'a listener to changes failed');
      }
    }
  };
  const scan = makeCatchUp(store, (order) => tell({ order, events: [], before: null }));

  const loadWords = async (): Promise<void> => {
    const asked = words;
    words = new Map();
    const found = await orders.find({ _id: { $in: [...asked.keys()] } }).lean();
    if (closed) return;
    for (const order of found) tell({ order, events: [], before: asked.get(order._id)?.before ?? null });
  };
  const stopWords = bus.subscribe(TOPIC, (message) => {
    const word = message as Word;
    if (word.from === processId || closed) return;
    if (words.size === 0) {
      setImmediate(() => {
        loadWords().catch((error: unknown) =>
          log.warn({ err: error }, 'changes of another server will be found by comparing'),
        );
      });
    }
    // The earliest `before` of several words is the one the listeners here still show.
    words.set(word.orderId, { ...word, before: words.get(word.orderId)?.before ?? word.before });
  });

  const catchUp = async (): Promise<void> => {
    await scan.run();
    if (closed) return;
    for (const listener of caughtUp) listener();
  };
  const catchUpQuietly = (): void => {
    catchUp().catch((error: unknown) => {
      if (!closed) log.debug({ err: error }, 'comparing with the database will be tried again');
    });
  };
  const stopRestored = bus.subscribe(BUS_RESTORED, catchUpQuietly);
  const timer = setInterval(catchUpQuietly, CATCH_UP_EVERY_MS);
  timer.unref();

  return {
    announce: (change) => {
      tell(change);
      const { order, before } = change;
      bus.publish(TOPIC, { from: processId, orderId: order._id, rev: order.rev, before } satisfies Word);
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    catchUp,
    onCaughtUp: (listener) => {
      caughtUp.add(listener);
      return () => caughtUp.delete(listener);
    },
    close: () => {
      closed = true;
      clearInterval(timer);
      stopWords();
      stopRestored();
      listeners.clear();
      caughtUp.clear();
    },
  };
}
