import * as encoding from 'lib0/encoding';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { CLOSE, WIRE } from '../../shared/protocol/limits.ts';
import { awarenessFrame, MESSAGE, step2Frame, updateFrame } from '../realtime/yjs/frames.ts';
import { startTestApp, type TestApp } from '../testing/app.ts';
import { stopTestDatabase } from '../testing/database.ts';
import { type JoinedRoom, joinRoom, until } from '../testing/live.ts';
import { makeTown, type Town } from '../testing/people.ts';
import { POISON, wordsUpdate } from '../testing/poison.ts';
import { openRaw, openTcp, type RawSocket, sendBytes } from '../testing/raw.ts';

let app: TestApp;
let town: Town;
const ends: (() => void)[] = [];

beforeAll(async () => {
  // By the real clock: the database itself forgets sessions that are over, within a minute.
  app = await startTestApp({ now: Date.now(), env: { TRUST_PROXY: 'loopback' } });
  town = await makeTown(app);
});
afterEach(() => {
  for (const end of ends.splice(0)) end();
});
afterAll(async () => {
  await app.close();
  await stopTestDatabase();
});

const cookieOf = async (name: 'officer' | 'holder' | 'leader'): Promise<string> =>
  (await town.callers[name].cookie()) ?? '';
const notes = () => `order:${town.orderId}`;
const board = async () => (await app.app.realtime.boards.roomOf('north')) ?? '';

async function attacker(room: string): Promise<RawSocket> {
  const raw = await openRaw(app, `/yjs/${encodeURIComponent(room)}`, { cookie: await cookieOf('officer') });
  ends.push(raw.end);
  await until(() => expect(raw.frames.length).toBeGreaterThan(0));
  return raw;
}

/** Somebody who works on, whatever others do. */
async function bystander(room: string): Promise<JoinedRoom> {
  const joined = joinRoom(app, room, { cookie: await cookieOf('holder') });
  ends.push(joined.leave);
  await joined.synced();
  return joined;
}

const frame = (...parts: readonly number[]): Uint8Array => {
  const encoder = encoding.createEncoder();
  for (const part of parts) encoding.writeVarUint(encoder, part);
  return encoding.toUint8Array(encoder);
};
const junk = Uint8Array.from({ length: 300 }, (_, i) => (i * 37) % 256);

/** Frames no client of ours sends; each ends its connection. */
const MALFORMED: Readonly<Record<string, Uint8Array | string>> = {
  nothing: new Uint8Array(),
  'a number that never ends': new Uint8Array(40).fill(0xff),
  'a number that breaks off': Uint8Array.of(0x80),
  'a sync without a step': frame(MESSAGE.sync),
  'a step nobody knows': frame(MESSAGE.sync, 7, 0),
  'a length beyond the frame': frame(MESSAGE.sync, 2, 5000),
  'a length beyond everything': frame(MESSAGE.sync, 2, Number.MAX_SAFE_INTEGER),
  'a message nobody knows': frame(99, 1, 2),
  'a message of permissions': frame(MESSAGE.auth, 0),
  'many presences in few bytes': frame(MESSAGE.awareness, 2, 63, 1),
  'a presence that is no JSON': frame(MESSAGE.awareness, 4, 1, 5, 1, 0x7b),
  'noise as an update': updateFrame(junk),
  'noise as an answer': step2Frame(junk),
  words: 'hello',
  'words that look like a frame': '\u0000\u0002\u0000',
};

describe('frames', () => {
  test.each(Object.keys(MALFORMED))('Y42 %s ends the connection that sent it and no other', async (name) => {
    const neighbour = await bystander(notes());
    const raw = await attacker(notes());
    raw.socket.send(MALFORMED[name] ?? '');
    expect([CLOSE.refusedWrite, CLOSE.tooLarge]).toContain(await raw.closed);
    neighbour.doc.getText('notes').insert(0, '灯');
    await until(() => expect(neighbour.provider.synced).toBe(true));
    expect(neighbour.closes).toEqual([]);
  });

  test.each(['10 MB', 'many pieces'])('Y42 %s at once are not read to the end', async (how) => {
    const raw = await attacker(notes());
    if (how === '10 MB') raw.socket.send(new Uint8Array(10 * 1024 * 1024));
    else for (let i = 0; i < 40; i += 1) raw.socket.send(new Uint8Array(100_000), { fin: i === 39 });
    expect([1009, 1006]).toContain(await raw.closed);
  });

  test('Y42 an update beyond a frame, or a first answer beyond a document, is too large', async () => {
    const large = wordsUpdate('长'.repeat(WIRE.yjsFrameBytes / 2));
    const one = await attacker(notes());
    one.socket.send(updateFrame(large));
    expect(await one.closed).toBe(CLOSE.tooLarge);
    const other = await attacker(notes());
    const before = await app.store.models.yjsUpdates.countDocuments();
    // As many answers at once as fit into memory, but not into the document.
    for (let i = 0; i < 5; i += 1) other.socket.send(step2Frame(wordsUpdate('x'.repeat(400_000) + i)));
    expect(await other.closed).toBe(CLOSE.tooLarge);
    const stored = await app.store.models.yjsUpdates.find({ room: notes() }).lean();
    expect(stored.length).toBeGreaterThanOrEqual(before);
    const bytes = stored.reduce((sum, { update }) => sum + Buffer.from(update).length, 0);
    expect(bytes).toBeLessThanOrEqual(WIRE.yjsDocumentBytes + 1024);
    await app.store.models.yjsUpdates.deleteMany({});
  });

  test('Y41 ten thousand small frames are one too many, and nobody else waits', async () => {
    const room = await board();
    const neighbour = await openRaw(app, `/yjs/${room}`, { cookie: await cookieOf('leader') });
    ends.push(neighbour.end);
    const raw = await attacker(room);
    for (let i = 0; i < 10_000; i += 1) raw.socket.send(frame(MESSAGE.queryAwareness));
    expect(await raw.closed).toBe(CLOSE.tooFast);
    const asks = await attacker(room);
    const vector = Y.encodeStateVector(new Map([[1, 1]]));
    const step1 = encoding.createEncoder();
    encoding.writeVarUint(step1, MESSAGE.sync);
    encoding.writeVarUint(step1, 0);
    encoding.writeVarUint8Array(step1, vector);
    for (let i = 0; i < 100; i += 1) asks.socket.send(encoding.toUint8Array(step1));
    expect(await asks.closed).toBe(CLOSE.tooFast);
    expect(asks.frames.length).toBeLessThan(20);
    expect(neighbour.isOpen()).toBe(true);
  });
});

describe('updates that cannot be taken in', () => {
  test.each(Object.keys(POISON))('Y40 %s: refused, not stored, and the notes go on', async (name) => {
    const neighbour = await bystander(notes());
    const raw = await attacker(notes());
    const before = await app.store.models.yjsUpdates.countDocuments();
    raw.socket.send(updateFrame(POISON[name] ?? new Uint8Array()));
    expect(await raw.closed).toBe(CLOSE.refusedWrite);
    expect(await app.store.models.yjsUpdates.countDocuments()).toBe(before);
    const words = `仍可书写：${name}`;
    neighbour.doc.getText('notes').insert(0, words);
    const late = await bystander(notes());
    await until(() => expect(late.doc.getText('notes').toJSON()).toContain(words));
    expect(neighbour.closes).toEqual([]);
  });

  test('Y40 what an older server stored of them does not keep the rest from being read', async () => {
    const orderId = await town.copyOrder();
    const room = `order:${orderId}`;
    const at = new Date(app.clock.now);
    for (const [seq, update] of [POISON['inside itself'], wordsUpdate('老话')].entries()) {
      const bytes = Buffer.from(update ?? []);
      await app.store.models.yjsUpdates.create({ _id: `${orderId}${seq}`, room, seq, update: bytes, at });
    }
    const reader = await bystander(room);
    expect(reader.doc.getText('notes').toJSON()).toBe('老话');
  });
});

describe('presence', () => {
  test('Y20 nobody speaks for somebody else, sends them away or outshouts them', async () => {
    const room = notes();
    const [victim, witness] = [await bystander(room), await bystander(room)];
    victim.awareness.setLocalState({ looking: town.orderId });
    const id = victim.doc.clientID;
    const seen = () => witness.awareness.getStates().get(id);
    await until(() => expect(seen()).toMatchObject({ looking: town.orderId }));
    const raw = await attacker(room);
    for (const state of [null, { looking: 'elsewhere' }, { user: { id: 'boss', name: '书记' } }]) {
      raw.socket.send(awarenessFrame([{ clientId: id, clock: 1_000_000, state }]));
      // In one frame with one's own, too.
      raw.socket.send(
        awarenessFrame([
          { clientId: 5, clock: 1, state: {} },
          { clientId: id, clock: 1_000_000, state },
        ]),
      );
    }
    raw.socket.send(awarenessFrame([{ clientId: 5, clock: 9, state: { looking: 'me' } }]));
    await until(() => expect(witness.awareness.getStates().get(5)).toMatchObject({ looking: 'me' }));
    expect(seen()).toMatchObject({ looking: town.orderId, user: { id: town.callers.holder.member?._id } });
    raw.socket.send(awarenessFrame([{ clientId: 5, clock: 10, state: { looking: 'x'.repeat(5000) } }]));
    raw.socket.send(awarenessFrame([{ clientId: 5, clock: 11, state: { looking: 'still me' } }]));
    await until(() => expect(witness.awareness.getStates().get(5)).toMatchObject({ looking: 'still me' }));
  });
});

describe('names and upgrades', () => {
  const upgrade = (path: string, ...more: readonly string[]): string =>
    [
      `GET ${path} HTTP/1.1`,
      `Host: ${new URL(app.url).host}`,
      'Connection: Upgrade',
      'Upgrade: websocket',
      ...more,
      '',
      '',
    ].join('\r\n');
  const key = ['Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==', 'Sec-WebSocket-Version: 13'];

  test('Y42 names that are none lead nowhere', async () => {
    const cookie = await cookieOf('officer');
    for (const name of [
      '',
      'order',
      'order:',
      'order:%00',
      `order:${'x'.repeat(8000)}`,
      'board:north',
      'board:__proto__:1',
      'board:north:constructor:2',
      '%E0%A4%A',
      '%',
      '..%2f..%2fapi%2fadmin',
      '__proto__',
      'council:1',
      'handover:north:2026-03-18',
      '%252525',
    ]) {
      const raw = await openRaw(app, `/yjs/${name}`, { cookie });
      expect([name.slice(0, 40), await raw.closed]).toEqual([name.slice(0, 40), CLOSE.notFound]);
    }
  });

  test('Y42 upgrades that are wrong are answered and let go, also by those who never let go', async () => {
    const answers = [
      await sendBytes(app, upgrade('/nowhere', ...key)),
      await sendBytes(app, upgrade('/yjs/order:1', 'Origin: https://evil.example', ...key)),
      await sendBytes(app, upgrade('/yjs/order:1')),
      await sendBytes(app, upgrade('/yjs/order:1', 'Sec-WebSocket-Key: short', 'Sec-WebSocket-Version: 13')),
      await sendBytes(app, upgrade(`/yjs/${'x'.repeat(20_000)}`, ...key)),
      await sendBytes(app, upgrade('/socket.io/?EIO=4&transport=websocket&sid=none', ...key)),
      await sendBytes(app, 'GET /yjs/order:1 HTTP/9.9\r\nHost: \u0000\r\n\r\n'),
    ].map((answer) => answer.slice(0, 12));
    expect(answers).toEqual([
      'HTTP/1.1 404',
      'HTTP/1.1 403',
      'HTTP/1.1 400',
      'HTTP/1.1 400',
      'HTTP/1.1 431',
      'HTTP/1.1 400',
      'HTTP/1.1 400',
    ]);
  });

  test('Y42 many that begin an upgrade and never end it keep nobody out, and their time is limited', async () => {
    const slow = Array.from({ length: 200 }, () => openTcp(app));
    ends.push(() => slow.forEach((socket) => socket.destroy()));
    for (const socket of slow) socket.write('GET /yjs/order:1 HTTP/1.1\r\nHost: x\r\nUpgrade: webso');
    const neighbour = await bystander(notes());
    expect(neighbour.provider.synced).toBe(true);
    const { headersTimeout, requestTimeout } = app.app.http;
    expect([headersTimeout, requestTimeout]).toEqual([20_000, 300_000]);
  });
});
