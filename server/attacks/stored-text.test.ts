import { io } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { BOARD_MAPS, type Card } from '../../shared/protocol/board.ts';
import { startTestApp, type TestApp } from '../testing/app.ts';
import { accepted } from '../testing/core.ts';
import { stopTestDatabase } from '../testing/database.ts';
import { type Answer, finishOrder, type Speak, speaker, submitReport } from '../testing/http.ts';
import { joinRoom, openLine, until } from '../testing/live.ts';
import { sendBytes } from '../testing/raw.ts';
import { AREAS, actorOf } from '../testing/world.ts';

let app: TestApp;
let speak: Speak;
const ends: (() => void)[] = [];
beforeAll(async () => {
  app = await startTestApp();
  speak = speaker(app);
});
afterEach(() => {
  for (const end of ends.splice(0)) end();
});
afterAll(async () => {
  await app.close();
  await stopTestDatabase();
});

/** Where it was written, in the words themselves. */
const evil = (where: string): string =>
  `<script>alert("${where}")</script><img src=x onerror=alert(1)>=1+1|{{7*7}}`;

/** An answer nobody's browser would run: JSON, not to be sniffed, under a policy that runs nothing of its own. */
function expectInert(answer: Answer): void {
  expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect(answer.headers.get('content-security-policy')).toContain("script-src 'self';script-src-attr 'none'");
}

test('P74 scripts in every text come back as the same plain text over every outlet', async () => {
  const officer = await app.makeMember({ roles: ['officer', 'worker'], name: evil('name') });
  const worker = await app.makeMember({ roles: ['worker'] });
  const admin = await app.makeMember({ roles: ['admin'], areas: [AREAS.street] });
  const [desk, boss] = [await app.cookieOf(officer), await app.cookieOf(admin)];
  const line = openLine(app, desk);
  ends.push(line.hangUp);
  await line.hello();
  const board = joinRoom(app, line.roomOf('north'), { cookie: desk });
  ends.push(board.leave);
  await board.synced();

  const { reportKey, trackingCode, orderNo } = await submitReport(speak, {
    text: evil('text'),
    address: evil('address'),
    contact: { name: evil('contact').slice(0, 40), phone: '13800005678' },
    kind: 'wish',
  });
  const order = await app.store.models.orders.findOne({ no: orderNo }).lean();
  const orderId = order?._id ?? '';
  const told: unknown[] = [];
  const follower = io(`${app.url}/public`, {
    transports: ['websocket'],
    auth: { trackingCode },
    extraHeaders: { Origin: app.url },
  });
  ends.push(() => follower.disconnect());
  follower.on('progress', (progress) => told.push(progress));
  await until(() => expect(follower.connected).toBe(true));

  const send = (type: 'dispatch' | 'feedback', payload: object) => line.command(type, orderId, payload);
  expect((await send('dispatch', { to: { pool: true }, note: evil('note') })).ok).toBe(true);
  accepted(await app.commands.run(actorOf(worker), app.command('claim', orderId)));
  expect((await send('feedback', { text: evil('feedback') })).ok).toBe(true);
  accepted(
    await app.commands.run(actorOf(worker), app.command('complete', orderId, { text: evil('result') })),
  );
  const scores = { speed: 1, effect: 1, attitude: 1, comment: evil('comment') };
  const rated = await speak(`POST /api/public/reports/${reportKey}/rating`, { body: scores, origin: null });
  expect(rated.status).toBe(201);
  const key = { 'X-Report-Key': reportKey };
  await speak(`PATCH /api/admin/areas/grid2`, { cookie: boss, body: { name: evil('area').slice(0, 60) } });

  const outlets: readonly (readonly [string, readonly string[], object])[] = [
    [`GET /api/public/reports/${trackingCode}`, ['text', 'result'], {}],
    ['GET /api/public/report', ['text', 'result'], { headers: key }],
    ['GET /api/public/wishes', ['text'], {}],
    ['GET /api/public/areas', ['area'], {}],
    [`GET /api/orders/${orderId}`, ['text', 'address', 'feedback', 'result', 'comment'], { cookie: desk }],
    ['GET /api/orders?q=%3Cscript%3E', ['text'], { cookie: desk }],
    ['GET /api/directory', ['name', 'area'], { cookie: desk }],
    ['GET /api/session', ['name'], { cookie: desk }],
    ['GET /api/admin/areas', ['area'], { cookie: boss }],
    ['GET /api/admin/members', ['name'], { cookie: boss }],
  ];
  for (const [outlet, wheres, asking] of outlets) {
    const answer = await speak(outlet, asking);
    expect([outlet, answer.status]).toEqual([outlet, 200]);
    expectInert(answer);
    const words = JSON.stringify(JSON.parse(answer.text)).replaceAll('\\"', '"');
    // To the letter: nothing taken out, nothing escaped, nothing computed.
    const missing = wheres.filter((where) => !words.includes(`<script>alert("${where}")</script>`));
    expect([outlet, missing]).toEqual([outlet, []]);
    expect(words).not.toContain('&lt;');
  }
  await until(() => expect(told.length).toBeGreaterThan(0));
  await until(() => {
    const card = board.doc.getMap<Card>(BOARD_MAPS.orders).get(orderId);
    expect(card?.title).toContain('<script>alert("text")</script>');
  });
  await until(() => expect(line.notices.map((notice) => notice.title).join()).toContain('alert("text")'));
});

test('P74 control characters and what reorders text go from every text, newline and tab stay', async () => {
  const officer = await app.makeMember({ roles: ['officer'] });
  const worker = await app.makeMember({ roles: ['worker'] });
  const dirty = '一\u0000二\u0007三\u001b[31m\u202e四\u2066\ufeff\r\n\t五';
  const clean = '一二三[31m四\n\t五';
  const { orderNo, reportKey } = await submitReport(speak, { text: dirty, address: dirty });
  const orderId = await finishOrder(app, orderNo, officer, worker);
  await speak(`POST /api/public/reports/${reportKey}/rating`, {
    body: { speed: 5, effect: 5, attitude: 5, comment: dirty },
    origin: null,
  });
  const stored = await app.store.models.orders.findById(orderId).lean();
  expect(stored?.reports[0]?.text).toBe(clean);
  expect(stored?.address).toBe('一二三[31m四 五');
  expect(stored?.reports[0]?.ratings[0]?.comment).toBe(clean);
});

test('P74 errors are JSON or our own page, and never give back what was asked', async () => {
  const asked = [
    `/${encodeURIComponent(evil('zq9'))}`,
    `/api/${encodeURIComponent(evil('zq9'))}`,
    '/api/orders?q=<script>alert("zq9")</script>',
    `/api/public/photos/${encodeURIComponent('<svg/onload=alert("zq9")>')}`,
    '/%zq9',
    '/\\zq9\\..\\..',
  ];
  for (const path of asked) {
    for (const accept of ['text/html', 'application/json', 'image/*', '*/*']) {
      const answer = await sendBytes(
        app,
        `GET ${path.replaceAll(' ', '%20')} HTTP/1.1\r\nHost: x\r\nAccept: ${accept}\r\nConnection: close\r\n\r\n`,
      );
      const [head = '', body = ''] = answer.split('\r\n\r\n');
      expect([path, head]).toEqual([path, expect.stringMatching(/^HTTP\/1\.1 4\d\d /)]);
      expect(body).not.toContain('zq9');
      expect(head).toMatch(/content-type: application\/json/i);
      expect(head).toMatch(/x-content-type-options: nosniff/i);
    }
  }
});
