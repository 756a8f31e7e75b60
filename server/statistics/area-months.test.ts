import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addSums, NO_RATINGS, type RatingSums } from '../../shared/rating/months.ts';
import { SCORES } from '../../shared/rating/score.ts';
import type { RatingDocument } from '../store/collections/ratings.ts';
import { freshId, startTestCore, type TestCore } from '../testing/core.ts';
import { stopTestDatabase } from '../testing/database.ts';
import { AREAS } from '../testing/world.ts';
import { countAreas, readArea } from './area-months.ts';
import { monthlyRatings } from './figures.ts';
import { bucketOf } from './rating-document.ts';
import { recordRating } from './rating-months.ts';
import { countMissingAreas, verifyRatings } from './verify.ts';

type AreaName = keyof typeof AREAS;
const MONTHS = ['2026-01', '2026-02'] as const;
const PERIOD = { from: MONTHS[0], to: MONTHS[1] };

function rating(areaName: AreaName, more: Partial<RatingDocument> = {}): RatingDocument {
  const { _id: areaId, path: areaPath, communityId } = AREAS[areaName];
  const dimensions = {
    month: MONTHS[0],
    communityId,
    areaId,
    areaPath,
    categoryId: 'repairs',
    itemId: null,
    departmentId: null,
    handlerId: null,
    ...more,
  };
  return {
    _id: freshId(),
    orderId: freshId(),
    orderNo: 'BL26-1',
    reportId: freshId(),
    round: 1,
    at: 0,
    speed: 5,
    effect: 4,
    attitude: 3,
    via: 'resident',
    comment: null,
    bucket: bucketOf(dimensions),
    ...dimensions,
  };
}

describe('sums by area and month', () => {
  let core: TestCore;
  beforeAll(async () => {
    core = await startTestCore();
  });
  afterAll(async () => {
    await core.close();
    await stopTestDatabase();
  });
  const countIn = async (area: AreaName): Promise<number> => {
    const rows = await monthlyRatings(core.store.models, AREAS[area], PERIOD);
    return rows.reduce((sum, row) => sum + row.n, 0);
  };
  const differences = async (repair = false) =>
    (await verifyRatings(core.store.models, repair)).differences.map((one) => one.id).sort();

  test('R23 a rating counts for its area and every area above, and for no other, as soon as it is recorded', async () => {
    const before = await Promise.all((['north', 'south', 'street'] as const).map(countIn));
    await recordRating(core.store.models, rating('group1'));
    const after = await Promise.all((['north', 'south', 'street'] as const).map(countIn));
    expect(after).toEqual([(before[0] ?? 0) + 1, before[1] ?? 0, (before[2] ?? 0) + 1]);
    const [row] = await readArea(core.store.models, 'group1', PERIOD);
    expect(row).toMatchObject({ n: 1, speed: 5, effect: 4, attitude: 3 });
  });

  test('R21 R23 ratings recorded in the same moment, some twice, are all counted once on every level', async () => {
    const { models } = core.store;
    const before = await countIn('street');
    const areas: AreaName[] = ['grid1', 'grid2', 'grid3', 'group1', 'north'];
    const given = Array.from({ length: 20 }, (_, i) =>
      rating(areas[i % areas.length] ?? 'grid1', { categoryId: i % 3 === 0 ? null : 'repairs' }),
    );
    await Promise.all([...given, ...given.slice(0, 5)].map((one) => recordRating(models, one)));
    expect(await countIn('street')).toBe(before + given.length);
    expect(await differences()).toEqual([]);
  });

  test('R22 figures of any level that are wrong, missing or too many are found and put right', async () => {
    const { areaMonths } = core.store.models;
    await recordRating(core.store.models, rating('grid3', { month: MONTHS[1] }));
    await areaMonths.updateOne({ _id: `${MONTHS[1]}|south|repairs` }, { $set: { n: 99 } });
    await areaMonths.deleteOne({ _id: `${MONTHS[1]}|grid3|repairs` });
    const street = await areaMonths.findById(`${MONTHS[1]}|street|repairs`).lean();
    await areaMonths.collection.insertOne({
      ...street,
      _id: '2025-12|street|repairs',
      month: '2025-12',
    } as never);
    const wrong = ['2025-12|street|repairs', `${MONTHS[1]}|grid3|repairs`, `${MONTHS[1]}|south|repairs`];
    expect(await differences(true)).toEqual(wrong);
    expect(await differences()).toEqual([]);
  });

  test('R23 what an older version did not keep is counted at the start', async () => {
    const { models } = core.store;
    const before = await countIn('street');
    await models.areaMonths.deleteMany({});
    await countMissingAreas(models);
    expect([await countIn('street'), await differences()]).toEqual([before, []]);
  });

  test('R23 whatever the buckets, an area has the sum of all that lie in it', () => {
    const score = fc.constantFrom(...SCORES);
    const bucket = fc.record({
      area: fc.constantFrom<AreaName>('street', 'north', 'south', 'grid1', 'grid2', 'grid3', 'group1'),
      month: fc.constantFrom(...MONTHS),
      categoryId: fc.constantFrom('repairs', 'disputes', null),
      sums: fc.record({
        n: score,
        speed: score,
        effect: score,
        attitude: score,
        solved: score,
        satisfied: score,
      }),
    });
    const sumOf = (all: readonly RatingSums[]): RatingSums => all.reduce(addSums, NO_RATINGS);
    fc.assert(
      fc.property(fc.array(bucket), (buckets) => {
        const rows = countAreas(
          buckets.map(({ area, sums, ...of }) => ({ ...of, ...sums, areaPath: AREAS[area].path })),
        );
        for (const area of Object.values(AREAS)) {
          const inside = buckets.filter((one) => AREAS[one.area].path.startsWith(area.path));
          const counted = [...rows.values()].filter((row) => row.areaId === area._id);
          expect(sumOf(counted)).toEqual(sumOf(inside.map((one) => one.sums)));
        }
      }),
    );
  });
});
