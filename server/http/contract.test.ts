import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Member } from '../../shared/people/member.ts';
import { startTestApp, TEST_PASSWORD, type TestApp } from '../testing/app.ts';
import { stopTestDatabase } from '../testing/database.ts';
import { finishOrder, type Speak, speaker, submitReport } from '../testing/http.ts';

let app: TestApp;
let speak: Speak;
let officer: Member;
let volunteer: Member;

beforeAll(async () => {
  app = await startTestApp();
  speak = speaker(app);
  officer = await app.makeMember({ roles: ['officer'], username: 'duty1' });
  volunteer = await app.makeMember({ roles: ['volunteer'], username: 'vol1' });
});
afterAll(async () => {
  await app.close();
  await stopTestDatabase();
});

test('P60 /healthz says that it is well', async () => {
  const answer = await speak('GET /healthz');
  expect([answer.status, answer.body]).toEqual([200, { status: 'ok' }]);
});

test('P60 signing in answers with the member and a cookie; signing out ends it', async () => {
  const signedIn = await speak('POST /api/session', { body: { username: 'duty1', password: TEST_PASSWORD } });
  expect(signedIn.status).toBe(200);
  expect(signedIn.body['member']).toEqual({
    _id: officer._id,
    username: 'duty1',
    name: officer.name,
    roles: ['officer'],
    areaIds: ['north'],
    onDuty: true,
  });
  const [cookie = ''] = signedIn.headers.getSetCookie();
  expect(cookie).toMatch(/^paidan_session=[\w-]{43}; /);
  expect(cookie).toMatch(/HttpOnly/);
  expect(cookie).toMatch(/SameSite=Lax/);
  expect(cookie).toMatch(/Path=\//);
  expect(cookie).not.toMatch(/Secure/);
  const session = { cookie: cookie.split(';')[0] ?? '' };
  expect((await speak('GET /api/session', session)).status).toBe(200);
  expect((await speak('DELETE /api/session', session)).status).toBe(204);
  const after = await speak('GET /api/session', session);
  expect([after.status, after.body['code']]).toEqual([401, 'session_expired']);
});

test('P60 areas are public, with exactly four fields', async () => {
  const { status, text } = await speak('GET /api/public/areas');
  expect(status).toBe(200);
  expect(JSON.parse(text)).toContainEqual({
    id: 'grid1',
    name: '第一网格',
    level: 'grid',
    parentId: 'north',
  });
});

test('P60 submit, follow, rate: the whole way, and what is refused on it', async () => {
  const receipt = await submitReport(speak, {
    kind: 'request',
    item: 'lamp',
    address: '3号楼',
    contact: { name: '李', phone: '13800000000' },
  });
  expect(Object.keys(receipt).toSorted()).toEqual(['orderNo', 'reportKey', 'trackingCode']);
  const follow = `GET /api/public/reports/${receipt.trackingCode}`;
  const fresh = await speak(follow, { origin: null });
  expect(fresh.status).toBe(200);
  expect(fresh.body).toMatchObject({
    orderNo: receipt.orderNo,
    status: 'new',
    category: '基础设施维修',
    item: '路灯',
    timeline: [{ at: '2026-03-18T02:00:00.000Z', event: 'submitted' }],
  });
  expect(fresh.text).not.toMatch(/13800000000|李/);

  const rate = (scores: object) =>
    speak(`POST /api/public/reports/${receipt.reportKey}/rating`, { body: scores, origin: null });
  const good = { speed: 5, effect: 4, attitude: 5, comment: '很快' };
  const early = await rate(good);
  expect([early.status, early.body['code']]).toEqual([409, 'not_done_yet']);
  await finishOrder(app, receipt.orderNo, officer, volunteer);
  expect((await speak(follow)).body).toMatchObject({ status: 'done', result: '灯已换好' });
  for (const wrong of [0, 6, 2.5, '5', null]) {
    const refused = await rate({ ...good, effect: wrong });
    expect([refused.status, refused.body['code']]).toEqual([422, 'bad_score']);
  }
  expect((await rate({ speed: 5 })).status).toBe(422);
  expect((await rate(good)).status).toBe(201);
  const twice = await rate(good);
  expect([twice.status, twice.body['code']]).toEqual([409, 'already_rated']);

  const months = await speak('GET /api/public/statistics/ratings?areaId=north&from=2026-02&to=2026-04');
  expect(months.body['months']).toEqual([
    { month: '2026-02', n: 0, speed: null, effect: null, attitude: null },
    { month: '2026-03', n: 1, speed: 5, effect: 4, attitude: 5 },
    { month: '2026-04', n: 0, speed: null, effect: null, attitude: null },
  ]);
});

test('P60 a code may be typed in any case and without dashes', async () => {
  const { trackingCode, orderNo } = await submitReport(speak);
  const typed = trackingCode.replaceAll('-', '').toLowerCase();
  const answer = await speak(`GET /api/public/reports/${typed}`);
  expect([answer.status, answer.body['orderNo']]).toEqual([200, orderNo]);
});

test('P60 an unknown area is refused with 422, in the reader’s language', async () => {
  const submit = (language: string) =>
    speak('POST /api/public/reports', {
      body: { areaId: 'nowhere', text: '灯' },
      headers: { 'Accept-Language': language },
      origin: null,
    });
  const [zh, en] = [await submit('zh-CN'), await submit('en-GB,en;q=0.9')];
  expect([zh.status, zh.body['code'], en.body['code']]).toEqual([422, 'unknown_area', 'unknown_area']);
  expect(zh.body['message']).toMatch(/\p{Script=Han}/u);
  expect(en.body['message']).toMatch(/^[A-Z][^\p{Script=Han}]+$/u);
  expect(zh.headers.get('content-type')).toMatch('application/json');
});

test('P14 the same Idempotency-Key gets the same receipt; with other words it is refused', async () => {
  const headers = { 'Idempotency-Key': 'k'.repeat(32) };
  const ask = (text: string) =>
    speak('POST /api/public/reports', { body: { areaId: 'grid1', text }, headers, origin: null });
  const first = await ask('一次');
  expect(await ask('一次')).toMatchObject({ status: 201, body: first.body });
  expect(await ask('两次')).toMatchObject({ status: 409, body: { code: 'id_reused' } });
  const short = await speak('POST /api/public/reports', {
    body: { areaId: 'grid1', text: '灯' },
    headers: { 'Idempotency-Key': 'short' },
  });
  expect(short.status).toBe(400);
});

test('P14 the bearer of the key sees the report, hurries it and says it is not solved', async () => {
  const receipt = await submitReport(speak, { text: '电话13912345678，灯不亮' });
  const own = await speak('GET /api/public/report', { headers: { 'X-Report-Key': receipt.reportKey } });
  expect(own.body).toMatchObject({ text: '电话13912345678，灯不亮', canUrge: true, canRate: false });
  const ask = (action: string, body: object) =>
    speak(`POST /api/public/reports/${receipt.reportKey}/${action}`, { body, origin: null });
  expect((await ask('urge', {})).body).toMatchObject({ canUrge: false });
  expect((await ask('urge', {})).status).toBe(409);
  expect((await ask('reopen', { reason: '没好' })).status).toBe(409);
  await finishOrder(app, receipt.orderNo, officer, volunteer);
  const reopened = await ask('reopen', { reason: '又不亮了' });
  expect([reopened.status, reopened.body['round']]).toEqual([200, 2]);
});

test('P60 the other public pages: catalogue, wishes, rates, breakdown', async () => {
  const catalogue = await speak('GET /api/public/catalogue', { headers: { 'Accept-Language': 'en' } });
  expect(catalogue.body['categories']).toMatchObject([
    { id: 'repairs', name: 'Repairs' },
    { id: 'disputes' },
  ]);
  const wish = await submitReport(speak, { kind: 'wish', text: '想要一副老花镜，电话13800000001' });
  const wall = await speak('GET /api/public/wishes?areaId=north');
  expect(wall.body['wishes']).toMatchObject([{ orderNo: wish.orderNo, areaName: '第一网格' }]);
  expect(wall.text).not.toContain('13800000001');
  const query = 'areaId=north&from=2026-03&to=2026-03';
  const rates = await speak(`GET /api/public/statistics/rates?${query}`);
  expect(rates.body).toMatchObject({ solved: { count: 1, total: 1 } });
  const byGrid = await speak(`GET /api/public/statistics/breakdown?${query}&by=area`);
  expect(byGrid.body['rows']).toMatchObject([
    { key: 'grid1', n: 0, speed: null, withheld: true },
    { key: 'grid2', n: 0, withheld: false },
  ]);
  const byCommunity = await speak(
    'GET /api/public/statistics/breakdown?areaId=street&from=2026-03&to=2026-03&by=area',
  );
  expect(byCommunity.body['rows']).toMatchObject([{ key: 'north', n: 1 }, { key: 'south' }]);
});

test('P60 months are checked', async () => {
  for (const query of ['from=2026-13&to=2026-13', 'from=2026-03&to=2026-01', 'from=1900-01&to=2026-01']) {
    expect((await speak(`GET /api/public/statistics/ratings?areaId=north&${query}`)).status).toBe(422);
  }
  const unknown = await speak('GET /api/public/statistics/ratings?areaId=x&from=2026-01&to=2026-01');
  expect(unknown.status).toBe(422);
});

test('P12 what is not there answers JSON', async () => {
  for (const line of ['GET /api/nothing', 'PUT /api/session', 'GET /nothing']) {
    expect(await speak(line)).toMatchObject({ status: 404, body: { code: 'not_found' } });
  }
});
