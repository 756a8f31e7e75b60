/** How many batches are written at the same moment: the database has the next one at hand when it is done with one. */
const MOST_WRITTEN_AT_ONCE = 2;
/** How many may be under way besides the one being put: those being written, one that is made ready and one looked up. */
const MOST_UNDER_WAY = MOST_WRITTEN_AT_ONCE + 2;

export interface Steps<Batch, Found, Ready, Written> {
  /** Begun when a batch comes: its answer may have to wait until the database has written an earlier one. */
  lookUp(batch: Batch): Promise<Found>;
  /** One batch at a time, in the order they came. What is made ready and then not wanted must leave no trace. */
  makeReady(found: Found): Promise<Ready>;
  /** Begun in the order they came, two at a time. */
  write(ready: Ready): Promise<Written>;
  /** Hears of every batch that was written, in the order they came; answers whether to go on. */
  tell(written: Written): Promise<boolean>;
}

export interface Conveyor<Batch> {
  /** Takes a batch and resolves when there is room for another: false once no more is wanted. Rejects as its steps do. */
  put(batch: Batch): Promise<boolean>;
  /** Resolves when all that was put has gone through, or was left because no more is wanted. */
  end(): Promise<boolean>;
}

/**
 * Takes batches through their steps so that neither the database nor this process waits for the other. After a batch
 * that is not to be followed, or that fails, nothing more is begun; what is being written then is still written and, unless
 * something failed before it, told.
 */
export function makeConveyor<Batch, Found, Ready, Written>(
  steps: Steps<Batch, Found, Ready, Written>,
): Conveyor<Batch> {
  /** What the latest batches came to, oldest first: whether to go on after them. */
  const underWay: Promise<boolean>[] = [];
  let lastReady: Promise<unknown> = Promise.resolve();
  let isOver = false;

  const goThrough = async (
    ready: Promise<Ready>,
    hasRoom: Promise<unknown>,
    before: Promise<boolean>,
  ): Promise<boolean> => {
    const found = await ready;
    await hasRoom;
    if (isOver) return await before;
    const written = await steps.write(found);
    const wasWanted = await before;
    return (await steps.tell(written)) && wasWanted;
  };
  return {
    async put(batch) {
      const ready = Promise.all([steps.lookUp(batch), lastReady]).then(([found]) => steps.makeReady(found));
      lastReady = ready;
      const before = underWay.at(-1) ?? GO_ON;
      const told = goThrough(ready, underWay.at(-MOST_WRITTEN_AT_ONCE) ?? GO_ON, before);
      // Heard by a later `put` or by `end`; until then a failure must not count as unhandled.
      const settle = (goOn: boolean): void => {
        isOver ||= !goOn;
      };
      told.then(settle, () => settle(false));
      underWay.push(told);
      return underWay.length <= MOST_UNDER_WAY || (await underWay.shift()) !== false;
    },
    end: () => underWay.at(-1) ?? GO_ON,
  };
}

const GO_ON = Promise.resolve(true);
