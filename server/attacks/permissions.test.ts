import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../testing/app.ts';
import { stopTestDatabase } from '../testing/database.ts';
import { type Speak, speaker } from '../testing/http.ts';
import { printMatrix } from '../testing/matrix.ts';
import { CALLERS, fromElsewhere, makeTown, type Town } from '../testing/people.ts';
import { askingOf, ROUTES, routesOf } from '../testing/routes.ts';

let app: TestApp;
let speak: Speak;
let town: Town;

beforeAll(async () => {
  // By the real clock: the database itself forgets sessions that are over, within a minute.
  app = await startTestApp({ now: Date.now(), env: { TRUST_PROXY: 'loopback' } });
  speak = speaker(app);
  town = await makeTown(app);
});
afterAll(async () => {
  await app.close();
  await stopTestDatabase();
});

const tried = async (route: string, name: (typeof CALLERS)[number]): Promise<string> => {
  const { line, asking } = await askingOf(route, ROUTES[route] ?? {}, town, town.callers[name]);
  const { status } = await speak(line, { ...asking, headers: { ...asking.headers, ...fromElsewhere() } });
  return String(status);
};

test('P70 every route is in the table of who may call it', () => {
  expect(routesOf(app).toSorted()).toEqual(Object.keys(ROUTES).toSorted());
});

test('P70 who is answered what, on every route, is what was agreed', async () => {
  const rows = [];
  for (const route of Object.keys(ROUTES)) {
    const cells = [];
    for (const name of CALLERS) cells.push(await tried(route, name));
    rows.push({ name: route, cells });
  }
  await expect(`${printMatrix(CALLERS, rows)}\n`).toMatchFileSnapshot(
    '../../shared/order/permissions-routes.txt',
  );
}, 180_000);
