import { execFile } from 'node:child_process';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, expect, test } from 'vitest';
import { uriOf } from '../embedded-mongo/process/address.ts';
import { startTestApp, type TestApp } from '../testing/app.ts';
import { type Answer, type Speak, speaker, submitReport } from '../testing/http.ts';
import { openLine, until } from '../testing/live.ts';
import { fromElsewhere } from '../testing/people.ts';
import { type Program, startProgram } from '../testing/program.ts';

const ends: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

interface Weather {
  readonly app: TestApp;
  readonly speak: Speak;
  /** The database's process; started again after it was stopped. */
  readonly engine: () => Program;
  readonly restart: () => Promise<void>;
}

/** The product over a database in a process of its own, which a test may break. */
async function start(): Promise<Weather> {
  const directory = await realpath(await mkdtemp(join(tmpdir(), 'paidan-weather-')));
  const data = join(directory, 'db');
  const run = () => startProgram('embedded-mongo/main.ts', ['--directory', data], {}, /mongodb:/);
  let engine = await run();
  ends.push(
    () => rm(directory, { recursive: true, force: true }),
    () => engine.stop(),
  );
  const app = await startTestApp({ uri: uriOf(join(data, 'engine.sock')), env: { TRUST_PROXY: 'loopback' } });
  ends.push(() => app.close());
  return {
    app,
    speak: speaker(app),
    engine: () => engine,
    restart: async () => {
      engine = await run();
    },
  };
}

const submit = (speak: Speak, text: string): Promise<Answer> =>
  speak('POST /api/public/reports', {
    body: { areaId: 'grid1', text },
    origin: null,
    headers: { ...fromElsewhere(), 'Accept-Language': 'en' },
  });
const health = async (speak: Speak): Promise<number> => (await speak('GET /healthz')).status;
const isHealthy = async (speak: Speak, status: number): Promise<void> => {
  let seen = await health(speak);
  await until(() => {
    void health(speak).then((now) => (seen = now));
    expect(seen).toBe(status);
  });
};

/** Refused at once, in the reader's language, with a time to come back. */
function expectAway({ status, body, headers }: Answer, words: RegExp): void {
  expect([status, body['code'], headers.get('retry-after')]).toEqual([503, 'unavailable', '2']);
  expect(body['message']).toMatch(words);
}

test('P36 while the database is gone everything says so in both languages, and goes on by itself when it is back', async () => {
  const { app, speak, engine, restart } = await start();
  const officer = await app.makeMember({ roles: ['officer'] });
  const line = openLine(app, await app.cookieOf(officer));
  ends.push(line.hangUp);
  await line.hello();
  const { orderNo, trackingCode } = await submitReport(speak);
  const order = await app.store.models.orders.findOne({ no: orderNo }).lean();
  const dispatch = () => line.command('dispatch', order?._id ?? '', { to: { pool: true } });

  await engine().kill();
  await isHealthy(speak, 503);
  expectAway(await submit(speak, 'The lamp'), /^[\x20-\x7e]+$/);
  const chinese = await speak('POST /api/session', { body: { username: 'a', password: 'b' } });
  expectAway(chinese, /\p{Script=Han}/u);
  const refused = await dispatch();
  expect(refused).toMatchObject({ ok: false, code: 'unavailable' });

  await restart();
  await isHealthy(speak, 200);
  expect((await submit(speak, 'The lamp')).status).toBe(201);
  expect(await dispatch()).toMatchObject({ ok: true, order: { status: 'dispatched' } });
  // What was acknowledged before is still there, and nothing of what was refused.
  const followed = await speak(`GET /api/public/reports/${trackingCode}`);
  expect(followed.body['status']).toBe('dispatched');
  expect(await app.store.models.orders.countDocuments()).toBe(2);
}, 120_000);

const prlimit = (...args: readonly string[]): Promise<boolean> =>
  promisify(execFile)('prlimit', args).then(
    () => true,
    () => false,
  );
const hasPrlimit = await prlimit('--version');
if (!hasPrlimit) console.warn('The test of a full disk is left out: prlimit is not installed.');

test.runIf(hasPrlimit)(
  'P36 with a full disk writes are refused, reading goes on, nothing acknowledged is lost, and it recovers by itself',
  async () => {
    const { app, speak, engine } = await start();
    const { trackingCode } = await submitReport(speak);
    // A limit on the size of files stands for the disk.
    const limit = (bytes: string) => prlimit('--pid', String(engine().pid), `--fsize=${bytes}`);
    expect(await limit('6000000:unlimited')).toBe(true);
    let taken = 0;
    let refused: Answer | null = null;
    while (refused === null && taken < 2000) {
      const answer = await submit(speak, `${taken}${'长'.repeat(9990)}`);
      if (answer.status === 201) taken += 1;
      else refused = answer;
    }
    if (!refused) throw new Error('the disk never was full');
    expectAway(refused, /^[\x20-\x7e]+$/);
    // Reading goes on, and what was acknowledged is all there is.
    expect((await speak(`GET /api/public/reports/${trackingCode}`)).status).toBe(200);
    expect(await app.store.models.orders.countDocuments()).toBe(taken + 1);

    expect(await limit('unlimited:unlimited')).toBe(true);
    await isHealthy(speak, 200);
    expect((await submit(speak, '长'.repeat(10_000))).status).toBe(201);
    expect(await app.store.models.orders.countDocuments()).toBe(taken + 2);
  },
  120_000,
);

test('O31 a clock that jumps back a day stops nobody and turns no history round', async () => {
  const { app, speak } = await start();
  const officer = await app.makeMember({ roles: ['officer'] });
  const cookie = await app.cookieOf(officer);
  const line = openLine(app, cookie);
  ends.push(line.hangUp);
  await line.hello();
  const { orderNo } = await submitReport(speak);
  const order = await app.store.models.orders.findOne({ no: orderNo }).lean();
  const orderId = order?._id ?? '';
  const sort = (i: number) => line.command('sort', orderId, { address: `${i}号楼` });
  for (let i = 0; i < 60; i += 1) expect(await sort(i)).toMatchObject({ ok: true });
  app.clock.now -= 24 * 3_600_000;
  for (let i = 60; i < 120; i += 1) expect(await sort(i)).toMatchObject({ ok: true });
  expect((await submit(speak, 'The lamp')).status).toBe(201);
  expect((await speak('GET /api/session', { cookie })).status).toBe(200);
  const stored = await app.store.models.orders.findById(orderId).lean();
  const times = stored?.history.map((event) => event.at) ?? [];
  expect(times).toEqual(times.toSorted((a, b) => a - b));
}, 60_000);
