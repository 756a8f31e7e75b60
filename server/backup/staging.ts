import mongoose, { type mongo } from 'mongoose';
import { isDuplicateKey } from '../store/errors.ts';
import type { BackupDocument } from './decode.ts';
import { BackupFault, codeOf } from './problem.ts';

/** Restored documents wait under this prefix until all of them are there. */
export const STAGED = 'restoring_';

const BATCH_DOCUMENTS = 1000;
const BATCH_BYTES = 2 * 1024 * 1024;
const { BSON } = mongoose.mongo;
/** Every number, date and byte array comes back as the type it was stored with. */
const EXACT = { promoteValues: false, promoteLongs: false, promoteBuffers: false, bsonRegExp: true };

export interface Staging {
  /** Puts a document beside the product's own collections. @throws BackupFault `clash` or `databaseFull` */
  take(document: BackupDocument): Promise<void>;
  /** Documents that must now be there, by collection. */
  finish(): Promise<ReadonlyMap<string, number>>;
}

/** Fills the staged collections in batches, as the database acknowledges them. */
export function createStaging(db: mongo.Db): Staging {
  const held = new Map<string, number>();
  let batch: BackupDocument[] = [];
  let bytes = 0;

  const flush = async (): Promise<void> => {
    const [first] = batch;
    if (!first) return;
    const documents = batch.map((one) => BSON.deserialize(one.bytes, EXACT));
    batch = [];
    bytes = 0;
    const added = await asFault(write(db.collection(STAGED + first.collection), documents, first.again));
    held.set(first.collection, (held.get(first.collection) ?? 0) + added);
  };

  return {
    async take(document) {
      const [first] = batch;
      const isOther = first && (first.collection !== document.collection || first.again !== document.again);
      if (isOther || batch.length >= BATCH_DOCUMENTS || bytes >= BATCH_BYTES) await flush();
      batch.push(document);
      bytes += document.bytes.length;
    },
    async finish() {
      await flush();
      return held;
    },
  };
}

/** @returns how many documents are there that were not before */
async function write(
  collection: mongo.Collection,
  documents: readonly mongo.BSON.Document[],
  again: boolean,
): Promise<number> {
  // A field that is stored as undefined is stored so again.
  const options = { ordered: false, ignoreUndefined: false };
  if (!again) return (await collection.insertMany([...documents], options)).insertedCount;
  const { upsertedCount } = await collection.bulkWrite(
    documents.map((replacement) => ({
      replaceOne: { filter: { _id: replacement['_id'] }, replacement, upsert: true },
    })),
    options,
  );
  return upsertedCount;
}

const OUT_OF_DISK_SPACE = 14_031;

/** What a database answers to a restore, as far as somebody can do something about it. */
export async function asFault<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (codeOf(error) === OUT_OF_DISK_SPACE)
      throw new BackupFault({ kind: 'databaseFull' }, { cause: error });
    if (isDuplicateKey(error))
      throw new BackupFault({ kind: 'clash', message: error.message ?? '' }, { cause: error });
    throw error;
  }
}
