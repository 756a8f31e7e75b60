import type { mongo } from 'mongoose';
import { type Verified, verifyRatings } from '../statistics/verify.ts';
import type { BareDatabase } from '../store/beside.ts';
import { bindModels, ensureIndexes, type Models } from '../store/models.ts';
import { restoreMark } from '../store/restore-mark.ts';
import { BACKED_UP, isUntouched } from './contents.ts';
import { decodeBackup, type Take } from './decode.ts';
import { readUnzipped } from './file.ts';
import type { Header, Trailer } from './format.ts';
import { BackupFault } from './problem.ts';
import { asFault, createStaging, STAGED } from './staging.ts';

/** A file that was read to its end and found whole. */
export interface Whole {
  readonly file: string;
  readonly header: Header;
  readonly trailer: Trailer;
}

/** Reads a backup to its end and changes nothing (S33). @throws BackupFault when it is not whole, not ours or too new */
export async function checkBackup(file: string, signal?: AbortSignal, take?: Take): Promise<Whole> {
  return { file, ...(await decodeBackup(readUnzipped(file, signal), file, take)) };
}

export interface RestoreOptions {
  /** True: what the database holds is replaced. */
  readonly replace?: boolean;
  readonly signal?: AbortSignal;
  /** Hears of every document. */
  readonly onDocument?: () => void;
}

export interface Restored {
  /** Documents that are there now; one that was read twice counts once. */
  readonly documents: number;
  /** Monthly figures that lagged behind the ratings when the backup was taken, and were counted anew. */
  readonly recounted: number;
  /** The comparison of `npm run verify`, afterwards. */
  readonly verified: Verified;
}

/**
 * Puts a backup in place of what the database holds (S35, S36). It was read through before anything is written; then everything is written beside the old collections, indexed and recounted, and only when all of it is there does it
 * take their names. Whatever fails or is cut short before that leaves the database as it was.
 * @throws BackupFault
 */
export async function restore(
  database: BareDatabase,
  whole: Whole,
  options: RestoreOptions = {},
): Promise<Restored> {
  const { connection, db } = database;
  const models = bindModels(connection);
  const staged = bindModels(connection, STAGED);
  refuseUnknown(whole, models);
  if (!options.replace && !(await restoreMark(db).isSet()) && !(await isUntouched(db, models)))
    throw new BackupFault({ kind: 'occupied' });

  const { documents, recounted } = await stage(db, staged, whole.file, options);
  await takeNames(db, staged, models);
  const verified = await verifyRatings(models);
  return { documents, recounted, verified };
}

/** Everything but the names: whatever goes wrong here, what the database held is untouched and what was staged goes. */
async function stage(db: mongo.Db, staged: Models, file: string, options: RestoreOptions) {
  await dropStaged(db);
  try {
    const documents = await fill(db, file, options);
    const { differences } = await settle(staged);
    options.signal?.throwIfAborted();
    return { documents, recounted: differences.length };
  } catch (error) {
    await dropStaged(db).catch(() => undefined);
    if (options.signal?.aborted) throw new BackupFault({ kind: 'stopped' }, { cause: error });
    throw error;
  }
}

/** Takes moments, but not one moment: cut short in the middle, the mark keeps servers away until a restore ends. */
async function takeNames(db: mongo.Db, staged: Models, models: Models): Promise<void> {
  const mark = restoreMark(db);
  await mark.set();
  for (const name of Object.keys(models) as (keyof Models)[]) {
    const { collectionName } = models[name].collection;
    await db.renameCollection(staged[name].collection.collectionName, collectionName, { dropTarget: true });
  }
  await mark.clear();
}

/** A collection this version does not know would be lost without a word. */
function refuseUnknown({ file, header, trailer }: Whole, models: Models): void {
  const known = new Set(BACKED_UP.map((name) => models[name].collection.collectionName));
  if (!Object.keys(trailer.documents).every((name) => known.has(name)))
    throw new BackupFault({ kind: 'newer', file, app: header.app });
}

async function fill(db: mongo.Db, file: string, { signal, onDocument }: RestoreOptions): Promise<number> {
  const staging = createStaging(db);
  await checkBackup(file, signal, async (document) => {
    await staging.take(document);
    onDocument?.();
  });
  const expected = await staging.finish();
  let documents = 0;
  for (const [name, count] of expected) {
    const found = await db.collection(STAGED + name).countDocuments();
    // Another restore at the same time, or a database that did not keep what it acknowledged.
    if (found !== count) throw new Error(`${name}: ${found} documents instead of ${count} were restored`);
    documents += found;
  }
  return documents;
}

/** Indexes as at every start, and the monthly figures as their ratings say. */
async function settle(staged: Models): Promise<Verified> {
  await asFault(ensureIndexes(staged));
  return await asFault(verifyRatings(staged, true));
}

/** What an earlier restore that was cut short left behind. */
async function dropStaged(db: mongo.Db): Promise<void> {
  const left = await db.listCollections({}, { nameOnly: true }).toArray();
  for (const { name } of left) if (name.startsWith(STAGED)) await db.dropCollection(name);
}
