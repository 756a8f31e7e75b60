import { afterAll, beforeAll, expect, test } from 'vitest';
import { DAY } from '../../shared/calendar/zone.ts';
import { startTestCore, type TestCore } from '../testing/core.ts';
import { stopTestDatabase } from '../testing/database.ts';
import { makeCatchUp } from './catch-up.ts';

let core: TestCore;
beforeAll(async () => {
  core = await startTestCore();
});
afterAll(async () => {
  await core.close();
  await stopTestDatabase();
});

test('Y32 history that comes in after a look at an empty database is nobody’s news, what was closed today is', async () => {
  const told: string[] = [];
  const { store } = core;
  const catchUp = makeCatchUp(store, ({ _id }) => void told.push(_id));
  await catchUp.run();
  const [old, today] = [(await core.submit()).order._id, (await core.submit()).order._id];
  const now = await store.databaseTime();
  const closed = (id: string, closedAt: number) =>
    store.models.orders.updateOne({ _id: id }, { $set: { status: 'closed', closedAt } });
  await closed(old, now - 400 * DAY);
  await closed(today, now);
  await catchUp.run();
  expect(told).toEqual([today]);
});
