import { tmpdir } from 'node:os';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { silent, stopTestDatabase, testDatabase } from '../testing/database.ts';
import { connectStore, type Store } from './connect.ts';
import { ensureIndexes } from './models.ts';

describe('indexes', () => {
  let store: Store;

  beforeEach(async () => {
    const database = await testDatabase();
    const address = { mongodbUri: database.uri, dbName: database.freshName() };
    store = await connectStore({ ...address, dataDir: tmpdir(), log: silent });
  });
  afterEach(() => store.close());
  afterAll(stopTestDatabase);

  const names = async (): Promise<string[]> =>
    (await store.models.orders.collection.indexes()).map(({ name }) => name ?? '');

  test('S37 those of an earlier version go once theirs are there that took their places, however many servers start', async () => {
    const { orders } = store.models;
    await orders.collection.createIndex({ 'reports.keyHash': 1 }, { unique: true });
    await orders.collection.createIndex({ mergedInto: 1 }, { sparse: true });
    await orders.collection.createIndex({ title: 1 }, { name: 'made by hand' });
    await Promise.all([ensureIndexes(store.models), ensureIndexes(store.models)]);
    const found = await names();
    expect(found).toContain('reports.keyHash_given');
    expect(found).toContain('made by hand');
    expect(found).not.toContain('reports.keyHash_1');
    expect(found).not.toContain('mergedInto_1');
  });

  test('S37 any number of orders have no code; a code belongs to one', async () => {
    const { collection } = store.models.orders;
    const order = (id: string, rest: object) => ({
      _id: id as unknown as never,
      no: id,
      status: 'closed',
      holder: null,
      offer: null,
      reports: [{ _id: `${id}r`, trackingHash: '', keyHash: '' }],
      ...rest,
    });
    await collection.insertMany([order('a', {}), order('b', {})]);
    const report = { trackingHash: 't', keyHash: 'k' };
    await collection.insertOne(order('c', { reports: [{ _id: 'cr', ...report }] }));
    await expect(
      collection.insertOne(order('d', { reports: [{ _id: 'dr', ...report, keyHash: 'other' }] })),
    ).rejects.toMatchObject({ code: 11_000, keyPattern: { 'reports.trackingHash': 1 } });
  });

  test('S37 who asks for a text finds by the index of those that have one', async () => {
    const asked: readonly [path: string, filter: Record<string, unknown>][] = [
      ['reports.trackingHash', { 'reports.trackingHash': 't' }],
      ['reports.keyHash', { 'reports.keyHash': 'k' }],
      ['holder.memberId', { 'holder.memberId': 'm', status: { $in: ['handling', 'done'] } }],
      ['offer.to.memberId', { 'offer.to.memberId': 'm' }],
      ['offer.to.teamId', { 'offer.to.teamId': { $in: ['t', 'u'] } }],
      ['offer.to.departmentId', { 'offer.to.departmentId': 'd' }],
    ];
    for (const [path, filter] of asked) {
      const plan = await store.models.orders.collection.find(filter).explain();
      expect(JSON.stringify(plan)).toContain(`"indexName":"${path}_given"`);
    }
  });
});
