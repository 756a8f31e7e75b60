import { io } from 'socket.io-client';
import { afterAll, afterEach, expect, test } from 'vitest';
import { createGuesses } from '../access/guesses.ts';
import { createLimits } from '../http/limits.ts';
import { startTestApp, TEST_PASSWORD, type TestApp } from '../testing/app.ts';
import { stopTestDatabase } from '../testing/database.ts';
import { heapBytes } from '../testing/heap.ts';
import { type Speak, speaker, submitReport } from '../testing/http.ts';
import { count, from, storm, stormOfKeys } from '../testing/storm.ts';

const opened: TestApp[] = [];
const ends: (() => void)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) end();
  for (const app of opened.splice(0)) await app.close();
});
afterAll(stopTestDatabase);

const BEHIND_A_PROXY = { TRUST_PROXY: 'loopback' };
async function start(env: Readonly<Record<string, string>>): Promise<{ app: TestApp; speak: Speak }> {
  const app = await startTestApp({ env });
  opened.push(app);
  return { app, speak: speaker(app) };
}
test('P31 a thousand wrong keys from one address: sixty are looked up, and the right one works from elsewhere', async () => {
  const { app, speak } = await start(BEHIND_A_PROXY);
  await stormOfKeys(app, speak, 1000);
}, 60_000);

test('P31 what is remembered of a hundred thousand guesses is a number, not the guesses', async () => {
  const guesses = createGuesses(createLimits());
  let refused = 0;
  const guess = async () => {
    await guesses.look('203.0.113.9', () => Promise.resolve(null)).catch(() => (refused += 1));
  };
  await guess();
  const before = heapBytes();
  for (let i = 1; i < 100_000; i += 1) await guess();
  expect(refused).toBe(100_000 - 60);
  expect(heapBytes() - before).toBeLessThan(4 * 1024 * 1024);
});

test('P31 a right key among many wrong ones sent in the same moment is not found by the crowd', async () => {
  const { speak } = await start(BEHIND_A_PROXY);
  const { trackingCode } = await submitReport(speak);
  const codes = Array.from({ length: 99 }, (_, i) => `AAAA-AAAA-${1000 + i}`);
  const answers = await Promise.all(
    [...codes, trackingCode].map((code) =>
      speak(`GET /api/public/reports/${code}`, { headers: from('203.0.113.9') }),
    ),
  );
  expect(answers.at(-1)?.status).toBe(429);
});

const follow = (app: TestApp, trackingCode: string, address: string) => {
  const socket = io(`${app.url}/public`, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    auth: { trackingCode },
    extraHeaders: { Origin: app.url, ...from(address) },
  });
  ends.push(() => socket.disconnect());
  return new Promise<string>((resolve) => {
    socket.on('connect', () => resolve('connected'));
    socket.on('connect_error', (error) => resolve(error.message));
  });
};

test('P31 codes guessed over the residents’ line and over HTTP count together, by the address behind the proxy', async () => {
  const { app, speak } = await start(BEHIND_A_PROXY);
  const { trackingCode } = await submitReport(speak);
  const guesses = Array.from({ length: 70 }, (_, i) => follow(app, `AAAA-AAAA-${1000 + i}`, '203.0.113.9'));
  const refused = await Promise.all(guesses);
  expect(refused.filter((code) => code === 'not_found')).toHaveLength(60);
  expect(refused.filter((code) => code === 'rate_limited')).toHaveLength(10);
  const known = `GET /api/public/reports/${trackingCode}`;
  expect((await speak(known, { headers: from('203.0.113.9') })).status).toBe(429);
  expect(await follow(app, trackingCode, '203.0.113.9')).toBe('rate_limited');
  expect(await follow(app, trackingCode, '203.0.113.10')).toBe('connected');
  expect((await speak(known, { headers: from('203.0.113.10') })).status).toBe(200);
});

test('P31 nobody is believed about their address unless a trusted proxy tells it, over HTTP and lines alike', async () => {
  const { app, speak } = await start({});
  const { trackingCode } = await submitReport(speak);
  const wrong = await Promise.all(
    Array.from({ length: 60 }, (_, i) =>
      i % 2
        ? follow(app, `AAAA-AAAA-${1000 + i}`, `203.0.113.${i}`)
        : speak(`GET /api/public/reports/AAAA-AAAA-${1000 + i}`, { headers: from(`203.0.113.${i}`) }),
    ),
  );
  expect(wrong).toHaveLength(60);
  expect(await follow(app, trackingCode, '198.51.100.1')).toBe('rate_limited');
  // Behind a trusted proxy the address nearest to it counts, not what the sender put before it.
  const proxied = await start(BEHIND_A_PROXY);
  const guess = (i: number) =>
    proxied.speak('GET /api/public/report', {
      headers: { 'X-Report-Key': 'x', ...from(`198.51.100.${i}, 203.0.113.9`) },
    });
  await Promise.all(Array.from({ length: 60 }, (_, i) => guess(i)));
  expect((await guess(200)).status).toBe(429);
});

const signIn = (speak: Speak, username: string, password: string, address: string) =>
  speak('POST /api/session', { body: { username, password }, headers: from(address) });

test('P31 a hundred failures from one address rest that address and nobody else', async () => {
  const { app, speak } = await start(BEHIND_A_PROXY);
  const { username } = await app.makeMember({ roles: ['worker'] });
  // Eleven names, so that no account's own limit is met first.
  const wrong = await storm(200, (i) => signIn(speak, `nobody${i % 20}`, 'guess', '203.0.113.9'));
  expect(count(wrong, 401)).toBe(100);
  expect(count(wrong, 429)).toBe(100);
  expect((await signIn(speak, username, TEST_PASSWORD, '203.0.113.9')).status).toBe(429);
  expect((await signIn(speak, username, TEST_PASSWORD, '203.0.113.10')).status).toBe(200);
}, 60_000);

test('P38 a name that exists, one that does not and one that has left are told alike, word for word', async () => {
  const { app, speak } = await start(BEHIND_A_PROXY);
  const member = await app.makeMember({ roles: ['worker'] });
  const gone = await app.makeMember({ roles: ['worker'] });
  await app.store.models.members.updateOne({ _id: gone._id }, { $set: { active: false } });
  const asked: string[] = [];
  for (const name of ['members', 'credentials'] as const) {
    const { collection } = app.store.models[name];
    const find = collection.findOne.bind(collection);
    collection.findOne = ((...args: Parameters<typeof find>) => {
      asked.push(name);
      return find(...args);
    }) as typeof collection.findOne;
  }
  const seen = [];
  for (const username of [member.username, 'nobody', gone.username, 'a'.repeat(64)]) {
    asked.length = 0;
    const answer = await signIn(speak, username, 'not it', '203.0.113.9');
    const { date: _date, 'x-request-id': _id, ...headers } = Object.fromEntries(answer.headers);
    seen.push({ status: answer.status, text: answer.text, headers, asked: [...asked] });
  }
  // The same work, too: what is looked up, and the password check that costs most.
  for (const one of seen) expect(one).toEqual(seen[0]);
  expect(seen[0]).toMatchObject({ status: 401, asked: ['members', 'credentials'] });
  // An account that rests says so for names nobody has as well.
  await storm(100, () => signIn(speak, 'nobody', 'guess', '203.0.113.12'));
  const rests = await signIn(speak, 'nobody', 'guess', '203.0.113.13');
  expect(rests.status).toBe(429);
}, 60_000);
