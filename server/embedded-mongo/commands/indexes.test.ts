import { Long } from 'bson';
import type { mongo } from 'mongoose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TemporaryEngine } from '../testing/temporary-engine.ts';
import { temporaryEngine } from '../testing/temporary-engine.ts';

type Fields = Record<string, unknown>;

/** what, keys, options, a document that is there, one refused with this key value, one that is taken */
const UNIQUE: readonly (readonly [string, Fields, Fields, Fields, Fields, Fields, Fields])[] = [
  ['one field', { a: 1 }, {}, { a: 1 }, { a: Long.fromNumber(1) }, { a: 1 }, { a: '1' }],
  ['null and missing are one', { a: 1 }, {}, {}, { a: null }, { a: null }, { a: 0 }],
  ['two fields', { a: 1, b: -1 }, {}, { a: 1, b: 2 }, { a: 1, b: 2 }, { a: 1, b: 2 }, { a: 1, b: 3 }],
  ['a path', { 'a.b': 1 }, {}, { a: { b: 1 } }, { a: { b: 1 } }, { 'a.b': 1 }, { a: { b: 2 } }],
  ['items of an array', { a: 1 }, {}, { a: [1, 2] }, { a: [2, 3] }, { a: 2 }, { a: [3, 3] }],
  [
    'fields of an array',
    { 'a.k': 1 },
    {},
    { a: [{ k: 1 }, { k: 2 }] },
    { a: { k: 2 } },
    { 'a.k': 2 },
    { a: [] },
  ],
  ['sparse', { a: 1 }, { sparse: true }, {}, { a: 5 }, { a: 5 }, {}],
  [
    'partial',
    { a: 1 },
    { partialFilterExpression: { b: true } },
    { a: 1 },
    { a: 7, b: true },
    { a: 7 },
    { a: 1 },
  ],
  [
    'a collation',
    { a: 1 },
    { collation: { locale: 'en', strength: 2 } },
    { a: 'x' },
    { a: 'X' },
    { a: 'X' },
    { a: 'y' },
  ],
];

/** what, index, MongoDB's code */
const REFUSED: readonly (readonly [string, Fields, number])[] = [
  ['without keys', { key: {}, name: 'x' }, 67],
  ['of 0', { key: { a: 0 }, name: 'x' }, 67],
  ['of an empty field', { key: { 'a..b': 1 }, name: 'x' }, 67],
  ['named like the one of _id', { key: { a: 1 }, name: '_id_' }, 2],
  ['of another kind under a known name', { key: { zzz: 1 }, name: 'known' }, 86],
  ['of the same keys and another name', { key: { known: 1 }, name: 'x' }, 85],
  ['of the same keys and other options', { key: { known: 1 }, name: 'known', unique: true }, 86],
  ['sparse and partial', { key: { a: 1 }, name: 'x', sparse: true, partialFilterExpression: { a: 1 } }, 67],
  ['that expires by two fields', { key: { a: 1, b: 1 }, name: 'x', expireAfterSeconds: 1 }, 67],
  ['that expires before it begins', { key: { a: 1 }, name: 'x', expireAfterSeconds: -1 }, 67],
  ['partial by $ne', { key: { a: 1 }, name: 'x', partialFilterExpression: { a: { $ne: 1 } } }, 67],
  [
    'partial by what is not there',
    { key: { a: 1 }, name: 'x', partialFilterExpression: { a: { $exists: false } } },
    67,
  ],
  ['of text', { key: { a: 'text' }, name: 'x' }, 115],
  ['of places', { key: { a: '2dsphere' }, name: 'x' }, 115],
  ['of everything', { key: { '$**': 1 }, name: 'x' }, 115],
  ['with a collation unknown', { key: { a: 1 }, name: 'x', collation: { locale: 'not a locale' } }, 2],
];

describe('indexes', () => {
  let engine: TemporaryEngine;
  let database: mongo.Db;
  beforeAll(async () => {
    engine = await temporaryEngine();
    database = engine.client.db('indexes');
    await database.collection('refused').createIndex({ known: 1 }, { name: 'known' });
  });
  afterAll(() => engine.close());

  for (const [i, [what, keys, options, there, refused, keyValue, taken]] of UNIQUE.entries())
    test(`E25 unique: ${what}`, async () => {
      const items = database.collection(`unique${i}`);
      const name = await items.createIndex(keys as mongo.IndexSpecification, { unique: true, ...options });
      await items.insertOne({ ...there });
      if (what === 'sparse' || what === 'partial') await items.insertOne({ ...refused });
      await expect(items.insertOne({ ...refused })).rejects.toMatchObject({
        code: 11000,
        keyPattern: keys,
        keyValue: what === 'one field' ? { a: 1 } : keyValue,
        message: expect.stringContaining(
          `E11000 duplicate key error collection: indexes.unique${i} index: ${name} dup key: { `,
        ) as unknown,
      });
      const { insertedId } = await items.insertOne({ ...taken });
      await expect(items.updateOne({ _id: insertedId }, { $set: refused })).rejects.toMatchObject({
        code: 11000,
      });
    });

  test.each([
    ['plain', {}, () => ({ k: 1 })],
    ['sparse', { sparse: true }, () => ({ k: 1 })],
    ['partial', { partialFilterExpression: { on: true } }, () => ({ k: 1, on: true })],
    ['multikey', {}, (i: number) => ({ k: [i + 100, 7] })],
  ])('E67 of a hundred at once one gets a unique key, in a %s index', async (kind, options, make) => {
    const items = database.collection(`race-${kind}`);
    await items.createIndex({ k: 1 }, { unique: true, ...options });
    const results = await Promise.allSettled(Array.from({ length: 100 }, (_, i) => items.insertOne(make(i))));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const result of results)
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 11000 });
    expect(await items.countDocuments({ k: { $gte: 0 } })).toBe(1);
    expect(await items.find().hint({ k: 1 }).toArray()).toHaveLength(1);
  });

  test('E67 of fifty upserts at once on a unique key one inserts, and all count', async () => {
    const items = database.collection('upserts');
    await items.createIndex({ k: 1 }, { unique: true });
    await Promise.all(
      Array.from({ length: 50 }, () => items.updateOne({ k: 1 }, { $inc: { n: 1 } }, { upsert: true })),
    );
    expect(await items.find({}, { projection: { _id: 0 } }).toArray()).toEqual([{ k: 1, n: 50 }]);
  });

  test('E25 an ordered batch ends at its first duplicate, an unordered one goes on', async () => {
    const items = database.collection<{ _id: number }>('batches');
    await items.insertOne({ _id: 2 });
    const ordered = items.insertMany([{ _id: 1 }, { _id: 2 }, { _id: 3 }]);
    await expect(ordered).rejects.toMatchObject({
      code: 11000,
      insertedCount: 1,
      writeErrors: [{ index: 1 }],
    });
    const unordered = items.insertMany([{ _id: 1 }, { _id: 3 }, { _id: 4 }, { _id: 2 }], { ordered: false });
    await expect(unordered).rejects.toMatchObject({
      insertedCount: 2,
      writeErrors: [{ index: 0 }, { index: 3 }],
    });
    expect(await items.countDocuments()).toBe(4);
  });

  test('E25 an index cannot become unique over what is not', async () => {
    const items = database.collection('late');
    await items.insertMany([{ a: 1 }, { a: 1 }]);
    await expect(items.createIndex({ a: 1 }, { unique: true })).rejects.toMatchObject({ code: 11000 });
    expect(await items.indexes()).toHaveLength(1);
  });

  test.each(REFUSED)('E62 an index %s is refused', async (_, index, code) => {
    await expect(database.command({ createIndexes: 'refused', indexes: [index] })).rejects.toMatchObject({
      code,
    });
  });

  test('E62 two arrays in one compound index are refused, and one is found by its items', async () => {
    const items = database.collection('parallel');
    await items.createIndex({ a: 1, b: 1 });
    await expect(items.insertOne({ a: [1, 2], b: [1, 2] })).rejects.toMatchObject({ code: 171 });
    await items.insertOne({ a: [1, 2], b: 3 });
    expect(await items.countDocuments({ a: 2, b: 3 })).toBe(1);
  });

  test('E13 the planner uses an index for what it can serve, never a hidden one', async () => {
    const items = database.collection('plans');
    await items.createIndex({ a: 1, b: -1 });
    await items.createIndex({ h: 1 }, { hidden: true });
    const stageOf = async (filter: Fields, sort: mongo.Sort = {}): Promise<string> =>
      JSON.stringify((await items.find(filter).sort(sort).explain())['queryPlanner'].winningPlan);
    expect(await stageOf({ a: 1, b: { $gt: 2 } })).toContain('a_1_b_-1');
    expect(await stageOf({ a: { $in: [1, 2] } })).toContain('IXSCAN');
    expect(await stageOf({ a: 1 }, { b: -1 })).not.toContain('SORT');
    expect(await stageOf({ a: 1 }, { c: 1 })).toContain('SORT');
    expect(await stageOf({ b: 1 })).toContain('COLLSCAN');
    expect(await stageOf({ h: 1 })).toContain('COLLSCAN');
  });

  test('E28 a partial TTL index removes only what its expression takes in, and changes by collMod', async () => {
    const items = database.collection('expiring');
    await items.createIndex({ at: 1 }, { expireAfterSeconds: 3600, partialFilterExpression: { done: true } });
    const old = new Date(Date.now() - 600_000);
    await items.insertMany([
      { n: 1, at: old, done: true },
      { n: 2, at: old, done: false },
      { n: 3, at: [new Date(), old], done: true },
      { n: 4, at: 'old', done: true },
    ]);
    await database.command({ collMod: 'expiring', index: { name: 'at_1', expireAfterSeconds: 60 } });
    await database.admin().command({ setParameter: 1, ttlMonitorSleepSecs: 0.05 });
    await expect.poll(() => items.countDocuments()).toBe(2);
    expect((await items.find().sort({ n: 1 }).toArray()).map(({ n }) => n)).toEqual([2, 4]);
  });
});
