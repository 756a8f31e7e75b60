import type { mongo } from 'mongoose';
import type { Models } from '../store/models.ts';
import type { FilledSection } from './encode.ts';

type Name = keyof Models;
type Turn = 'first' | 'middle' | 'last' | 'never';

/**
 * When a collection is read, so that a backup taken while people work lacks nothing that it refers to (S34): what points
 * elsewhere is read before what it points to, and what is copied before it is cut is read before the copies.
 */
const TURNS: Readonly<Record<Name, Turn>> = {
  // Everything hangs on the orders: their cut history, ratings, photos, people and places may only be newer.
  orders: 'first',
  orderHistory: 'middle',
  commands: 'middle',
  contacts: 'middle',
  photos: 'middle',
  audits: 'middle',
  ratings: 'middle',
  // After the ratings; what was rated in between is counted anew at the restore.
  ratingMonths: 'last',
  areaMonths: 'last',
  // A counter that is read last is never behind a number that was given out.
  counters: 'last',
  settings: 'middle',
  areas: 'middle',
  categories: 'middle',
  items: 'middle',
  calendarDays: 'middle',
  departments: 'middle',
  teams: 'middle',
  members: 'middle',
  credentials: 'last',
  // A restored session would let somebody in again who was signed out since.
  sessions: 'never',
  // Compaction writes the snapshot and then deletes the updates in it.
  yjsUpdates: 'middle',
  yjsSnapshots: 'last',
  imports: 'middle',
  importErrors: 'middle',
  importProfiles: 'middle',
};

/** Settings of a database that nobody has set up yet. The one-time link and the health probe are never backed up. */
const NEVER_SETTINGS = ['setup', 'probe'];
const UNTOUCHED_SETTINGS = [...NEVER_SETTINGS, 'secret'];

/** The whole reply of 16 MB at once: a smaller collection is read in one moment. */
const BATCH_DOCUMENTS = 100_000;
/** Servers' writes carry the database's time, which may run backwards a little when the primary changes. */
const OVERLAP_MS = 120_000;

const namesIn = (turn: Turn): readonly Name[] =>
  (Object.keys(TURNS) as Name[]).filter((name) => TURNS[name] === turn);

/** The collections of a backup in the order in which they are read. */
export const BACKED_UP: readonly Name[] = [...namesIn('first'), ...namesIn('middle'), ...namesIn('last')];

type Filter = mongo.Filter<mongo.BSON.Document>;

/** Everything that belongs into a backup, raw as it is stored, while others may write. */
export async function* contentsOf(db: mongo.Db, models: Models, begun: Date): AsyncGenerator<FilledSection> {
  const read = (name: Name, filter: Filter = {}, again = false): FilledSection => {
    const { collectionName } = models[name].collection;
    return { collection: collectionName, again, documents: rawDocuments(db, collectionName, filter) };
  };
  for (const name of BACKED_UP) {
    if (name === 'settings') yield read(name, { _id: { $nin: NEVER_SETTINGS as never[] } });
    else yield read(name);
    // Merging changes two orders: those that changed while the first ones were read are read once more, in a moment.
    if (name === 'orders')
      yield read(name, { writtenAt: { $gte: new Date(begun.getTime() - OVERLAP_MS) } }, true);
  }
}

async function* rawDocuments(db: mongo.Db, name: string, filter: Filter): AsyncGenerator<Uint8Array> {
  const found: AsyncIterable<unknown> = db
    .collection(name)
    .find(filter, { raw: true, batchSize: BATCH_DOCUMENTS });
  for await (const bytes of found) {
    if (!(bytes instanceof Uint8Array)) throw new TypeError(`${name} was not read as it is stored`);
    yield bytes;
  }
}

/** True while nobody has set anything up: at most a secret and a one-time link are there. */
export async function isUntouched(db: mongo.Db, models: Models): Promise<boolean> {
  for (const name of BACKED_UP) {
    const filter: Filter = name === 'settings' ? { _id: { $nin: UNTOUCHED_SETTINGS as never[] } } : {};
    if (await db.collection(models[name].collection.collectionName).findOne(filter)) return false;
  }
  return true;
}
