import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Member } from '../../shared/people/member.ts';
import { startTestApp, type TestApp } from '../testing/app.ts';
import { accepted } from '../testing/core.ts';
import { stopTestDatabase } from '../testing/database.ts';
import { type Answer, type Asking, finishOrder, type Speak, speaker, submitReport } from '../testing/http.ts';
import { openLine } from '../testing/live.ts';
import { fromElsewhere } from '../testing/people.ts';
import { actorOf } from '../testing/world.ts';

let app: TestApp;
let speak: Speak;
let officer: Member;
let worker: Member;
beforeAll(async () => {
  // By the real clock: the database itself forgets sessions that are over, within a minute.
  app = await startTestApp({ now: Date.now(), env: { TRUST_PROXY: 'loopback' } });
  speak = speaker(app);
  officer = await app.makeMember({ roles: ['officer'] });
  worker = await app.makeMember({ roles: ['worker'] });
});
afterAll(async () => {
  await app.close();
  await stopTestDatabase();
});

const LANGUAGES = [
  ['zh-CN', /\p{Script=Han}/u],
  ['en', /^[^\p{Script=Han}]+$/u],
] as const;

/** The same refusal in both languages, each a sentence that says what to do. */
async function refusedInBoth(line: string, asking: Asking, status: number, code: string): Promise<void> {
  for (const [language, words] of LANGUAGES) {
    const headers = { ...asking.headers, ...fromElsewhere(), 'Accept-Language': language };
    const answer = await speak(line, { origin: null, ...asking, headers });
    expect([answer.status, answer.body['code']]).toEqual([status, code]);
    expect(answer.body['message']).toMatch(words);
    expect(String(answer.body['message'])).not.toMatch(/[{}]|undefined|!|！/);
  }
}

const good = { areaId: 'grid1', text: '灯不亮' };
const formWith = (file: Buffer): FormData => {
  const form = new FormData();
  for (const [name, value] of Object.entries(good)) form.append(name, value);
  form.append('photo', new Blob([new Uint8Array(file)]), 'x.jpg');
  return form;
};

describe('submissions', () => {
  test.each([
    ['a text that is too long', { ...good, text: '长'.repeat(10_001) }, 422, 'text_too_long'],
    ['a text of a megabyte', { ...good, text: 'x'.repeat(1_000_000) }, 413, 'body_too_large'],
    ['no text', { ...good, text: ' \n ' }, 422, 'text_empty'],
    ['a number for a text', { ...good, text: 5 }, 422, 'text_empty'],
    ['an area nobody knows', { ...good, areaId: 'nowhere' }, 422, 'unknown_area'],
    ['an item nobody knows', { ...good, item: 'nothing' }, 422, 'unknown_item'],
    ['a kind nobody knows', { ...good, kind: 'order' }, 422, 'invalid'],
    ['an address as long as a text', { ...good, address: '长'.repeat(500) }, 422, 'text_too_long'],
    ['a phone that is none', { ...good, contact: { phone: '<script>' } }, 422, 'invalid'],
  ])('P76 %s is refused in both languages and nothing is stored', async (_what, body, status, code) => {
    const before = await app.store.models.orders.countDocuments();
    await refusedInBoth('POST /api/public/reports', { body }, status, code);
    expect(await app.store.models.orders.countDocuments()).toBe(before);
  });

  test('P76 a photo that is too large or none is refused in both languages', async () => {
    const large = { form: formWith(Buffer.alloc(13 * 1024 * 1024)) };
    await refusedInBoth('POST /api/public/reports', large, 413, 'photo_too_large');
    const none = { form: formWith(Buffer.from('only words about a photo')) };
    await refusedInBoth('POST /api/public/reports', none, 422, 'bad_photo');
  });
});

describe('ratings', () => {
  const scores = { speed: 5, effect: 4, attitude: 3 };
  const rate = (key: string) => `POST /api/public/reports/${key}/rating`;

  test('P76 early, out of range, twice and unknown: each is told in both languages, and one rating is kept', async () => {
    const { reportKey, orderNo } = await submitReport(speak);
    await refusedInBoth(rate(reportKey), { body: scores }, 409, 'not_done_yet');
    const orderId = await finishOrder(app, orderNo, officer, worker);
    for (const wrong of [0, 6, 2.5, '5', null, [5]])
      await refusedInBoth(rate(reportKey), { body: { ...scores, effect: wrong } }, 422, 'bad_score');
    await refusedInBoth(rate(reportKey), { body: { speed: 5 } }, 422, 'bad_score');
    await refusedInBoth(rate('no-such-key'), { body: scores }, 404, 'not_found');
    // Two taps in the same moment are one rating.
    const both = await Promise.all(
      [1, 2].map(() => speak(rate(reportKey), { body: scores, origin: null, headers: fromElsewhere() })),
    );
    expect(both.map((answer) => answer.status).toSorted()).toEqual([201, 409]);
    await refusedInBoth(rate(reportKey), { body: scores }, 409, 'already_rated');
    const order = await app.store.models.orders.findById(orderId).lean();
    expect(order?.reports[0]?.ratings).toHaveLength(1);
  });

  test('P76 a code nobody has is told in both languages, however it is typed', async () => {
    for (const code of ['ABCD-EFGH-JKMN', 'x', '%20', '../../etc', '1'.repeat(64)])
      await refusedInBoth(`GET /api/public/reports/${encodeURIComponent(code)}`, {}, 404, 'not_found');
  });
});

describe('commands', () => {
  test('P76 a command on a closed order says where the order is, and the words are the sender’s to keep', async () => {
    const { orderNo } = await submitReport(speak);
    const orderId = await finishOrder(app, orderNo, officer, worker);
    accepted(await app.commands.run(actorOf(officer), app.command('close', orderId)));
    const line = openLine(app, await app.cookieOf(worker));
    await line.hello();
    const before = await app.store.models.orders.findById(orderId).lean();
    for (const type of ['feedback', 'complete', 'arrive', 'claim'] as const) {
      const ack = await line.command(type, orderId, { text: '还有话说' });
      expect(ack).toMatchObject({ ok: false, message: expect.stringMatching(/\p{Script=Han}/u) as string });
      expect(ack.ok ? '' : ack.code).toMatch(/^(not_open|already_claimed|wrong_status)$/);
    }
    expect(await app.store.models.orders.findById(orderId).lean()).toEqual(before);
    line.hangUp();
  });

  test('P76 a command whose session has expired in the middle says so, and succeeds after signing in again', async () => {
    const { orderNo } = await submitReport(speak);
    const order = await app.store.models.orders.findOne({ no: orderNo }).lean();
    const line = openLine(app, await app.cookieOf(officer));
    await line.hello();
    await app.store.models.sessions.deleteMany({ memberId: officer._id });
    app.clock.now += 6000;
    const dispatch = { to: { pool: true } };
    const id = 'the-same-drag-01';
    const ack = await line.command('dispatch', order?._id ?? '', dispatch, id);
    expect(ack).toMatchObject({ ok: false, code: 'session_expired' });
    line.hangUp();
    const again = openLine(app, await app.cookieOf(officer));
    await again.hello();
    expect(await again.command('dispatch', order?._id ?? '', dispatch, id)).toMatchObject({ ok: true });
    again.hangUp();
  });
});

describe('Idempotency-Key', () => {
  const send = (key: string, body: object, address = fromElsewhere()): Promise<Answer> =>
    speak('POST /api/public/reports', {
      body,
      origin: null,
      headers: { ...address, 'Idempotency-Key': key },
    });
  const key = 'made-by-the-page-0123456789';

  test('S4 the same key with the same words is the same receipt, from wherever it comes; with other words it is refused', async () => {
    const first = await send(key, good);
    expect(first.status).toBe(201);
    expect((await send(key, { text: good.text, areaId: good.areaId })).body).toEqual(first.body);
    for (const body of [
      { ...good, text: '别的话' },
      { ...good, areaId: 'grid2' },
      { ...good, contact: { name: '王' } },
    ]) {
      const other = await send(key, body);
      expect([other.status, other.body['code']]).toEqual([409, 'id_reused']);
      expect(other.text).not.toContain(String(first.body['reportKey']));
      expect(other.text).not.toContain(String(first.body['trackingCode']));
    }
    const all = await Promise.all(Array.from({ length: 10 }, () => send('sent-ten-times-at-once-01', good)));
    expect(new Set(all.map((answer) => answer.text)).size).toBe(1);
  });

  test('S4 a key that is short, endless or no key is refused, and another’s key is of no use to a member', async () => {
    const before = await app.store.models.orders.countDocuments();
    for (const wrong of [
      'short',
      'x'.repeat(129),
      'x'.repeat(8000),
      'with a space 0123456789',
      '{"$gt":""}0123456789',
      `${key},${key}`,
    ]) {
      const answer = await send(wrong, good);
      expect([wrong.slice(0, 30), answer.status]).toEqual([wrong.slice(0, 30), 400]);
    }
    expect(await app.store.models.orders.countDocuments()).toBe(before);
    // The same id sent by a member over a line is another command: nobody gets another's receipt.
    const line = openLine(app, await app.cookieOf(officer));
    await line.hello();
    const ack = await line.command('submit', null, good, key);
    expect(ack).toMatchObject({ ok: true, receipt: { reportKey: null } });
    const first = await send(key, good);
    expect(ack.ok && ack.receipt?.orderNo).not.toBe(first.body['orderNo']);
    line.hangUp();
  });
});
