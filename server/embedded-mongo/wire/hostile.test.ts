import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serialize } from 'bson';
import type { mongo } from 'mongoose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MAX_OPEN } from '../commands/cursors.ts';
import { Store } from '../storage/store.ts';
import { TtlSweeper } from '../storage/ttl.ts';
import type { TemporaryEngine } from '../testing/temporary-engine.ts';
import { temporaryEngine } from '../testing/temporary-engine.ts';
import { LIMITS } from './limits.ts';
import { WireServer } from './server.ts';

function message(command: Record<string, unknown> | Uint8Array): Buffer {
  const body = command instanceof Uint8Array ? command : serialize(command);
  const head = Buffer.alloc(21);
  head.writeInt32LE(21 + body.length, 0);
  head.writeInt32LE(2013, 12);
  return Buffer.concat([head, body]);
}

/** A document that nests `depth` levels: `{ a: { a: … } }`. */
function nested(depth: number): Buffer {
  const levels = Buffer.alloc(depth * 8 + 5);
  for (let i = 0; i < depth; i++) {
    levels.writeInt32LE(levels.length - i * 8, i * 7);
    levels.write('\x03a\0', i * 7 + 4, 'latin1');
  }
  levels.writeInt32LE(5, depth * 7);
  return levels;
}

/** Cut off or ended, whichever way the system tells it. */
const closed = (socket: Socket): Promise<void> =>
  new Promise((resolve) => {
    if (socket.destroyed) resolve();
    else
      socket.once('close', () => {
        resolve();
      });
  });

const ping = message({ ping: 1, $db: 'admin' });

describe('hostile clients', () => {
  let engine: TemporaryEngine;
  let victim: mongo.Db;
  const sockets: Socket[] = [];
  beforeAll(async () => {
    engine = await temporaryEngine();
    victim = engine.client.db('victim');
    await victim.collection('things').insertMany(Array.from({ length: 300 }, (_, i) => ({ i })));
  });
  afterAll(async () => {
    for (const socket of sockets) socket.destroy();
    await engine.close();
  });

  async function opened(path: string): Promise<Socket> {
    const socket = connect(path);
    sockets.push(socket);
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    return socket;
  }
  const rawSocket = (): Promise<Socket> => opened(decodeURIComponent(engine.uri.replace('mongodb://', '')));
  const isServed = async (): Promise<void> => {
    expect(await victim.command({ ping: 1 })).toMatchObject({ ok: 1 });
  };

  test.each([201, 5000, 400_000])('E41 a command that nests %i levels harms nobody', async (depth) => {
    const socket = await rawSocket();
    const answered = Promise.race([once(socket, 'data'), closed(socket)]);
    socket.write(message(nested(depth)));
    await answered;
    await isServed();
  });

  test('E65 a header that promises 48 MB and brings nothing keeps nobody waiting', async () => {
    const header = Buffer.alloc(16);
    header.writeInt32LE(47_999_999, 0);
    header.writeInt32LE(2013, 12);
    for (let i = 0; i < 50; i++) (await rawSocket()).write(header);
    await isServed();
  });

  test('E65 fifty thousand tiny messages on one connection leave room for others', async () => {
    const socket = await rawSocket();
    let received = 0;
    const size = 21 + serialize({ ok: 1 }).length;
    const all = new Promise<void>((resolve) => {
      socket.on('data', (chunk) => {
        received += chunk.length;
        if (received >= 50_000 * size) resolve();
      });
    });
    socket.write(Buffer.concat(Array.from({ length: 50_000 }, () => ping)));
    await isServed();
    expect(received).toBeLessThan(50_000 * size);
    await all;
  });

  test('E65 a client that floods the server with cursors loses its own, not those of others', async () => {
    const kept = victim.collection('things').find({}, { batchSize: 2 });
    await kept.next();
    const flood = await rawSocket();
    let replies = 0;
    const wanted = MAX_OPEN + 200;
    const done = new Promise<void>((resolve) => {
      let bytes = Buffer.alloc(0);
      flood.on('data', (chunk) => {
        bytes = Buffer.concat([bytes, chunk]);
        for (; bytes.length >= 4 && bytes.length >= bytes.readInt32LE(0); replies++)
          bytes = bytes.subarray(bytes.readInt32LE(0));
        if (replies >= wanted) resolve();
      });
    });
    const find = message({ find: 'things', batchSize: 1, $db: 'victim' });
    for (let i = 0; i < wanted; i++) flood.write(find);
    await done;
    const status = await victim.admin().command({ serverStatus: 1 });
    expect(status['metrics']).toMatchObject({ cursor: { open: { total: MAX_OPEN } } });
    expect(await kept.toArray()).toHaveLength(299);
  });

  test.each([
    ['a filter', { $regex: '^(([a-z])+.)+[A-Z]([a-z])+$', $options: 'i' }, [51156]],
    ['a filter that minds case', { $regex: '^(a+)+$' }, [undefined]],
  ])('E66 a pathological pattern in %s is ended', async (_, pattern, codes) => {
    await victim.collection('texts').insertOne({ text: `${'a'.repeat(60)}!` });
    const code = await victim
      .collection('texts')
      .countDocuments({ text: pattern })
      .then(
        () => undefined,
        (error: mongo.MongoServerError) => error.code,
      );
    expect(codes).toContain(code);
  });

  test.each([
    ['$where', { find: 'things', filter: { $where: 'while (true);' } }, 2],
    [
      '$function',
      { find: 'things', filter: { $expr: { $function: { body: 'f', args: [], lang: 'js' } } } },
      168,
    ],
    [
      '$accumulator',
      { aggregate: 'things', pipeline: [{ $group: { _id: 1, x: { $accumulator: {} } } }], cursor: {} },
      15952,
    ],
    ['mapReduce', { mapReduce: 'things', map: 'f', reduce: 'f', out: 'x' }, 59],
  ])('E5 %s is not run', async (_, command, code) => {
    await expect(victim.command(command)).rejects.toMatchObject({ code });
  });

  test('E10 fields named like parts of prototypes are only data, in every command', async () => {
    const evil = JSON.parse('{"__proto__": {"bad": 1}, "constructor": {"prototype": {"bad": 1}}}') as object;
    const things = victim.collection('evil');
    await things.insertOne({ ...evil });
    await things.updateOne({}, { $set: { 'constructor.prototype.worse': 1, ['__proto__.worse']: 1 } });
    await things.updateOne({}, [{ $set: { 'constructor.prototype.worst': 1 } }]);
    await things
      .aggregate([{ $group: { _id: '$constructor', all: { $push: '$$ROOT' } } }, { $project: { all: 1 } }])
      .toArray();
    const clean = await victim.collection('things').findOne({}, { projection: { _id: 0 } });
    expect(clean).toEqual({ i: 0 });
    expect(await victim.collection('things').countDocuments({ bad: { $exists: true } })).toBe(0);
    expect(await victim.collection('things').countDocuments({ worse: { $exists: true } })).toBe(0);
  });

  test('E63 others are answered while a long aggregation runs', async () => {
    const many = victim.collection('many');
    await many.insertMany(Array.from({ length: 20_000 }, (_, i) => ({ i, k: (i * 7919) % 1000 })));
    const state = { isDone: false };
    const long = many
      .aggregate([
        { $set: { list: { $range: [0, 40] } } },
        { $unwind: '$list' },
        { $group: { _id: '$list', n: { $sum: '$k' } } },
      ])
      .toArray()
      .then((results) => {
        state.isDone = true;
        return results;
      });
    let answered = 0;
    while (!state.isDone && answered < 20) {
      await isServed();
      answered += 1;
    }
    expect(answered).toBe(20);
    expect(await long).toHaveLength(40);
  });

  describe('that are slow', () => {
    const QUICK = { ...LIMITS, connections: 3, arrivalMs: 100, unreadMs: 200, heldBytes: 1_000_000 };
    let directory = '';
    let store: Store;
    let server: WireServer;
    beforeAll(async () => {
      directory = await mkdtemp(join(tmpdir(), 'paidan-slow-'));
      store = new Store(directory);
      const silent = (): void => undefined;
      server = new WireServer(store, new TtlSweeper(store, silent), silent, QUICK);
      await server.listen({ path: join(directory, 's') });
    });
    afterAll(async () => {
      await server.close();
      await store.close();
      await rm(directory, { recursive: true, force: true });
    });
    const slow = async (): Promise<Socket> => {
      const socket = await opened(join(directory, 's'));
      socket.resume();
      return socket;
    };

    test('E65 a connection that never says anything is closed', async () => {
      await closed(await slow());
    });

    test('E65 half a message is not waited for', async () => {
      const socket = await slow();
      socket.write(ping);
      await once(socket, 'data');
      socket.write(ping.subarray(0, 20));
      await closed(socket);
    });

    test('E65 a client that has spoken may rest', async () => {
      const [resting, other] = [await slow(), await slow()];
      resting.write(ping);
      await once(resting, 'data');
      await closed(other);
      resting.write(ping);
      await once(resting, 'data');
      resting.destroy();
      await closed(resting);
    });

    test('E65 of connections beyond the limit the newest are closed', async () => {
      const held = [await slow(), await slow(), await slow()];
      for (const socket of held) socket.write(ping);
      await Promise.all(held.map((socket) => once(socket, 'data')));
      await closed(await slow());
      const [first] = held;
      first?.write(ping);
      if (first) await once(first, 'data');
      for (const socket of held) socket.destroy();
      await Promise.all(held.map((socket) => closed(socket)));
    });

    test('E65 unfinished messages of all connections are bounded', async () => {
      const socket = await slow();
      const header = Buffer.alloc(16);
      header.writeInt32LE(40_000_000, 0);
      header.writeInt32LE(2013, 12);
      socket.write(header);
      socket.write(Buffer.alloc(2_000_000));
      await closed(socket);
    });
  });
});
