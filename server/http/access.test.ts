import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, TEST_PASSWORD, type TestApp } from '../testing/app.ts';
import { stopTestDatabase } from '../testing/database.ts';
import { type Answer, finishOrder, type Speak, speaker, submitReport } from '../testing/http.ts';

let app: TestApp;
let speak: Speak;

beforeAll(async () => {
  app = await startTestApp();
  speak = speaker(app);
});
afterAll(async () => {
  await app.close();
  await stopTestDatabase();
});

const refusal = ({ status, body }: Answer) => [status, body['code']];

test('P30 a foreign Origin is refused before anything happens, on reads as on writes', async () => {
  const cookie = await app.cookieOf(await app.makeMember({ roles: ['officer'] }));
  const before = await app.store.models.orders.countDocuments();
  for (const origin of [
    'https://evil.example',
    'null',
    app.url.replace('http:', 'https:'),
    `${app.url}.evil.example`,
  ]) {
    for (const line of ['GET /api/session', 'GET /', 'DELETE /api/session', 'POST /api/public/reports']) {
      const body = line.startsWith('POST') ? { areaId: 'grid1', text: '灯' } : undefined;
      expect(refusal(await speak(line, { origin, cookie, body }))).toEqual([403, 'bad_origin']);
    }
  }
  expect(await app.store.models.orders.countDocuments()).toBe(before);
  expect((await speak('GET /api/session', { cookie })).status).toBe(200);
});

test('P30 without an Origin nothing that bears a cookie may write; reading may go on', async () => {
  const cookie = await app.cookieOf(await app.makeMember({ roles: ['officer'] }));
  expect((await speak('GET /api/session', { cookie, origin: null })).status).toBe(200);
  for (const line of ['DELETE /api/session', 'PUT /api/me/duty', 'POST /api/public/reports']) {
    expect(refusal(await speak(line, { cookie, origin: null, body: {} }))).toEqual([403, 'bad_origin']);
  }
});

test('P30 with PUBLIC_URL only that origin counts, and cookies are Secure exactly over https', async () => {
  const other = await startTestApp({ env: { PUBLIC_URL: 'https://paidan.example/' } });
  const ask = speaker(other);
  await other.makeMember({ roles: ['officer'], username: 'duty' });
  const body = { username: 'duty', password: TEST_PASSWORD };
  expect((await ask('POST /api/session', { body })).status).toBe(403);
  const signedIn = await ask('POST /api/session', { body, origin: 'https://paidan.example' });
  expect(signedIn.status).toBe(200);
  expect(signedIn.headers.getSetCookie()[0]).toMatch(/; Secure/);
  expect(signedIn.headers.get('strict-transport-security')).toMatch('max-age');
  await other.close();
});

test('P32 every answer carries the strict headers', async () => {
  for (const line of ['GET /healthz', 'GET /api/public/areas', 'GET /api/none']) {
    const { headers } = await speak(line);
    const csp = headers.get('content-security-policy') ?? '';
    expect(csp).toContain("default-src 'self'");
    expect(csp).toContain("script-src 'self'");
    expect(csp).not.toMatch(/script-src[^;]*unsafe|upgrade-insecure-requests/);
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('strict-transport-security')).toBeNull();
  }
  expect((await speak('GET /api/public/areas')).headers.get('cache-control')).toBe('no-store');
});

test('P33 a session is a fresh token each time, stored as a hash, and dies with its sign-in', async () => {
  const member = await app.makeMember({ roles: ['worker'] });
  const first = await app.signIn(member);
  const again = await speak('POST /api/session', {
    cookie: first,
    body: { username: member.username, password: TEST_PASSWORD },
  });
  const second = (again.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
  expect(second).not.toBe(first);
  expect((await speak('GET /api/session', { cookie: first })).status).toBe(401);
  const stored = JSON.stringify(await app.store.models.sessions.find({ memberId: member._id }).lean());
  expect(stored).not.toContain(second.split('=')[1]);
});

test('P33 a made-up cookie, an expired one and an inactive member’s are nobody’s', async () => {
  const member = await app.makeMember({ roles: ['admin'] });
  for (const cookie of ['paidan_session=guess', `paidan_session=${'x'.repeat(5000)}`]) {
    expect(refusal(await speak('GET /api/session', { cookie }))).toEqual([401, 'session_expired']);
  }
  expect(refusal(await speak('GET /api/session'))).toEqual([401, 'signed_out']);
  for (const asked of [{}, { cookie: 'paidan_session=guess' }])
    expect(await speak('GET /api/me', asked)).toMatchObject({ status: 200, body: { member: null } });
  const cookie = await app.cookieOf(member);
  app.clock.now += 12 * 3_600_000 + 1;
  expect((await speak('GET /api/session', { cookie })).status).toBe(401);
  const fresh = await app.cookieOf(member);
  expect((await speak('GET /api/session', { cookie: fresh })).status).toBe(200);
  expect((await speak('GET /api/me', { cookie: fresh })).body['member']).toMatchObject({ _id: member._id });
  await app.store.models.members.updateOne({ _id: member._id }, { $set: { active: false } });
  app.clock.now += 6_000;
  expect((await speak('GET /api/session', { cookie: fresh })).status).toBe(401);
});

test('P33 one sees one’s sessions, ends one, ends the others', async () => {
  const member = await app.makeMember({ roles: ['worker'] });
  const stranger = await app.cookieOf(await app.makeMember({ roles: ['worker'] }));
  const [here, there, third] = [
    await app.cookieOf(member),
    await app.cookieOf(member),
    await app.cookieOf(member),
  ];
  const listed = await speak('GET /api/me/sessions', { cookie: here });
  const rows = listed.body['sessions'] as { id: string; current: boolean }[];
  expect(rows.filter((row) => row.current)).toHaveLength(1);
  expect(rows).toHaveLength(3);
  const other = rows.find((row) => !row.current)?.id ?? '';
  const end = `DELETE /api/me/sessions/${encodeURIComponent(other)}`;
  expect((await speak(end, { cookie: stranger })).status).toBe(404);
  expect((await speak(end, { cookie: here })).status).toBe(204);
  expect((await speak('DELETE /api/me/sessions', { cookie: here })).status).toBe(204);
  for (const cookie of [there, third]) expect((await speak('GET /api/session', { cookie })).status).toBe(401);
  expect((await speak('GET /api/session', { cookie: here })).status).toBe(200);
});

test('P38 a wrong name and a wrong password are told alike', async () => {
  const { username } = await app.makeMember({ roles: ['worker'] });
  const ask = (body: object) => speak('POST /api/session', { body });
  const wrong = await ask({ username, password: 'not it' });
  const nobody = await ask({ username: 'nobody-here', password: 'not it' });
  expect(refusal(wrong)).toEqual([401, 'wrong_credentials']);
  expect(nobody.text).toBe(wrong.text);
  for (const body of [{}, { username: { $ne: null }, password: 'x' }, { username: ['a'], password: 'x' }]) {
    expect((await ask(body)).status).toBe(422);
  }
  const stored = await app.store.models.credentials.findOne().lean();
  expect(stored?.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
});

test('P38 changing the password wants the old one, ends the other sessions and counts', async () => {
  const member = await app.makeMember({ roles: ['worker'] });
  const [here, there] = [await app.cookieOf(member), await app.cookieOf(member)];
  const change = (current: string, next: string) =>
    speak('POST /api/me/password', { cookie: here, body: { current, next } });
  expect(refusal(await change('wrong', 'a-new-password'))).toEqual([401, 'wrong_credentials']);
  expect((await change(TEST_PASSWORD, 'short')).status).toBe(422);
  expect((await change(TEST_PASSWORD, 'a-new-password')).status).toBe(204);
  expect((await speak('GET /api/session', { cookie: here })).status).toBe(200);
  expect((await speak('GET /api/session', { cookie: there })).status).toBe(401);
  const { username } = member;
  expect((await speak('POST /api/session', { body: { username, password: 'a-new-password' } })).status).toBe(
    200,
  );
});

test('P38 language and duty are one’s own, and known at once', async () => {
  const cookie = await app.cookieOf(await app.makeMember({ roles: ['worker'] }));
  await speak('GET /api/session', { cookie });
  await speak('PUT /api/me/language', { cookie, body: { language: 'en' } });
  await speak('PUT /api/me/duty', { cookie, body: { onDuty: false } });
  const { body } = await speak('GET /api/session', { cookie });
  expect(body['member']).toMatchObject({ language: 'en', onDuty: false });
  expect((await speak('PUT /api/me/language', { cookie, body: { language: 'fr' } })).status).toBe(422);
  await speak('PUT /api/me/language', { cookie, body: { language: null } });
  expect((await speak('GET /api/session', { cookie })).body['member']).not.toHaveProperty('language');
});

test('P31 after ten failures the account rests, for the right password too; others sign in', async () => {
  const [victim, other] = [
    await app.makeMember({ roles: ['worker'] }),
    await app.makeMember({ roles: ['worker'] }),
  ];
  const ask = (username: string, password: string) =>
    speak('POST /api/session', { body: { username, password } });
  // All at once: guessing in parallel gains nothing.
  const guesses = await Promise.all(Array.from({ length: 14 }, () => ask(victim.username, 'guess')));
  const statuses = guesses.map((guess) => guess.status).toSorted((a, b) => a - b);
  expect(statuses).toEqual([...Array<number>(10).fill(401), ...Array<number>(4).fill(429)]);
  const right = await ask(victim.username.toUpperCase(), TEST_PASSWORD);
  expect(refusal(right)).toEqual([429, 'rate_limited']);
  expect(Number(right.headers.get('retry-after'))).toBeGreaterThan(800);
  expect((await ask(other.username, TEST_PASSWORD)).status).toBe(200);
});

test('P31 signing in rightly never counts, however often', async () => {
  const { username } = await app.makeMember({ roles: ['worker'] });
  for (let i = 0; i < 12; i += 1) {
    expect((await speak('POST /api/session', { body: { username, password: TEST_PASSWORD } })).status).toBe(
      200,
    );
  }
});

test('P15 members do not rate, whatever key they have', async () => {
  const officer = await app.makeMember({ roles: ['officer'] });
  const worker = await app.makeMember({ roles: ['worker'] });
  const { reportKey, orderNo } = await submitReport(speak);
  await finishOrder(app, orderNo, officer, worker);
  const cookie = await app.cookieOf(worker);
  const rate = (asking: object) =>
    speak(`POST /api/public/reports/${reportKey}/rating`, {
      body: { speed: 5, effect: 5, attitude: 5 },
      ...asking,
    });
  expect(refusal(await rate({ cookie }))).toEqual([403, 'member_cannot_rate']);
  expect((await speak(`POST /api/public/reports/${reportKey}/urge`, { cookie, body: {} })).status).toBe(403);
  expect((await rate({ origin: null })).status).toBe(201);
});

test('P15 a key opens one report and no staff route; a code opens no key', async () => {
  const { reportKey, trackingCode } = await submitReport(speak);
  const headers = { 'X-Report-Key': reportKey, Authorization: `Bearer ${reportKey}` };
  for (const line of ['GET /api/orders', 'GET /api/directory', 'GET /api/field', 'GET /api/admin/members']) {
    expect(refusal(await speak(line, { headers }))).toEqual([401, 'signed_out']);
    expect((await speak(line, { cookie: `paidan_session=${reportKey}` })).status).toBe(401);
  }
  expect((await speak(`GET /api/public/reports/${reportKey}`)).status).toBe(404);
  expect((await speak('GET /api/public/report', { headers: { 'X-Report-Key': trackingCode } })).status).toBe(
    404,
  );
});

test('P37 opening an address changes nothing', async () => {
  const { reportKey, trackingCode } = await submitReport(speak);
  const before = await app.store.models.orders.findOne().sort({ createdAt: -1 }).lean();
  const cookie = await app.cookieOf(await app.makeMember({ roles: ['officer'] }));
  for (const method of ['GET', 'HEAD']) {
    for (const path of [
      `/api/public/reports/${trackingCode}`,
      `/api/public/reports/${reportKey}/rating`,
      `/api/public/reports/${reportKey}/urge`,
      '/api/setup',
    ]) {
      await speak(`${method} ${path}`, { cookie });
    }
  }
  const after = await app.store.models.orders.findOne().sort({ createdAt: -1 }).lean();
  expect(after).toEqual(before);
});

test('P39 a head that is no HTTP, or an address that is none, ends without harm', async () => {
  const { port } = new URL(app.url);
  const answer = await new Promise<string>((resolve, reject) => {
    const socket = connect(Number(port), '127.0.0.1', () =>
      socket.write('GET /api/public/reports/%E0%A4%A HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'),
    );
    let text = '';
    socket.on('data', (chunk) => (text += String(chunk)));
    socket.on('end', () => resolve(text));
    socket.on('error', reject);
  });
  expect(answer).toMatch(/^HTTP\/1\.1 400/);
  expect(answer).toContain('bad_request');
});
