import { mongo } from 'mongoose';
import { expect } from 'vitest';
import { startEmbeddedMongo } from '../start.ts';

const WORKERS = 8;

/** A small generator, so that a failing round can be repeated by its seed. */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

interface Item {
  readonly _id: string;
  readonly worker: number;
  readonly n: number;
  readonly text: string;
  readonly tags: readonly number[];
  readonly rev: number;
}

/** What clients were told: a kill may add what was done and not yet told, but may take nothing of this away. */
interface Acknowledged {
  readonly inserted: Map<string, number>;
  readonly removed: Set<string>;
  readonly counted: number[];
  writes: number;
}

/** Writes with eight workers until the engine is killed after so many acknowledged writes. */
async function loadUntilKilled(
  client: mongo.MongoClient,
  round: number,
  next: () => number,
  kill: () => void,
): Promise<Acknowledged> {
  const items = client.db('load').collection<Item>('items');
  const counters = client.db('load').collection<{ _id: number; n: number }>('counters');
  const killAfter = 50 + Math.floor(next() * 400);
  const told: Acknowledged = { inserted: new Map(), removed: new Set(), counted: [], writes: 0 };
  const acknowledge = (): void => {
    told.writes += 1;
    if (told.writes === killAfter) kill();
  };
  const work = async (worker: number): Promise<void> => {
    for (let n = 0; ; n++) {
      const _id = `${round}-${worker}-${n}`;
      const text = 'x'.repeat(Math.floor(next() * 2000));
      await items.insertOne({ _id, worker, n, text, tags: [n, n + 1], rev: 0 });
      told.inserted.set(_id, 0);
      acknowledge();
      const counter = await counters.findOneAndUpdate(
        { _id: worker },
        { $inc: { n: 1 } },
        { upsert: true, returnDocument: 'after' },
      );
      told.counted[worker] = counter?.n ?? 0;
      acknowledge();
      if (n % 3 === 1) {
        await items.updateOne({ _id, rev: 0 }, { $inc: { rev: 1 }, $push: { tags: n + 2 } });
        told.inserted.set(_id, 1);
        acknowledge();
      } else if (n % 3 === 2) {
        told.inserted.delete(_id);
        await items.deleteOne({ _id });
        told.removed.add(_id);
        acknowledge();
      }
    }
  };
  await Promise.allSettled(Array.from({ length: WORKERS }, (_, worker) => work(worker)));
  return told;
}

/** Starts the engine on the directory, loads it, kills it with -9, starts it again and holds it to its word. */
export async function killRound(directory: string, round: number, seed: number): Promise<void> {
  const engine = await startEmbeddedMongo({ directory });
  const client = await new mongo.MongoClient(engine.uri, { serverSelectionTimeoutMS: 500 }).connect();
  const items = client.db('load').collection('items');
  await items.createIndex({ worker: 1, n: 1, _id: 1 }, { unique: true });
  await items.createIndex({ tags: 1 });
  await items.createIndex({ rev: 1 }, { partialFilterExpression: { rev: { $gt: 0 } } });
  const { pid } = await client.db('admin').command({ serverStatus: 1 });
  const kill = (): boolean => process.kill(Number(pid), 'SIGKILL');
  const told = await loadUntilKilled(client, round, random(seed), kill);
  await engine.exited;
  await client.close();

  const revived = await startEmbeddedMongo({ directory });
  const reader = await new mongo.MongoClient(revived.uri).connect();
  try {
    await expectKept(reader.db('load'), told);
    await expectIndexesToAgree(reader.db('load').collection<Item>('items'));
  } finally {
    await reader.close();
    await revived.stop();
  }
}

async function expectKept(database: mongo.Db, told: Acknowledged): Promise<void> {
  const found = await database.collection<Item>('items').find().hint({ $natural: 1 }).toArray();
  const revs = new Map(found.map(({ _id, rev }) => [_id, rev]));
  expect(told.writes).toBeGreaterThanOrEqual(50);
  expect([...told.inserted].filter(([_id, rev]) => (revs.get(_id) ?? -1) < rev)).toEqual([]);
  expect([...told.removed].filter((_id) => revs.has(_id))).toEqual([]);
  const counters = await database.collection<{ _id: number; n: number }>('counters').find().toArray();
  for (const { _id, n } of counters) expect(n).toBeGreaterThanOrEqual(told.counted[_id] ?? 0);
  // A change that was not acknowledged is there as a whole or not at all.
  for (const { n, rev, tags } of found) expect(tags).toEqual(rev === 1 ? [n, n + 1, n + 2] : [n, n + 1]);
}

/** Every index leads to exactly the documents there are. */
async function expectIndexesToAgree(items: mongo.Collection<Item>): Promise<void> {
  const idsBy = async (filter: mongo.Filter<Item>, hint: mongo.Hint): Promise<string[]> =>
    (await items.find(filter).hint(hint).project<{ _id: string }>({ _id: 1 }).toArray())
      .map(({ _id }) => _id)
      .toSorted();
  const all = await idsBy({}, { $natural: 1 });
  expect(await items.estimatedDocumentCount()).toBe(all.length);
  for (const index of ['_id_', 'worker_1_n_1__id_1', 'tags_1']) expect(await idsBy({}, index)).toEqual(all);
  const changed = { rev: { $gt: 0 } };
  expect(await idsBy(changed, 'rev_1')).toEqual(await idsBy(changed, { $natural: 1 }));
  for (const tag of [0, 7, 30])
    expect(await idsBy({ tags: tag }, 'tags_1')).toEqual(await idsBy({ tags: tag }, { $natural: 1 }));
}
