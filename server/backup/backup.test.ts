import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose, { type mongo } from 'mongoose';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { replay } from '../../shared/order/evolve.ts';
import { finishOnce } from '../jobs/finisher.ts';
import type { BareDatabase } from '../store/beside.ts';
import { connectStore } from '../store/connect.ts';
import { restoreMark, UnfinishedRestore } from '../store/restore-mark.ts';
import { accepted, startTestCore, type TestCore } from '../testing/core.ts';
import { ownDatabase, silent, stopTestDatabase, testDatabase } from '../testing/database.ts';
import { backUp } from './back-up.ts';
import { BACKED_UP } from './contents.ts';
import { checkBackup, restore } from './restore.ts';
import { STAGED } from './staging.ts';

const { BSON } = mongoose.mongo;
const open: { close(): Promise<void> }[] = [];
let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'paidan-backup-'));
  file = join(folder, 'community.backup');
});
afterEach(async () => {
  for (const one of open.splice(0).toReversed()) await one.close();
  rmSync(folder, { recursive: true, force: true });
});
afterAll(stopTestDatabase);

async function start(...options: Parameters<typeof startTestCore>): Promise<TestCore> {
  const core = await startTestCore(...options);
  open.push(core);
  return core;
}

const bare = ({ store }: TestCore): BareDatabase => ({
  connection: store.connection,
  db: dbOf(store),
  close: () => Promise.resolve(),
});
function dbOf({ connection }: TestCore['store']): mongo.Db {
  if (!connection.db) throw new Error('not connected');
  return connection.db;
}

/** An empty database beside the others. */
async function emptyCore(): Promise<TestCore> {
  const database = await testDatabase();
  const core = await startTestCore({ uri: database.uri, dbName: database.freshName(), seed: false });
  open.push(core, { close: () => core.store.connection.dropDatabase().then(() => undefined) });
  return core;
}

/** Every document of every collection, byte for byte. */
async function contentsOf(core: TestCore): Promise<Record<string, string[]>> {
  const contents: Record<string, string[]> = {};
  for (const name of BACKED_UP) {
    const { collectionName } = core.store.models[name].collection;
    const documents = await dbOf(core.store).collection(collectionName).find({}, { raw: true }).toArray();
    contents[collectionName] = documents
      .map((bytes) => Buffer.from(bytes as unknown as Uint8Array).toString('hex'))
      .sort();
  }
  return contents;
}

async function indexesOf(core: TestCore): Promise<unknown> {
  const indexes: Record<string, unknown> = {};
  for (const [name, model] of Object.entries(core.store.models))
    indexes[name] = await dbOf(core.store).collection(model.collection.collectionName).indexes();
  return indexes;
}

const save = (core: TestCore, more: Partial<Parameters<typeof backUp>[1]> = {}) =>
  backUp(bare(core), { file, app: '0.1.0', ...more });
const load = async (core: TestCore, more: Parameters<typeof restore>[2] = {}) =>
  await restore(bare(core), await checkBackup(file), more);

/** Some of everything that BSON can say. */
const ZOO: mongo.BSON.Document = {
  int: new BSON.Int32(7),
  wholeDouble: new BSON.Double(7),
  negativeZero: new BSON.Double(-0),
  notANumber: new BSON.Double(Number.NaN),
  long: BSON.Long.fromString('7'),
  longest: BSON.Long.fromString('-9223372036854775808'),
  decimal: BSON.Decimal128.fromString('1.10'),
  date: new Date(Date.UTC(1969, 11, 31)),
  bytes: new BSON.Binary(Buffer.from([0, 255, 128]), 0),
  uuid: new BSON.UUID('00112233-4455-6677-8899-aabbccddeeff'),
  objectId: new BSON.ObjectId('0123456789abcdef01234567'),
  regex: new BSON.BSONRegExp('^灯', 'i'),
  timestamp: new BSON.Timestamp({ t: 5, i: 6 }),
  least: new BSON.MinKey(),
  most: new BSON.MaxKey(),
  nothing: null,
  no: false,
  list: [[], [{ deep: [new BSON.Int32(1)] }]],
  'dotted.name': { $dollar: '' },
  text: '三号楼\u0001灯 👩‍👩‍👧 \ud7ff',
};

const MOST_ROUNDS = 500;

/** Histories replay, merges are known on both sides or still to be told, and a new number is new. */
async function expectWhole(core: TestCore): Promise<void> {
  const orders = await core.store.models.orders.find().lean();
  const byId = new Map(orders.map((order) => [order._id, order]));
  for (const order of orders) {
    expect(replay(order.history)).toMatchObject({ status: order.status, mergedInto: order.mergedInto });
    if (order.mergedInto === null) continue;
    const known = byId.get(order.mergedInto)?.adopted.some((one) => one.orderId === order._id);
    expect(known || order.pending.some((effect) => effect.type === 'adopt')).toBe(true);
  }
  const { order } = await core.submit();
  expect(orders.map(({ no }) => no)).not.toContain(order.no);
}

describe('backup and restore', () => {
  test('S30 every document comes back byte for byte, with the same indexes', async () => {
    const from = await start();
    await from.submit({ contact: { name: '王芳', phone: '13800000000' } });
    await dbOf(from.store)
      .collection('audits')
      .insertOne({ _id: 'zoo' as never, details: ZOO });
    await from.store.models.photos.create({ _id: 'p1', bytes: Buffer.alloc(700_000, 9), size: 700_000 });
    const to = await emptyCore();

    const saved = await save(from);
    const restored = await load(to);
    expect(await contentsOf(to)).toEqual(await contentsOf(from));
    expect(await indexesOf(to)).toEqual(await indexesOf(from));
    expect(restored.verified.differences).toEqual([]);
    expect(restored.documents).toBeLessThanOrEqual(saved.documents);
    expect(restored.documents).toBe(Object.values(await contentsOf(to)).flat().length);
  });

  test('S30 the header says what the file is', async () => {
    const from = await start();
    await save(from);
    const { header, trailer } = await checkBackup(file);
    expect(header).toMatchObject({ backup: 'paidan', format: 1, app: '0.1.0' });
    expect(header.communities).toEqual(['北里社区', '南里社区']);
    expect(header.about['areas']).toBe(7);
    expect(trailer.documents['areas']).toBe(7);
  });

  test('S32 sessions and the one-time link stay behind, the secret and passwords come along', async () => {
    const from = await start();
    const { models } = from.store;
    await models.sessions.create({ _id: 's1', memberId: 'm1', createdAt: 1, expiresAt: new Date(2e12) });
    await models.settings.create({ _id: 'setup', tokenHash: 'x', createdAt: 1, usedAt: null });
    await models.credentials.create({ _id: 'm1', passwordHash: 'argon', changedAt: 1 });
    const to = await emptyCore();
    await to.store.models.sessions.create({
      _id: 's2',
      memberId: 'm1',
      createdAt: 1,
      expiresAt: new Date(2e12),
    });

    await save(from);
    await load(to);
    const restored = to.store.models;
    expect(await restored.sessions.countDocuments()).toBe(0);
    expect(await restored.settings.findById('setup')).toBeNull();
    expect((await restored.settings.findById('secret').lean())?.value).toBe(from.store.secret);
    expect((await restored.credentials.findById('m1').lean())?.passwordHash).toBe('argon');
  });

  test('S34 taken while people work, no order has lost a part of its past, and no number is given out twice', {
    timeout: 120_000,
  }, async () => {
    const from = await start();
    const { actor: officer } = await from.makeMember({ roles: ['officer'] });
    const ending = new AbortController();
    const work = async (): Promise<void> => {
      for (let round = 0; round < MOST_ROUNDS && !ending.signal.aborted; round += 1) {
        const [one, other] = [await from.submit(), await from.submit()];
        accepted(await from.send(officer, 'dispatch', one.order._id, { to: { pool: true } }));
        accepted(await from.send(officer, 'merge', one.order._id, { intoId: other.order._id }));
      }
    };
    const backUps = async (): Promise<void> => {
      for (let n = 0; n < 4; n += 1) {
        await save(from, { force: true });
        const to = await emptyCore();
        await load(to);
        await expectWhole(to);
      }
      ending.abort();
    };
    await Promise.all([work(), backUps()]);
  });

  test('S34 effects that were pending are finished after the restore', async () => {
    const from = await start();
    const { order } = await from.submit();
    const reportId = order.reports[0]?._id ?? '';
    const effect = { id: 'e1', type: 'rating', at: 1, reportId, round: 1, via: 'resident' };
    await from.store.models.orders.updateOne(
      { _id: order._id },
      { $push: { pending: { ...effect, speed: 5, effect: 4, attitude: 3 } } },
    );
    await save(from);
    const to = await emptyCore();
    await load(to);
    await finishOnce({ store: to.store, commands: to.commands, now: () => to.clock.now });
    expect(await to.store.models.ratings.findOne({ reportId }).lean()).toMatchObject({ speed: 5, effect: 4 });
    expect((await to.store.models.orders.findById(order._id).lean())?.pending).toEqual([]);
  });

  test('S34 figures that lag behind their ratings are counted anew', async () => {
    const from = await start();
    const { models } = from.store;
    const dimensions = {
      month: '2026-03',
      communityId: 'north',
      areaId: 'grid1',
      areaPath: '/street/north/grid1/',
    };
    const scores = { speed: 5, effect: 4, attitude: 3 } as const;
    await models.ratings.create({
      _id: 'r1',
      orderId: 'o1',
      orderNo: 'BL26-1',
      reportId: 'p1',
      round: 1,
      via: 'resident',
      at: 1,
      bucket: 'b1',
      ...dimensions,
      ...scores,
    });
    const to = await emptyCore();
    await save(from);
    const { recounted, verified } = await load(to);
    // The bucket itself, and the sums of its grid, community and street.
    expect([recounted, verified.differences]).toEqual([4, []]);
    expect(await to.store.models.ratingMonths.findById('b1').lean()).toMatchObject({ n: 1, ...scores });
  });
});

describe('what a restore may not do', () => {
  test('S35 a database that holds something is refused, unless it is to be replaced', async () => {
    const from = await start();
    await from.submit();
    await save(from);
    const to = await start();
    const { order } = await to.submit({ text: '别的事' });
    const before = await contentsOf(to);
    await expect(load(to)).rejects.toMatchObject({ problem: { kind: 'occupied' } });
    expect(await contentsOf(to)).toEqual(before);
    await load(to, { replace: true });
    expect(await contentsOf(to)).toEqual(await contentsOf(from));
    expect(await to.store.models.orders.findById(order._id)).toBeNull();
  });

  test('S35 nothing to back up is said, and no file is made', async () => {
    await expect(save(await emptyCore())).rejects.toMatchObject({ problem: { kind: 'nothing' } });
    expect(readdirSync(folder)).toEqual([]);
  });

  test('S36 stopped in the middle, the database is as it was', async () => {
    const from = await start();
    await save(from);
    const to = await start();
    await to.submit();
    const before = await contentsOf(to);
    const ending = new AbortController();
    const stopped = load(to, { replace: true, signal: ending.signal, onDocument: () => ending.abort() });
    await expect(stopped).rejects.toMatchObject({ problem: { kind: 'stopped' } });
    expect(await contentsOf(to)).toEqual(before);
    expect(await stagedIn(to)).toEqual([]);
  });

  test('S36 documents that contradict each other are refused, and the database is as it was', async () => {
    const from = await start();
    // A unique key twice, as a backup could hold it whose reading met a change: two members of one name.
    await from.makeMember({ roles: ['officer'], id: 'a1' });
    const { db } = bare(from);
    await db.collection('members').dropIndex('username_1');
    await db
      .collection('members')
      .insertOne({ ...(await db.collection('members').findOne()), _id: 'twin' as never });
    await save(from);
    const to = await start();
    const before = await contentsOf(to);
    await expect(load(to, { replace: true })).rejects.toMatchObject({ problem: { kind: 'clash' } });
    expect(await contentsOf(to)).toEqual(before);
    expect(await stagedIn(to)).toEqual([]);
  });

  test('S36 cut short while names were taken, the database is not served until a restore ends', async () => {
    const from = await start();
    await save(from);
    const to = await start();
    await restoreMark(dbOf(to.store)).set();
    const again = { mongodbUri: (await testDatabase()).uri, dataDir: folder, log: silent, dbName: to.dbName };
    await expect(connectStore(again)).rejects.toThrow(UnfinishedRestore);
    await load(to);
    const served = await connectStore(again);
    await served.close();
  });

  test('S36 the database gone in the middle is said, and the old data is there when it is back', async () => {
    const from = await start();
    await save(from);
    const database = await ownDatabase();
    open.push({ close: () => database.stop() });
    const to = await startTestCore({ uri: database.uri });
    open.push(to);
    await expect(
      load(to, { replace: true, onDocument: () => void to.store.connection.close(true) }),
    ).rejects.toMatchObject({ name: expect.stringMatching(/^Mongo/) });
    const later = await startTestCore({ uri: database.uri, dbName: to.dbName, seed: false });
    open.push(later);
    expect(await later.store.models.areas.countDocuments()).toBe(7);
  });
});

async function stagedIn(core: TestCore): Promise<string[]> {
  const all = await dbOf(core.store).listCollections({}, { nameOnly: true }).toArray();
  return all.map(({ name }) => name).filter((name) => name.startsWith(STAGED));
}
