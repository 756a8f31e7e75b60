import type { Model } from 'mongoose';
import { isDuplicateKey } from '../store/errors.ts';

interface Versioned {
  readonly _id: string;
  readonly version: number;
}

const MOST_TRIES = 50;

/**
 * Counts a document anew and replaces it, if nobody replaced it since it was looked at (R21). Never adds to what is there: a
 * recount that runs twice, late or beside another one still ends in the right figure. Counted as null, it goes.
 * @param count reads what is counted; called again when somebody else was faster
 * @throws when others were faster every time
 */
export function recountUnderVersion<D extends Versioned>(
  model: Model<D>,
  _id: string,
  count: () => Promise<Omit<D, 'version'> | null>,
): Promise<void> {
  // The same code for documents of several types, which the model's own filters cannot express.
  const documents = model as unknown as Model<Versioned>;
  return inTurn(documents, _id, () => countAndReplace(documents, _id, count));
}

interface Turns {
  running: Promise<void>;
  waiting: Promise<void> | null;
}
const turnsOf = new WeakMap<Model<Versioned>, Map<string, Turns>>();

/**
 * In one process, recounts of one document go one after another, and everybody who asks while one runs shares the next: it
 * begins after they asked, and so counts what they recorded. The version decides between processes only.
 */
function inTurn(documents: Model<Versioned>, _id: string, recount: () => Promise<void>): Promise<void> {
  const turns = turnsOf.get(documents) ?? new Map<string, Turns>();
  turnsOf.set(documents, turns);
  const turn = turns.get(_id);
  if (turn) {
    turn.waiting ??= turn.running.catch(() => undefined).then(() => start(recount));
    return turn.waiting;
  }
  return start(recount);

  function start(run: () => Promise<void>): Promise<void> {
    const started: Turns = { running: run(), waiting: null };
    turns.set(_id, started);
    const end = (): void => {
      if (started.waiting === null) turns.delete(_id);
    };
    started.running.then(end, end);
    return started.running;
  }
}

async function countAndReplace(
  documents: Model<Versioned>,
  _id: string,
  count: () => Promise<object | null>,
): Promise<void> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    // The version is read before what is counted: who replaces the document in between has counted more, and wins.
    const kept = await documents.findById(_id, { version: 1 }).lean();
    if (await replace(documents, _id, await count(), kept?.version ?? null)) return;
  }
  throw new Error(`the figures of ${_id} changed too often to be replaced`);
}

async function replace(
  documents: Model<Versioned>,
  _id: string,
  counted: object | null,
  version: number | null,
): Promise<boolean> {
  if (version === null) {
    if (!counted) return true;
    try {
      await documents.collection.insertOne({ ...counted, version: 1 });
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }
  if (!counted) return (await documents.deleteOne({ _id, version })).deletedCount === 1;
  const replaced = await documents.replaceOne({ _id, version }, { ...counted, version: version + 1 });
  return replaced.matchedCount === 1;
}
