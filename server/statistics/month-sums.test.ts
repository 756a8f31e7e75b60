import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshId, startTestCore, TEST_NOW, type TestCore } from '../testing/core.ts';
import { stopTestDatabase } from '../testing/database.ts';
import { AREAS } from '../testing/world.ts';
import { createMonthReader } from './month-sums.ts';

const MINUTE = 60_000;
const period = { from: '2026-01', to: '2026-03' };

describe('sums by month', () => {
  let core: TestCore;
  beforeAll(async () => {
    core = await startTestCore();
  });
  afterAll(async () => {
    await core.close();
    await stopTestDatabase();
  });

  const bucket = async (month: string, n: number): Promise<void> => {
    const { _id: areaId, path: areaPath, communityId } = AREAS.grid1;
    const sums = { n, speed: 5 * n, effect: 4 * n, attitude: 3 * n, solved: n, satisfied: n };
    const of = { communityId, areaId, areaPath, categoryId: null, itemId: null, departmentId: null };
    await core.store.models.ratingMonths.create({
      _id: freshId(),
      month,
      version: 1,
      handlerId: null,
      ...of,
      ...sums,
    });
  };
  const counts = async (read: ReturnType<typeof createMonthReader>) => {
    const rows = await read(AREAS.north, period);
    return Object.fromEntries(rows.map((row) => [row.month, row.n]));
  };

  test('R23 the present month is read each time, months gone by at most a minute late', async () => {
    let now = TEST_NOW;
    const read = createMonthReader(
      core.store.models,
      () => now,
      () => core.rules.zone(),
    );
    await bucket('2026-01', 1);
    await bucket('2026-03', 2);
    expect(await counts(read)).toEqual({ '2026-01': 1, '2026-03': 2 });

    await bucket('2026-02', 7);
    await bucket('2026-03', 3);
    expect(await counts(read)).toEqual({ '2026-01': 1, '2026-03': 5 });

    now += MINUTE;
    expect(await counts(read)).toEqual({ '2026-01': 1, '2026-02': 7, '2026-03': 5 });
  });

  test('R23 a clock that is set back keeps no memory young', async () => {
    let now = TEST_NOW;
    const read = createMonthReader(
      core.store.models,
      () => now,
      () => core.rules.zone(),
    );
    const before = (await counts(read))['2026-02'] ?? 0;
    await bucket('2026-02', 1);
    now -= MINUTE;
    expect((await counts(read))['2026-02']).toBe(before + 1);
  });
});
