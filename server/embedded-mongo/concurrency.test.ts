import { mongo } from 'mongoose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TemporaryEngine } from './testing/temporary-engine.ts';
import { temporaryEngine } from './testing/temporary-engine.ts';

describe('many clients at once', () => {
  let engine: TemporaryEngine;
  beforeAll(async () => {
    engine = await temporaryEngine();
  });
  afterAll(() => engine.close());

  test('E33 32 clients write and read without losing or mixing anything', async () => {
    const clients = await Promise.all(
      Array.from({ length: 32 }, () => new mongo.MongoClient(engine.uri, { maxPoolSize: 2 }).connect()),
    );
    const rounds = 20;
    await Promise.all(
      clients.map(async (client, own) => {
        const items = client.db('many').collection('items');
        const counter = client.db('many').collection<{ _id: string; n: number }>('counter');
        for (let n = 0; n < rounds; n++) {
          await items.insertOne({ own, n });
          await counter.updateOne({ _id: 'all' }, { $inc: { n: 1 } }, { upsert: true });
          expect(await items.countDocuments({ own })).toBe(n + 1);
        }
      }),
    );
    expect(await engine.client.db('many').collection('items').countDocuments()).toBe(32 * rounds);
    expect(await engine.client.db('many').collection('counter').findOne()).toEqual({
      _id: 'all',
      n: 32 * rounds,
    });
    await Promise.all(clients.map((client) => client.close()));
  });

  test('E68 writes that arrive together share one transaction and one flush', async () => {
    const clients = await Promise.all(
      Array.from({ length: 32 }, () => new mongo.MongoClient(engine.uri, { maxPoolSize: 1 }).connect()),
    );
    const committed = async (): Promise<{ groups: number; writes: number }> => {
      const { metrics } = await engine.client.db('admin').command({ serverStatus: 1 });
      return (metrics as { commit: { groups: number; writes: number } }).commit;
    };
    const before = await committed();
    await Promise.all(
      clients.map(async (client, own) => {
        for (let n = 0; n < 20; n++) await client.db('group').collection('items').insertOne({ own, n });
      }),
    );
    const after = await committed();
    expect(after.writes - before.writes).toBe(32 * 20);
    expect(after.groups - before.groups).toBeLessThan((32 * 20) / 4);
    await Promise.all(clients.map((client) => client.close()));
  });

  test('E34 creating a collection and its indexes while others insert loses nothing', async () => {
    for (let round = 0; round < 10; round++) {
      const db = engine.client.db(`race${round}`);
      await Promise.all([
        db.collection('things').insertOne({ n: 1 }),
        db.createCollection('things').catch(() => undefined),
        db.collection('things').createIndex({ n: 1 }, { unique: true }),
        db.collection('things').insertOne({ n: 2 }),
        db.createCollection('things').catch(() => undefined),
      ]);
      expect(await db.collection('things').countDocuments()).toBe(2);
      expect(await db.collection('things').indexes()).toHaveLength(2);
      await expect(db.collection('things').insertOne({ n: 2 })).rejects.toMatchObject({ code: 11000 });
    }
  });

  test('E35 a cursor goes on over batches while others write, and can be killed', async () => {
    const items = engine.client.db('cursor').collection<{ _id: number; text: string }>('items');
    await items.insertMany(Array.from({ length: 1000 }, (_, _id) => ({ _id, text: 'x'.repeat(100) })));
    const seen: number[] = [];
    for await (const { _id } of items.find({}, { batchSize: 30 })) {
      if (_id % 100 === 0) await items.deleteOne({ _id });
      seen.push(_id);
    }
    expect(seen).toEqual(Array.from({ length: 1000 }, (_, i) => i));
    const cursor = items.find({}, { batchSize: 2 });
    await cursor.next();
    const { id } = cursor;
    await cursor.close();
    const db = engine.client.db('cursor');
    await expect(db.command({ getMore: id, collection: 'items' })).rejects.toMatchObject({ code: 43 });
  });

  test('E36 batches stay within 16 MB', async () => {
    const items = engine.client.db('large').collection<{ _id: number; text: string }>('items');
    for (let n = 0; n < 6; n++) await items.insertOne({ _id: n, text: 'x'.repeat(7_000_000) });
    expect((await items.find({}, { batchSize: 100 }).toArray()).map(({ _id }) => _id)).toEqual([
      0, 1, 2, 3, 4, 5,
    ]);
  });
});
