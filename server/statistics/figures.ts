import type { Area } from '../../shared/areas/area.ts';
import { monthBounds, monthsFromTo } from '../../shared/calendar/months.ts';
import type { Zone } from '../../shared/calendar/types.ts';
import type { AreaId, CategoryId, Month } from '../../shared/ids.ts';
import type { Status } from '../../shared/order/state.ts';
import type { MonthRow, RatesRow } from '../../shared/protocol/dto.ts';
import { addSums, NO_RATINGS, type RatingSums, toMonthRow } from '../../shared/rating/months.ts';
import type { AreaMonthDocument } from '../store/collections/ratings.ts';
import type { Models } from '../store/models.ts';
import { placedWithin } from '../store/placed-within.ts';
import { type Period, readArea, readPartsOf } from './area-months.ts';

/** Fewer ratings than this below a community, or in one category, could point at a person (R4). */
const LEAST_SHOWN = 5;

type Means = Omit<MonthRow, 'month'>;
export interface PartRow extends Means {
  readonly areaId: AreaId;
  readonly name: string;
  readonly withheld: boolean;
}
export interface CategoryRow {
  readonly categoryId: CategoryId | null;
  /** Null where `withheld`. */
  readonly n: number | null;
  readonly speed: number | null;
  readonly effect: number | null;
  readonly attitude: number | null;
  readonly withheld: boolean;
}
export type PublicMonthRow = MonthRow & { readonly withheld?: true };
type Place = Pick<Area, '_id' | 'level'>;

/**
 * One row for every month from `from` to `to`, for the area and everything below it (R3). A community's own monthly row
 * always answers; below a community, or for one category, rows with fewer than five ratings are withheld (R4): they
 * show null means and say so.
 */
export async function monthlyRatings(
  models: Models,
  area: Place,
  period: Period,
  categoryId?: CategoryId,
): Promise<PublicMonthRow[]> {
  const sums = sumBy(await readArea(models, area._id, period, categoryId), (row) => row.month);
  const guarded = categoryId !== undefined || isBelowCommunity(area);
  return monthsFromTo(period.from, period.to).map((month) => {
    const row = toMonthRow(month, sums.get(month) ?? NO_RATINGS);
    if (!guarded || row.n === 0 || row.n >= LEAST_SHOWN) return row;
    return { month, n: 0, speed: null, effect: null, attitude: null, withheld: true as const };
  });
}

/** The whole period by category, most ratings first; withheld rows come last and tell nothing but that they are there. */
export async function ratingsByCategory(models: Models, area: Place, period: Period): Promise<CategoryRow[]> {
  const sums = sumBy(await readArea(models, area._id, period), (row) => row.categoryId);
  return [...sums]
    .map(([categoryId, sum]): CategoryRow => {
      if (sum.n < LEAST_SHOWN)
        return { categoryId, n: null, speed: null, effect: null, attitude: null, withheld: true };
      const { n, speed, effect, attitude } = toMonthRow('', sum);
      return { categoryId, n, speed, effect, attitude, withheld: false };
    })
    .sort((a, b) => (b.n ?? 0) - (a.n ?? 0));
}

/** The whole period by the areas one level down that are in use; few ratings below a community are withheld (R4). */
export async function ratingsByPart(models: Models, area: Place, period: Period): Promise<PartRow[]> {
  const [parts, rows] = await Promise.all([
    models.areas.find({ parentId: area._id, active: true }).sort({ sort: 1, _id: 1 }).lean(),
    readPartsOf(models, area._id, period),
  ]);
  const sums = sumBy(rows, (row) => row.areaId);
  return parts.map((part) => {
    const { n, speed, effect, attitude } = toMonthRow('', sums.get(part._id) ?? NO_RATINGS);
    const { _id: areaId, name } = part;
    if (isBelowCommunity(part) && n > 0 && n < LEAST_SHOWN)
      return { areaId, name, n: 0, speed: null, effect: null, attitude: null, withheld: true };
    return { areaId, name, n, speed, effect, attitude, withheld: false };
  });
}

/**
 * 响应率、办结率、解决率、满意率 of the period as counts (R5). Of the orders submitted in it: how many somebody took on, and
 * how many are finished; of the ratings given in it: how many call it solved, and how many are content with all three.
 * Null where fewer than five below a community would tell about a person.
 */
export async function rates(
  models: Models,
  area: Place & Pick<Area, 'path'>,
  period: Period,
  zone: Zone,
): Promise<RatesRow | null> {
  const place = await placedWithin(models, area);
  const createdAt = { $gte: startOf(period.from, zone), $lt: endOf(period.to, zone) };
  // Place, statuses and time alone are counted in the index, without reading an order.
  const count = (status: readonly Status[], more: object = {}): Promise<number> =>
    models.orders.countDocuments({ ...place, status: { $in: status }, createdAt, ...more });
  const [waiting, takenOn, handling, completed, months] = await Promise.all([
    count(WAITING),
    // Somebody had it once: returned, let go or sent on since.
    count(WAITING, { firstHolder: { $ne: null } }),
    count(['handling']),
    count(FINISHED),
    readArea(models, area._id, period),
  ]);
  const total = waiting + handling + completed;
  const responded = takenOn + handling + completed;
  const sums = months.reduce<RatingSums>(addSums, NO_RATINGS);
  if (isBelowCommunity(area) && total < LEAST_SHOWN) return null;
  const hidden = isBelowCommunity(area) && sums.n < LEAST_SHOWN;
  const share = (count: number) => (hidden ? { count: 0, total: 0 } : { count, total: sums.n });
  return {
    responded: { count: responded, total },
    completed: { count: completed, total },
    solved: share(sums.solved),
    satisfied: share(sums.satisfied),
  };
}

// Merged orders are counted where they went; declined ones were nobody's to handle.
const WAITING: readonly Status[] = ['new', 'dispatched'];
const FINISHED: readonly Status[] = ['done', 'closed'];
const isBelowCommunity = (area: Pick<Area, 'level'>): boolean =>
  area.level === 'grid' || area.level === 'group';

function sumBy<Key>(
  rows: readonly AreaMonthDocument[],
  keyOf: (row: AreaMonthDocument) => Key,
): Map<Key, RatingSums> {
  const sums = new Map<Key, RatingSums>();
  for (const row of rows) sums.set(keyOf(row), addSums(sums.get(keyOf(row)) ?? NO_RATINGS, row));
  return sums;
}

const startOf = (month: Month, zone: Zone): number => monthBounds(month, zone).from;
const endOf = (month: Month, zone: Zone): number => monthBounds(month, zone).to;
