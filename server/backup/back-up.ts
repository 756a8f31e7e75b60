import type { BareDatabase } from '../store/beside.ts';
import { bindModels, type Models } from '../store/models.ts';
import { BACKED_UP, contentsOf, isUntouched } from './contents.ts';
import { encodeBackup } from './encode.ts';
import { writeWhole } from './file.ts';
import { FORMAT, type Header } from './format.ts';
import { BackupFault } from './problem.ts';

export interface BackUpOptions {
  readonly file: string;
  /** Version of the product. */
  readonly app: string;
  /** True: a file of that name is replaced. */
  readonly force?: boolean;
  readonly signal?: AbortSignal;
  /** Hears of every document. */
  readonly onDocument?: () => void;
}

export interface BackedUp {
  readonly documents: number;
  /** Size of the file in bytes. */
  readonly size: number;
}

const MOST_NAMES = 100;

/**
 * Writes everything the product keeps into one file, while the product may be running (S30, S34). Memory is bounded by the
 * largest documents, whatever the database holds.
 * @throws BackupFault; nothing is left behind then
 */
export async function backUp(database: BareDatabase, options: BackUpOptions): Promise<BackedUp> {
  const { db, connection } = database;
  const models = bindModels(connection);
  if (await isUntouched(db, models)) throw new BackupFault({ kind: 'nothing' });
  const begun = await timeOf(database);
  let documents = 0;
  const blocks = encodeBackup(
    await headerOf(models, options.app, begun),
    contentsOf(db, models, begun),
    () => {
      documents += 1;
      options.onDocument?.();
    },
  );
  const { force = false, signal } = options;
  const size = await writeWhole(options.file, blocks, { force, signal });
  return { documents, size };
}

/** The database's own clock: what the orders' `writtenAt` goes by. */
async function timeOf({ db }: BareDatabase): Promise<Date> {
  const { localTime } = await db.command({ hello: 1 });
  if (!(localTime instanceof Date)) throw new Error('the database did not tell its time');
  return localTime;
}

async function headerOf(models: Models, app: string, begun: Date): Promise<Header> {
  const communities = await models.areas
    .find({ level: 'community' }, { name: 1 })
    .sort({ sort: 1 })
    .limit(MOST_NAMES)
    .lean();
  const about: Record<string, number> = {};
  for (const name of BACKED_UP) {
    const { collection } = models[name];
    about[collection.collectionName] = await collection.estimatedDocumentCount();
  }
  return {
    backup: 'paidan',
    format: FORMAT,
    app,
    at: begun.toISOString(),
    communities: communities.map(({ name }) => name),
    about,
  };
}
