import type { Area } from '../../shared/areas/area.ts';
import { monthKey, monthsFromTo } from '../../shared/calendar/months.ts';
import type { Zone } from '../../shared/calendar/types.ts';
import type { CategoryId, Instant, Month } from '../../shared/ids.ts';
import { addSums, type RatingSums } from '../../shared/rating/months.ts';
import type { RatingMonthDocument } from '../store/collections/ratings.ts';
import type { Models } from '../store/models.ts';

export interface Period {
  readonly from: Month;
  readonly to: Month;
}

/** The buckets of one month, area and category added up. */
export interface MonthSums extends RatingSums {
  readonly month: Month;
  readonly areaPath: string;
  readonly categoryId: CategoryId | null;
}

export type Place = Pick<Area, 'path' | 'level' | 'communityId'>;
/** Reads the sums of an area and everything below it, month by month. */
export type ReadMonths = (area: Place, period: Period) => Promise<readonly MonthSums[]>;

/** Everything at a path or below it, as a range an index can be read by. */
export const below = (path: string) => ({ $gte: path, $lt: `${path}\u{10ffff}` });

/** Even a repaired month shows after this long. */
const REMEMBERED_MS = 60_000;
const MOST_ROWS = 200_000;

interface Remembered {
  readonly at: Instant;
  readonly rows: readonly MonthSums[];
}

/**
 * A rating counts for the month in which it is given, so that months gone by stay as they are: they are remembered for a
 * minute, and only the present month is read each time (R23).
 */
export function createMonthReader(models: Models, now: () => Instant, zone: () => Zone): ReadMonths {
  const past = new Map<string, Remembered>();
  let rows = 0;

  const recall = (key: string, at: Instant): readonly MonthSums[] | undefined => {
    const entry = past.get(key);
    const age = at - (entry?.at ?? 0);
    // A clock that was set back must not keep a memory young.
    return entry && age >= 0 && age < REMEMBERED_MS ? entry.rows : undefined;
  };
  const remember = (key: string, entry: Remembered): void => {
    if (rows > MOST_ROWS) {
      past.clear();
      rows = 0;
    }
    rows += entry.rows.length - (past.get(key)?.rows.length ?? 0);
    past.set(key, entry);
  };

  return async (area, { from, to }) => {
    const at = now();
    const present = monthKey(at, zone());
    const keyOf = (month: Month): string => `${area.path}|${month}`;
    const months = monthsFromTo(from, to);
    const known = new Map(months.map((month) => [month, recall(keyOf(month), at)]));
    const missing = months.filter((month) => known.get(month) === undefined);
    const read = missing.length === 0 ? [] : await readSums(models, area, missing);
    return months.flatMap((month) => {
      const kept = known.get(month);
      if (kept) return kept;
      const fresh = read.filter((one) => one.month === month);
      if (month < present) remember(keyOf(month), { at, rows: fresh });
      return fresh;
    });
  };
}

async function readSums(
  models: Models,
  { path, level, communityId }: Place,
  months: readonly Month[],
): Promise<MonthSums[]> {
  const buckets = await models.ratingMonths
    .find({
      // Above the communities there is no one community to begin with: the month comes first.
      ...(level === 'street' ? {} : { communityId }),
      month: { $in: [...months] },
      areaPath: below(path),
    })
    .batchSize(MOST_ROWS)
    .lean<RatingMonthDocument[]>();
  const sums = new Map<string, MonthSums>();
  for (const bucket of buckets) {
    const { month, areaPath, categoryId } = bucket;
    const key = `${month}|${areaPath}|${categoryId ?? ''}`;
    const known = sums.get(key);
    const { n, speed, effect, attitude, solved, satisfied } = bucket;
    const added = { n, speed, effect, attitude, solved, satisfied };
    sums.set(key, { month, areaPath, categoryId, ...(known ? addSums(known, added) : added) });
  }
  return [...sums.values()];
}
