import type { Month } from '../../shared/ids.ts';
import type { RatingSums } from '../../shared/rating/months.ts';
import type { AreaMonthDocument, RatingDocument, RatingMonthDocument } from '../store/collections/ratings.ts';
import type { Models } from '../store/models.ts';
import { countAreas, recountAreasOf } from './area-months.ts';
import { countBucket, recountBucket } from './rating-months.ts';

/** Figures that are not what they are counted from. */
export interface Difference {
  readonly id: string;
  readonly kept: RatingSums | null;
  readonly counted: RatingSums | null;
}

export interface Verified {
  readonly ratings: number;
  readonly buckets: number;
  readonly differences: readonly Difference[];
}

/**
 * Compares `rating_months` with `ratings` and `area_months` with `rating_months` (R22), each read once in the order of an
 * index: millions of ratings need no more memory than one month's buckets. With `repair`, what differs is counted anew.
 */
export async function verifyRatings(models: Models, repair = false): Promise<Verified> {
  const verified = await verifyBuckets(models, repair);
  const differences = [...verified.differences, ...(await verifyAreas(models, repair))];
  return { ...verified, differences };
}

async function verifyBuckets(models: Models, repair: boolean): Promise<Verified> {
  const differences: Difference[] = [];
  let ratings = 0;
  let buckets = 0;
  const kept = keptBuckets(models);
  let next = await kept.next();
  const take = async (): Promise<void> => {
    next = await kept.next();
  };
  for await (const group of ratingBuckets(models)) {
    ratings += group.length;
    buckets += 1;
    const counted = countBucket(group);
    if (!counted) continue;
    while (!next.done && next.value._id < counted._id) {
      differences.push({ id: next.value._id, kept: next.value, counted: null });
      await take();
    }
    const found = !next.done && next.value._id === counted._id ? next.value : null;
    if (found) await take();
    if (!isSame(found, counted)) differences.push({ id: counted._id, kept: found, counted });
  }
  for (; !next.done; await take()) differences.push({ id: next.value._id, kept: next.value, counted: null });
  if (repair) for (const { id } of differences) await recountBucket(models, id);
  return { ratings, buckets, differences };
}

/** Counts once what an older version of the product did not keep yet; called at every start, by any server (R23). */
export async function countMissingAreas(models: Models): Promise<void> {
  if (await models.areaMonths.exists({})) return;
  if (await models.ratingMonths.exists({})) await verifyAreas(models, true);
}

async function verifyAreas(models: Models, repair: boolean): Promise<Difference[]> {
  const differences: Difference[] = [];
  for (const month of await monthsOf(models)) {
    const rows = await models.areaMonths.find({ month }).lean<AreaMonthDocument[]>();
    const kept = new Map(rows.map((row) => [row._id, row]));
    const counted = countAreas(await models.ratingMonths.find({ month }).lean<RatingMonthDocument[]>());
    const wrong = [...new Set([...kept.keys(), ...counted.keys()])].filter(
      (id) => !isSame(kept.get(id) ?? null, counted.get(id) ?? null),
    );
    for (const id of wrong) {
      const row = counted.get(id) ?? kept.get(id);
      differences.push({ id, kept: kept.get(id) ?? null, counted: counted.get(id) ?? null });
      if (repair && row) await recountAreasOf(models, row);
    }
  }
  return differences;
}

async function monthsOf({ areaMonths, ratingMonths }: Models): Promise<Month[]> {
  const months = await Promise.all([areaMonths.distinct('month'), ratingMonths.distinct('month')]);
  return [...new Set(months.flat())].sort();
}

async function* ratingBuckets(models: Models): AsyncGenerator<RatingDocument[]> {
  let group: RatingDocument[] = [];
  const cursor = models.ratings.find().sort({ bucket: 1 }).lean<RatingDocument[]>().cursor();
  for await (const rating of cursor as AsyncIterable<RatingDocument>) {
    if (group[0] && group[0].bucket !== rating.bucket) {
      yield group;
      group = [];
    }
    group.push(rating);
  }
  if (group.length > 0) yield group;
}

async function* keptBuckets(models: Models): AsyncGenerator<RatingMonthDocument> {
  const cursor = models.ratingMonths.find().sort({ _id: 1 }).lean<RatingMonthDocument[]>().cursor();
  yield* cursor as AsyncIterable<RatingMonthDocument>;
}

/** Everything but the version says the same. */
function isSame(kept: object | null, counted: object | null): boolean {
  if (!kept || !counted) return kept === counted;
  const has = new Map(Object.entries(kept));
  return Object.entries(counted).every(([key, value]) => has.get(key) === value);
}
