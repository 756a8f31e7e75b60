/** How many batches may be under way: one is written while the next is made ready and a third waits. */
const MOST_UNDER_WAY = 2;

export interface Conveyor<Batch> {
  /** Takes a batch and resolves when there is room for another: false once no more is wanted. Rejects as its steps do. */
  put(batch: Batch): Promise<boolean>;
  /** Resolves when all that was put has gone through, or was left because no more is wanted. */
  end(): Promise<boolean>;
}

/**
 * Two steps for every batch, each step one batch at a time and in the order they came, so that neither the database nor
 * this process waits for the other. What is made ready and then not wanted must leave no trace.
 * @param write answers whether to go on
 */
export function makeConveyor<Batch, Ready>(
  makeReady: (batch: Batch) => Promise<Ready>,
  write: (ready: Ready) => Promise<boolean>,
): Conveyor<Batch> {
  const underWay: Promise<boolean>[] = [];
  let lastReady: Promise<unknown> = Promise.resolve();
  let lastWritten = Promise.resolve(true);

  const goThrough = async (ready: Promise<Ready>, before: Promise<boolean>): Promise<boolean> => {
    const found = await ready;
    return (await before) && (await write(found));
  };
  return {
    async put(batch) {
      const ready = lastReady.then(() => makeReady(batch));
      lastReady = ready;
      lastWritten = goThrough(ready, lastWritten);
      // Heard by a later `put` or by `end`; until then it must not count as unhandled.
      lastWritten.catch(() => undefined);
      underWay.push(lastWritten);
      return underWay.length <= MOST_UNDER_WAY || (await underWay.shift()) !== false;
    },
    end: () => lastWritten,
  };
}
