import { io } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { WIRE_COMMANDS, type WireCommandType } from '../../shared/order/commands.ts';
import type { Room } from '../../shared/protocol/rooms.ts';
import { updateFrame } from '../realtime/yjs/frames.ts';
import { startTestApp, type TestApp } from '../testing/app.ts';
import { stopTestDatabase } from '../testing/database.ts';
import { openLine, until } from '../testing/live.ts';
import { printMatrix } from '../testing/matrix.ts';
import { CALLERS, type CallerName, makeTown, type Town } from '../testing/people.ts';
import { openRaw } from '../testing/raw.ts';

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

const words = { text: '换过灯泡了' };
/** What each verb is tried with, on an order that somebody handles. */
const payloads = ({
  orderId,
  claimedId,
  reportId,
}: Town): { readonly [type in WireCommandType]: object } => ({
  submit: { areaId: 'grid1', ...words },
  dispatch: { to: { pool: true } },
  claim: {},
  arrive: {},
  feedback: words,
  complete: words,
  return: { reason: 'other', ...words },
  decline: words,
  escalate: words,
  extend: { until: 1, reason: '等零件' },
  approve: { requestId: 'none', approved: true },
  urge: {},
  merge: { intoId: orderId },
  unmerge: {},
  reopen: { reason: '没修好' },
  close: {},
  undo: { eventId: claimedId },
  release: { reason: '有急事' },
  sort: { urgent: true },
  callback: { reportId, speed: 5, effect: 5, attitude: 5 },
});

async function refusedAtTheDoor(cookie: string | undefined): Promise<string> {
  const socket = io(app.url, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    extraHeaders: { Origin: app.url, ...(cookie === undefined ? {} : { Cookie: cookie }) },
  });
  ends.push(() => socket.disconnect());
  return await new Promise((resolve) => {
    socket.on('connect', () => resolve('connected'));
    socket.on('connect_error', (error) => resolve(error.message));
  });
}

test('P71 who may send which command over a line is what was agreed', async () => {
  const cells = new Map<string, string[]>(WIRE_COMMANDS.map((type) => [type, []]));
  for (const name of CALLERS) {
    const caller = town.callers[name];
    const cookie = await caller.cookie();
    if (!caller.member || cookie === undefined) {
      const answer = await refusedAtTheDoor(cookie);
      for (const row of cells.values()) row.push(answer);
      continue;
    }
    const line = openLine(app, cookie);
    ends.push(line.hangUp);
    await line.hello();
    for (const [type, payload] of Object.entries(payloads(town))) {
      const orderId = type === 'submit' ? null : await town.copyOrder();
      const ack = await line.command(type, orderId, payload);
      cells.get(type)?.push(ack.ok ? 'ok' : ack.code);
    }
  }
  const rows = [...cells].map(([name, row]) => ({ name, cells: row }));
  await expect(`${printMatrix(CALLERS, rows)}\n`).toMatchFileSnapshot(
    '../../shared/order/permissions-lines.txt',
  );
}, 120_000);

test('P71 P67 whoever may read an order may follow it, and nobody else', async () => {
  for (const name of CALLERS) {
    const caller = town.callers[name];
    const cookie = await caller.cookie();
    if (!caller.member || cookie === undefined) continue;
    const line = openLine(app, cookie);
    ends.push(line.hangUp);
    await line.hello();
    const { status } = await fetch(`${app.url}/api/orders/${town.orderId}`, { headers: { cookie } });
    const answer = await line.follow(town.orderId);
    expect([name, answer !== null]).toEqual([name, status === 200]);
  }
});

/** Every kind of room; those that nobody serves yet are nowhere. */
const ROOMS: { readonly [kind in Room['kind']]: () => Promise<string> } = {
  board: async () => (await app.app.realtime.boards.roomOf('north')) ?? '',
  order: () => Promise.resolve(`order:${town.orderId}`),
  council: () => Promise.resolve('council:1'),
  handover: () => Promise.resolve('handover:north:2026-03-18'),
};

function someWords(): Uint8Array {
  const doc = new Y.Doc();
  doc.getText('notes').insert(0, '灯');
  return updateFrame(Y.encodeStateAsUpdate(doc));
}

/** `reads`, `writes`, or the code of the close. */
async function triedRoom(room: string, name: CallerName): Promise<string> {
  const cookie = await town.callers[name].cookie();
  const raw = await openRaw(app, `/yjs/${encodeURIComponent(room)}`, cookie === undefined ? {} : { cookie });
  ends.push(raw.end);
  const end: { code: number | null } = { code: null };
  void raw.closed.then((closed) => (end.code = closed));
  await until(() => expect(raw.frames.length > 0 || end.code !== null).toBe(true));
  if (raw.frames.length === 0) return String(end.code);
  const before = await app.store.models.yjsUpdates.countDocuments();
  raw.socket.send(someWords());
  let after = before;
  while (end.code === null && after === before) after = await app.store.models.yjsUpdates.countDocuments();
  return after === before ? `reads (${end.code} on writing)` : 'writes';
}

test('P71 who may open and write in which room is what was agreed', async () => {
  const rows = [];
  for (const [name, roomOf] of Object.entries(ROOMS)) {
    const cells = [];
    for (const caller of CALLERS) cells.push(await triedRoom(await roomOf(), caller));
    rows.push({ name, cells });
  }
  await expect(`${printMatrix(CALLERS, rows)}\n`).toMatchFileSnapshot(
    '../../shared/order/permissions-rooms.txt',
  );
}, 120_000);

const follow = (auth: Record<string, unknown>) => {
  const socket = io(`${app.url}/public`, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    auth,
    extraHeaders: { Origin: app.url },
  });
  ends.push(() => socket.disconnect());
  return socket;
};

test('P71 the residents’ line opens to a tracking code alone, and takes no command', async () => {
  for (const trackingCode of [undefined, null, 7, {}, ['x'], { $gt: '' }, town.reportKey, 'x'.repeat(5000)]) {
    const socket = follow({ trackingCode, reportKey: town.reportKey });
    const message = await new Promise((resolve) => {
      socket.on('connect', () => resolve('connected'));
      socket.on('connect_error', (error) => resolve(error.message));
    });
    expect([trackingCode, message]).toEqual([trackingCode, 'not_found']);
  }
  const socket = follow({ trackingCode: town.trackingCode });
  await until(() => expect(socket.connected).toBe(true));
  const order = () => app.store.models.orders.findById(town.orderId).lean();
  const before = await order();
  const acks: unknown[] = [];
  for (const event of ['command', 'hello', 'progress', 'join', 'disconnecting_', '__proto__']) {
    socket.emit(event, { id: 'x'.repeat(12), type: 'close', orderId: town.orderId }, (ack: unknown) =>
      acks.push(ack),
    );
  }
  const line = openLine(app, (await town.callers.officer.cookie()) ?? '');
  ends.push(line.hangUp);
  await line.hello();
  expect(acks).toEqual([]);
  expect(await order()).toEqual(before);
});
