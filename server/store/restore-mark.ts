import type { Connection, mongo } from 'mongoose';

/** Outside the models: it belongs to none of the collections that a restore replaces. */
const COLLECTION = 'restoring';

/** The restored collections were being put in place of the old ones when that was cut short: some are old, some new. */
export class UnfinishedRestore extends Error {
  override readonly name = 'UnfinishedRestore';
}

export interface RestoreMark {
  set(): Promise<void>;
  clear(): Promise<void>;
  isSet(): Promise<boolean>;
}

/** Says, in the database itself, that a restore has begun to replace collections and not yet ended (SPEC S36). */
export function restoreMark(db: mongo.Db): RestoreMark {
  const marks = db.collection<{ _id: 'replacing' }>(COLLECTION);
  return {
    set: async () => void (await marks.replaceOne({ _id: 'replacing' }, {}, { upsert: true })),
    clear: async () => void (await marks.drop()),
    isSet: async () => (await marks.findOne({ _id: 'replacing' })) !== null,
  };
}

/** @throws UnfinishedRestore: such a database is not served. */
export async function refuseUnfinished({ db }: Connection): Promise<void> {
  if (db && (await restoreMark(db).isSet())) throw new UnfinishedRestore('a restore was not finished');
}
