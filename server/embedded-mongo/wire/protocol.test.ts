import { once } from 'node:events';
import type { Socket } from 'node:net';
import { connect } from 'node:net';
import { Double, deserialize, Int32, Long, serialize } from 'bson';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TemporaryEngine } from '../testing/temporary-engine.ts';
import { temporaryEngine } from '../testing/temporary-engine.ts';

type Fields = Record<string, unknown>;

describe('the wire protocol', () => {
  let engine: TemporaryEngine;
  const sockets: Socket[] = [];
  beforeAll(async () => {
    engine = await temporaryEngine();
  });
  afterAll(async () => {
    for (const socket of sockets) socket.destroy();
    await engine.close();
  });

  async function rawSocket(): Promise<Socket> {
    const socket = connect(decodeURIComponent(engine.uri.replace('mongodb://', '')));
    sockets.push(socket);
    await once(socket, 'connect');
    return socket;
  }

  function header(length: number, operation: number): Buffer {
    const bytes = Buffer.alloc(16);
    bytes.writeInt32LE(length, 0);
    bytes.writeInt32LE(7, 4);
    bytes.writeInt32LE(operation, 12);
    return bytes;
  }

  function message(command: Fields): Buffer {
    const body = serialize(command);
    return Buffer.concat([header(21 + body.length, 2013), Buffer.alloc(5), body]);
  }

  async function reply(socket: Socket, bodyAt: number): Promise<Fields> {
    const [chunk] = await once(socket, 'data');
    const bytes = chunk as Buffer;
    expect(bytes.readInt32LE(8)).toBe(7);
    return deserialize(bytes.subarray(bodyAt));
  }

  const command = (fields: Fields): Promise<Fields> => engine.client.db('test').command(fields);

  test('E37 the handshake is answered as OP_QUERY and as OP_MSG, as a standalone 7.0', async () => {
    const socket = await rawSocket();
    const query = Buffer.concat([
      Buffer.alloc(4),
      Buffer.from('admin.$cmd\0'),
      Buffer.alloc(8),
      serialize({ isMaster: 1 }),
    ]);
    socket.write(Buffer.concat([header(16 + query.length, 2004), query]));
    const old = await reply(socket, 36);
    expect(old).toMatchObject({ ismaster: true, minWireVersion: 0, maxWireVersion: 21, ok: 1 });
    socket.write(message({ hello: 1, $db: 'admin' }));
    const current = await reply(socket, 21);
    expect(current).toMatchObject({ isWritablePrimary: true, maxWireVersion: 21 });
    expect(current).not.toHaveProperty('topologyVersion');
    expect(current).not.toHaveProperty('setName');
  });

  test('E38 a message that arrives byte by byte, and two that arrive as one, are answered', async () => {
    const socket = await rawSocket();
    const ping = message({ ping: 1, $db: 'admin' });
    for (const byte of ping) socket.write(Buffer.of(byte));
    expect(await reply(socket, 21)).toEqual({ ok: 1 });
    let received = 0;
    const both = new Promise<void>((resolve) => {
      socket.on('data', (chunk) => {
        received += chunk.length;
        if (received >= 2 * (21 + serialize({ ok: 1 }).length)) resolve();
      });
    });
    socket.write(Buffer.concat([ping, ping]));
    await both;
  });

  test.each([
    ['a length beyond the limit', () => header(100_000_000, 2013)],
    ['a negative length', () => header(-5, 2013)],
    ['an unknown operation', () => header(16, 2001)],
    [
      'a document longer than its message',
      () => {
        const bytes = message({ ping: 1 });
        bytes.writeInt32LE(9999, 21);
        return bytes;
      },
    ],
    ['no command', () => Buffer.concat([header(20, 2013), Buffer.alloc(4)])],
  ])('E39 %s closes that connection and no other', async (_, make) => {
    const socket = await rawSocket();
    socket.resume();
    const closed = once(socket, 'close');
    socket.write(make());
    await closed;
    expect((await command({ ping: 1 }))['ok']).toBe(1);
  });

  test.each([
    ['an unknown command', { frobnicate: 1 }, 59],
    ['a command named like a method', { toString: 1 }, 59],
    ['a transaction', { insert: 'a', documents: [{}], txnNumber: 1 }, 20],
    ['$where', { find: 'a', filter: { $where: 'true' } }, 2],
    [
      '$function',
      {
        aggregate: 'a',
        pipeline: [{ $documents: [{}] }, { $set: { x: { $function: { body: 'f', args: [], lang: 'js' } } } }],
        cursor: {},
      },
      168,
    ],
    ['an unknown stage', { aggregate: 'a', pipeline: [{ $foo: 1 }], cursor: {} }, 40324],
    ['a stage left out', { aggregate: 'a', pipeline: [{ $setWindowFields: {} }], cursor: {} }, 115],
    [
      'an unknown expression',
      { aggregate: 'a', pipeline: [{ $documents: [{}] }, { $set: { x: { $foo: 1 } } }], cursor: {} },
      168,
    ],
    ['a text index', { createIndexes: 'a', indexes: [{ key: { a: 'text' }, name: 'x' }] }, 115],
    ['a view', { create: 'v', viewOn: 'a' }, 115],
    ['a name with a dollar', { insert: 'a$b', documents: [{}] }, 73],
    ['a filter that is no document', { find: 'a', filter: 5 }, 14],
    ['a negative limit', { find: 'a', limit: -1 }, 51024],
    ['an empty batch', { insert: 'a', documents: [] }, 16],
  ])('E40 %s gets the code MongoDB gives', async (_, fields, code) => {
    await expect(command(fields)).rejects.toMatchObject({ code });
  });

  test('E41 documents that nest too deeply are refused', async () => {
    let deep: Fields = {};
    for (let i = 0; i < 195; i++) deep = { a: deep };
    await engine.client
      .db('test')
      .collection('deep')
      .insertOne({ ...deep });
    for (let i = 0; i < 30; i++) deep = { a: deep };
    await expect(
      engine.client
        .db('test')
        .collection('deep')
        .insertOne({ ...deep }),
    ).rejects.toMatchObject({ code: 15 });
  });

  test('E42 fields named like members of prototypes are only data', async () => {
    const collection = engine.client.db('test').collection('names');
    const document: Fields = { constructor: 1, toString: 2, hasOwnProperty: 3 };
    await command({ insert: 'names', documents: [document] });
    await collection.updateOne({}, { $set: { 'constructor2.prototype.x': 1 } });
    expect(await collection.findOne({}, { projection: { _id: 0 } })).toMatchObject({
      constructor: 1,
      toString: 2,
    });
    expect(await collection.countDocuments({ valueOf: { $exists: true } })).toBe(0);
  });

  test('E43 a stored document comes back byte for byte, so that types survive', async () => {
    const collection = engine.client.db('test').collection('types');
    await collection.insertOne({ double: new Double(5), long: Long.fromNumber(5), int: new Int32(5) });
    const found = await collection.findOne({}, { promoteValues: false });
    expect(found?.['double']).toHaveProperty('_bsontype', 'Double');
    expect(found?.['long']).toHaveProperty('_bsontype', 'Long');
    expect(found?.['int']).toHaveProperty('_bsontype', 'Int32');
  });
});
