import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp, type RunningApp } from '../app.ts';
import { readConfig } from '../config.ts';
import { connectStore } from '../store/connect.ts';
import { freshId } from '../testing/core.ts';
import { ownDatabase, silent } from '../testing/database.ts';
import { type Speak, speaker } from '../testing/http.ts';
import { aMember, seedWorld } from '../testing/world.ts';

let database: Awaited<ReturnType<typeof ownDatabase>>;
let app: RunningApp;
let speak: Speak;

beforeAll(async () => {
  database = await ownDatabase();
  const dbName = database.freshName();
  const store = await connectStore({ mongodbUri: database.uri, dataDir: tmpdir(), log: silent, dbName });
  await seedWorld(store);
  app = await createApp({
    config: readConfig({ PORT: '0' }),
    log: silent,
    now: Date.now,
    newId: freshId,
    store,
    clientDir: null,
    loadDemo: () => Promise.reject(new Error('none')),
    jobs: false,
  });
  app.http.listen(0, '127.0.0.1');
  await once(app.http, 'listening');
  speak = speaker({ url: `http://127.0.0.1:${(app.http.address() as AddressInfo).port}` });
});
afterAll(async () => {
  await app.close();
});

test('P36 with the database gone the product says so, refuses writes at once and blames nobody', async () => {
  const officer = aMember({ roles: ['officer'] });
  await app.store.models.members.create(officer);
  const { token } = await app.sessions.create(officer._id, { userAgent: '', address: '' });
  const away = new Promise<void>((resolve) => {
    app.store.health.onChange((writable) => {
      if (!writable) resolve();
    });
  });
  await database.stop();
  await away;
  expect(await speak('GET /healthz')).toMatchObject({ status: 503, body: { status: 'database_away' } });
  const begun = performance.now();
  for (const [line, body] of [
    ['POST /api/public/reports', { areaId: 'grid1', text: '灯' }],
    ['POST /api/session', { username: officer.username, password: 'x' }],
    ['PUT /api/me/duty', { onDuty: false }],
  ] as const) {
    const answer = await speak(line, { body, cookie: `paidan_session=${token}` });
    expect([answer.status, answer.body['code']]).toEqual([503, 'unavailable']);
    expect(answer.headers.get('retry-after')).toBe('2');
  }
  expect(performance.now() - begun).toBeLessThan(2000);
  const read = await speak('GET /api/public/areas');
  expect([read.status, read.body['code']]).toEqual([503, 'unavailable']);
});
