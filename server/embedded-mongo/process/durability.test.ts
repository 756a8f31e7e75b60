import { rm } from 'node:fs/promises';
import { mongo } from 'mongoose';
import { describe, expect, test } from 'vitest';
import { startEmbeddedMongo } from '../start.ts';
import { temporaryDirectory } from '../testing/temporary-engine.ts';

const WORKERS = 8;
const ROUNDS = 5;

/** A small generator, so that a failing round can be repeated by its seed. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

describe('durability', () => {
  test.each(Array.from({ length: ROUNDS }, (_, round) => [round + 1]))(
    'E23 killed in the middle of a load, nothing acknowledged is lost and nothing is there by half (seed %i)',
    async (seed) => {
      const directory = await temporaryDirectory();
      const next = random(seed);
      const killAfter = 50 + Math.floor(next() * 400);
      const engine = await startEmbeddedMongo({ directory });
      const client = await new mongo.MongoClient(engine.uri, { serverSelectionTimeoutMS: 500 }).connect();
      const items = client.db('load').collection('items');
      const counters = client.db('load').collection<{ _id: number; n: number }>('counters');
      await items.createIndex({ worker: 1, n: 1 }, { unique: true });
      const { pid } = await client.db('admin').command({ serverStatus: 1 });
      const inserted: [number, number][] = [];
      const counted = Array.from({ length: WORKERS }, () => 0);
      const work = async (worker: number): Promise<void> => {
        for (let n = 0; ; n++) {
          await items.insertOne({ worker, n, text: 'x'.repeat(Math.floor(next() * 2000)) });
          inserted.push([worker, n]);
          if (inserted.length === killAfter) process.kill(Number(pid), 'SIGKILL');
          await counters.updateOne({ _id: worker }, { $inc: { n: 1 } }, { upsert: true });
          counted[worker] = n + 1;
        }
      };
      await Promise.allSettled(Array.from({ length: WORKERS }, (_, worker) => work(worker)));
      await engine.exited;
      await client.close();

      const revived = await startEmbeddedMongo({ directory });
      const reader = await new mongo.MongoClient(revived.uri).connect();
      const found = await reader.db('load').collection('items').find().toArray();
      const there = new Set(found.map(({ worker, n }) => `${worker}-${n}`));
      expect(inserted.length).toBeGreaterThanOrEqual(killAfter);
      expect(inserted.filter(([worker, n]) => !there.has(`${worker}-${n}`))).toEqual([]);
      for (const [worker, n] of counted.entries()) {
        const counter = await reader
          .db('load')
          .collection<{ _id: number; n: number }>('counters')
          .findOne({ _id: worker });
        expect(counter?.n ?? 0).toBeGreaterThanOrEqual(n);
        // Every document is also in its index.
        const own = found.filter((item) => item['worker'] === worker).length;
        expect(await reader.db('load').collection('items').countDocuments({ worker })).toBe(own);
      }
      await reader.close();
      await revived.stop();
      await rm(directory, { recursive: true, force: true });
    },
  );
});
