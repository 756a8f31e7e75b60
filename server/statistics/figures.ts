import type { Area } from '../../shared/areas/area.ts';
import { monthBounds, monthsFromTo } from '../../shared/calendar/months.ts';
import type { Zone } from '../../shared/calendar/types.ts';
import type { CategoryId, Month } from '../../shared/ids.ts';
import type { Status } from '../../shared/order/order.ts';
import type { MonthRow, RatesRow } from '../../shared/protocol/dto.ts';
import { addSums, NO_RATINGS, type RatingSums, toMonthRow } from '../../shared/rating/months.ts';
import type { Models } from '../store/models.ts';
import { below, type Period, type Place, type ReadMonths } from './month-sums.ts';

export { below } from './month-sums.ts';

/** Fewer ratings than this below a community, or in one category, could point at a person (R4). */
export const LEAST_SHOWN = 5;

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

/**
 * One row for every month from `from` to `to`, for the area and everything below it (R3). A community's own monthly row
 * always answers; below a community, or for one category, rows with fewer than five ratings are withheld (R4): they
 * show null means and say so.
 */
export async function monthlyRatings(
  read: ReadMonths,
  area: Place,
  period: Period,
  categoryId?: CategoryId,
): Promise<PublicMonthRow[]> {
  const sums = new Map<string, RatingSums>();
  for (const one of await read(area, period)) {
    if (categoryId !== undefined && one.categoryId !== categoryId) continue;
    sums.set(one.month, addSums(sums.get(one.month) ?? NO_RATINGS, one));
  }
  const guarded = categoryId !== undefined || isBelowCommunity(area);
  return monthsFromTo(period.from, period.to).map((month) => {
    const row = toMonthRow(month, sums.get(month) ?? NO_RATINGS);
    if (!guarded || row.n === 0 || row.n >= LEAST_SHOWN) return row;
    return { month, n: 0, speed: null, effect: null, attitude: null, withheld: true as const };
  });
}

/** The whole period by category, most ratings first; withheld rows come last and tell nothing but that they are there. */
export async function ratingsByCategory(
  read: ReadMonths,
  area: Place,
  period: Period,
): Promise<CategoryRow[]> {
  const sums = new Map<CategoryId | null, RatingSums>();
  for (const one of await read(area, period))
    sums.set(one.categoryId, addSums(sums.get(one.categoryId) ?? NO_RATINGS, one));
  return [...sums]
    .map(([categoryId, sum]): CategoryRow => {
      if (sum.n < LEAST_SHOWN)
        return { categoryId, n: null, speed: null, effect: null, attitude: null, withheld: true };
      const { n, speed, effect, attitude } = toMonthRow('', sum);
      return { categoryId, n, speed, effect, attitude, withheld: false };
    })
    .sort((a, b) => (b.n ?? 0) - (a.n ?? 0));
}

/**
 * 响应率、办结率、解决率、满意率 of the period as counts (R5). Of the orders submitted in it: how many somebody took on, and
 * how many are finished; of the ratings given in it: how many call it solved, and how many are content with all three.
 * Null where fewer than five below a community would tell about a person.
 */
export async function rates(
  models: Models,
  read: ReadMonths,
  area: Place,
  period: Period,
  zone: Zone,
): Promise<RatesRow | null> {
  const submitted = {
    areaPath: below(area.path),
    createdAt: { $gte: startOf(period.from, zone), $lt: endOf(period.to, zone) },
    // Merged orders are counted where they went; declined ones were nobody's to handle.
    status: { $nin: UNCOUNTED },
  };
  const [total, responded, completed, months] = await Promise.all([
    models.orders.countDocuments(submitted),
    models.orders.countDocuments({ ...submitted, $or: [{ firstHolder: { $ne: null } }, FINISHED] }),
    models.orders.countDocuments({ ...submitted, ...FINISHED }),
    read(area, period),
  ]);
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

const UNCOUNTED: Status[] = ['merged', 'declined'];
const FINISHED: { status: { $in: Status[] } } = { status: { $in: ['done', 'closed'] } };
const isBelowCommunity = (area: Pick<Area, 'level'>): boolean =>
  area.level === 'grid' || area.level === 'group';
const startOf = (month: Month, zone: Zone): number => monthBounds(month, zone).from;
const endOf = (month: Month, zone: Zone): number => monthBounds(month, zone).to;
