import { isNumber, toNumber } from '../bson/values.ts';
import { PLAIN } from '../match/types.ts';
import type { Collection } from './collection.ts';
import type { Index } from './index-definition.ts';
import { allRows } from './query.ts';
import type { Store } from './store.ts';

/** How many expired documents one write removes, so that others are not kept waiting. */
const BATCH = 500;

/** Removes documents that have outlived a TTL index, every minute as in MongoDB. */
export class TtlSweeper {
  readonly #store: Store;
  readonly #log: (line: string) => void;
  #timer: NodeJS.Timeout | undefined;
  #seconds = 60;

  constructor(store: Store, log: (line: string) => void) {
    this.#store = store;
    this.#log = log;
  }

  get seconds(): number {
    return this.#seconds;
  }

  restart(seconds: number): void {
    this.stop();
    this.#seconds = seconds;
    this.#timer = setInterval(() => {
      this.sweep(Date.now()).catch((error: unknown) => {
        this.#log(
          `removing expired documents failed: ${error instanceof Error ? error.message : String(error)}`,
        );
      });
    }, seconds * 1000);
    this.#timer.unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** Removes everything expired at `now` (epoch milliseconds) and returns how much it was. */
  async sweep(now: number): Promise<number> {
    let removed = 0;
    for (const { namespace, indexes } of this.#store.catalog.all())
      for (const { spec } of indexes) {
        if (!isNumber(spec['expireAfterSeconds'])) continue;
        for (let batch = BATCH; batch === BATCH; removed += batch)
          batch = await this.#store.write(() => this.#removeExpired(namespace, spec.name, now));
      }
    return removed;
  }

  #removeExpired(namespace: string, indexName: string, now: number): number {
    const collection: Collection | undefined = this.#store.catalog.get(namespace);
    const index: Index | undefined = collection?.indexes.find(({ spec }) => spec.name === indexName);
    const [field] = index?.fields ?? [];
    if (!collection || !index || !field) return 0;
    const limit = new Date(now - toNumber(index.spec['expireAfterSeconds']) * 1000);
    const filter = { [field.path]: { $lte: limit } };
    const query = index.partial ? { $and: [filter, index.spec['partialFilterExpression']] } : filter;
    const rows = allRows(this.#store.environment, collection, {
      filter: query,
      limit: BATCH,
      options: PLAIN,
    });
    for (const row of rows) this.#store.records.remove(collection, row);
    return rows.length;
  }
}
