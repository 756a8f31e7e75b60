import { afterAll, afterEach, expect, test } from 'vitest';
import { startTestApp, type TestApp } from './testing/app.ts';
import { stopTestDatabase } from './testing/database.ts';

const open: TestApp[] = [];
const start = async (...options: Parameters<typeof startTestApp>): Promise<TestApp> => {
  const app = await startTestApp(...options);
  open.push(app);
  return app;
};
afterEach(async () => {
  for (const app of open.splice(0)) await app.close();
});
afterAll(stopTestDatabase);

test('S30 the app is built from its parts, serves, signs in and closes', async () => {
  const app = await start();
  const health = await fetch(`${app.url}/healthz`);
  expect([health.status, await health.json()]).toEqual([200, { status: 'ok' }]);
  const officer = await app.makeMember({ roles: ['officer'] });
  expect(await app.signIn(officer)).toMatch(/^paidan_session=.{40,}/);
  await app.app.close();
  await expect(fetch(`${app.url}/healthz`)).rejects.toThrow('fetch failed');
});

test('S30 closing twice is closing once', async () => {
  const app = await start();
  await Promise.all([app.app.close(), app.app.close()]);
  expect(app.app.http.listening).toBe(false);
});
