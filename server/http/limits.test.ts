import { afterAll, afterEach, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../testing/app.ts';
import { stopTestDatabase } from '../testing/database.ts';
import { type Answer, type Speak, speaker, submitReport } from '../testing/http.ts';
import { HttpFault } from './fault.ts';
import { createGate, createLines } from './gate.ts';
import { addressKey, createLimits, RATE_LIMITS } from './limits.ts';

const open: TestApp[] = [];
const start = async (env: Record<string, string> = {}): Promise<Speak> => {
  const app = await startTestApp({ env });
  open.push(app);
  return speaker(app);
};
afterEach(async () => {
  for (const app of open.splice(0)) await app.close();
});
afterAll(stopTestDatabase);

const refusal = ({ status, body }: Answer) => [status, body['code']];

test('P31 the table of limits is the promised one', () => {
  expect(RATE_LIMITS).toEqual({
    signInAccount: { points: 10, duration: 900 },
    signInAddress: { points: 100, duration: 900 },
    submissions: { points: 60, duration: 60 },
    ratings: { points: 60, duration: 60 },
    ratingsKey: { points: 30, duration: 60 },
    unknownCodes: { points: 60, duration: 60 },
    reads: { points: 100, duration: 1 },
  });
});

test('P31 sixty submissions a minute from one address, wrong ones counted too', async () => {
  const speak = await start();
  const submit = (text: string) =>
    speak('POST /api/public/reports', { body: { areaId: 'grid1', text }, origin: null });
  const wrong = await Promise.all(Array.from({ length: 60 }, () => submit('')));
  expect(wrong.every((answer) => answer.status === 422)).toBe(true);
  const over = await submit('灯');
  expect(refusal(over)).toEqual([429, 'rate_limited']);
  expect(Number(over.headers.get('retry-after'))).toBeGreaterThan(0);
});

test('P31 sixty unknown codes a minute; after that known ones must wait as well', async () => {
  const speak = await start();
  const { trackingCode } = await submitReport(speak);
  const known = `GET /api/public/reports/${trackingCode}`;
  for (let i = 0; i < 59; i += 1) {
    expect((await speak(`GET /api/public/reports/AAAA-AAAA-${1000 + i}`)).status).toBe(404);
  }
  expect((await speak(known)).status).toBe(200);
  expect((await speak('GET /api/public/report', { headers: { 'X-Report-Key': 'guess' } })).status).toBe(404);
  expect(refusal(await speak(known))).toEqual([429, 'rate_limited']);
});

test('P31 thirty ratings a minute for one key', async () => {
  const speak = await start();
  const rate = () => speak('POST /api/public/reports/some-key/rating', { body: { speed: 9 }, origin: null });
  for (let i = 0; i < 30; i += 1) expect((await rate()).status).toBe(422);
  expect(refusal(await rate())).toEqual([429, 'rate_limited']);
});

test('P31 a hundred reads a second from one address', async () => {
  const speak = await start();
  const answers = await Promise.all(Array.from({ length: 250 }, () => speak('GET /api/session')));
  expect(answers.filter((answer) => answer.status === 401).length).toBeGreaterThanOrEqual(100);
  expect(answers.some((answer) => answer.status === 429)).toBe(true);
});

test('P31 X-Forwarded-For counts exactly for those TRUST_PROXY names', async () => {
  const submitFrom = (speak: Speak, address: string) =>
    speak('POST /api/public/reports', { body: {}, origin: null, headers: { 'X-Forwarded-For': address } });
  const trusting = await start({ TRUST_PROXY: 'loopback' });
  for (let i = 0; i < 60; i += 1) await submitFrom(trusting, '203.0.113.7');
  expect((await submitFrom(trusting, '203.0.113.7')).status).toBe(429);
  expect((await submitFrom(trusting, '203.0.113.8')).status).toBe(422);
  const plain = await start();
  for (let i = 0; i < 60; i += 1) await submitFrom(plain, `203.0.113.${i}`);
  expect((await submitFrom(plain, '198.51.100.1')).status).toBe(429);
});

test('P31 an IPv6 network counts as one address, an IPv4 in disguise as itself', () => {
  expect(addressKey('2001:db8:0:1::5')).toBe('2001:db8:0:1::/64');
  expect(addressKey('2001:0db8:0:1:aaaa:bbbb:cccc:dddd')).toBe('2001:db8:0:1::/64');
  expect(addressKey('2001:db8:0:2::5')).toBe('2001:db8:0:2::/64');
  expect(addressKey('::1')).toBe('0:0:0:0::/64');
  expect(addressKey('fe80::1%eth0')).toBe('fe80:0:0:0::/64');
  expect(addressKey('::ffff:192.0.2.1')).toBe('192.0.2.1');
  expect(addressKey('192.0.2.1')).toBe('192.0.2.1');
});

test('P31 what is given back can be taken again', async () => {
  const limits = createLimits();
  for (let i = 0; i < 25; i += 1) {
    await limits.take('signInAccount', 'a');
    await limits.giveBack('signInAccount', 'a');
  }
  for (let i = 0; i < 10; i += 1) await limits.take('signInAccount', 'a');
  await expect(limits.take('signInAccount', 'a')).rejects.toThrow(HttpFault);
});

test('P36 a gate lets some through at once, some wait, and tells the rest that it is busy', async () => {
  const gate = createGate(2, 1);
  const done: (() => void)[] = [];
  const work = () => new Promise<void>((resolve) => done.push(resolve));
  const inside = [gate(work), gate(work), gate(work)];
  await expect(gate(work)).rejects.toMatchObject({ code: 'busy' });
  expect(done).toHaveLength(2);
  done.shift()?.();
  await inside[0];
  expect(done).toHaveLength(2);
  for (const finish of done) finish();
  await Promise.all(inside);
  await expect(gate(() => Promise.reject(new Error('inside')))).rejects.toThrow('inside');
  expect(await gate(() => Promise.resolve(1))).toBe(1);
});

test('P36 work of one key runs in order, also past a failure', async () => {
  const inLine = createLines();
  const seen: number[] = [];
  const push = (n: number) => () => Promise.resolve(seen.push(n));
  const first = inLine('a', () => Promise.reject(new Error('first')));
  const others = [inLine('a', push(2)), inLine('a', push(3))];
  await expect(first).rejects.toThrow('first');
  await Promise.all(others);
  expect(seen).toEqual([2, 3]);
});
