import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { afterAll, expect, test } from 'vitest';
import { createApp } from '../app.ts';
import { readConfig } from '../config.ts';
import { connectStore } from '../store/connect.ts';
import { freshId } from '../testing/core.ts';
import { stopTestDatabase, testDatabase } from '../testing/database.ts';
import { speaker, submitReport } from '../testing/http.ts';
import { aMember, seedWorld } from '../testing/world.ts';

afterAll(stopTestDatabase);

test('P35 the log tells each request, and no code, key, cookie, password or word of a resident', async () => {
  const lines: string[] = [];
  const sink = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      lines.push(chunk.toString());
      done();
    },
  });
  const log = pino({ level: 'trace' }, sink);
  const database = await testDatabase();
  const store = await connectStore({
    mongodbUri: database.uri,
    dataDir: tmpdir(),
    log,
    dbName: database.freshName(),
  });
  await seedWorld(store);
  const app = await createApp({
    config: readConfig({ PORT: '0' }),
    log,
    now: Date.now,
    newId: freshId,
    store,
    clientDir: null,
    loadDemo: () => Promise.reject(new Error('none')),
    jobs: false,
  });
  app.http.listen(0, '127.0.0.1');
  await once(app.http, 'listening');
  const speak = speaker({ url: `http://127.0.0.1:${(app.http.address() as AddressInfo).port}` });

  const officer = aMember({ roles: ['officer'] });
  await store.models.members.create(officer);
  const { token } = await app.sessions.create(officer._id, { userAgent: 'test', address: '127.0.0.1' });
  const cookie = `paidan_session=${token}`;
  const secrets = {
    text: '家里的秘密',
    phone: '13800000007',
    password: 'open-sesame-1',
    idem: 'i'.repeat(24),
  };
  const receipt = await submitReport(speak, { text: secrets.text, contact: { phone: secrets.phone } });
  await speak('POST /api/public/reports', {
    body: { areaId: 'grid1', text: secrets.text },
    headers: { 'Idempotency-Key': secrets.idem },
  });
  await speak(`GET /api/public/reports/${receipt.trackingCode}`);
  await speak('GET /api/public/report', { headers: { 'X-Report-Key': receipt.reportKey } });
  await speak(`POST /api/public/reports/${receipt.reportKey}/rating`, { body: { speed: 1 }, origin: null });
  await speak(`GET /r?key=${receipt.reportKey}`);
  await speak('POST /api/session', { body: { username: 'x', password: secrets.password } });
  await speak('GET /api/orders?q=13800000007', { cookie });
  // A fault of our own must not tell them either.
  store.models.areas.find = () => {
    throw new Error('a fault');
  };
  const broken = await speak('GET /api/public/areas', { cookie });
  expect(broken).toMatchObject({ status: 500, body: { code: 'internal' } });
  expect(broken.text).not.toContain('a fault');
  await store.connection.dropDatabase();
  await app.close();

  const logged = lines.join('');
  expect(logged).toContain('/api/public/reports/:reportKey/rating');
  expect(logged).toContain('a fault');
  for (const secret of [...Object.values(secrets), receipt.trackingCode, receipt.reportKey, token]) {
    expect(logged).not.toContain(secret);
  }
});
