import { idsOnPath } from '../../shared/areas/area.ts';
import type { AreaId, CategoryId, Month } from '../../shared/ids.ts';
import { addSums, NO_RATINGS, type RatingSums } from '../../shared/rating/months.ts';
import type { AreaMonthDocument, RatingMonthDocument } from '../store/collections/ratings.ts';
import type { Models } from '../store/models.ts';
import { recountUnderVersion } from './recount.ts';

export type CountedArea = Omit<AreaMonthDocument, 'version'>;

/** What a rating or a bucket of ratings is counted under. */
type Counted = Pick<RatingMonthDocument, 'month' | 'areaPath' | 'categoryId'>;

type Row = Omit<CountedArea, keyof RatingSums>;

/** The rows that count something at this place: its own area's first, the top's last. An area never moves (P41). */
export function rowsOf({ month, areaPath, categoryId }: Counted): Row[] {
  const ids = idsOnPath(areaPath);
  return ids
    .map((areaId, depth) => ({
      _id: [month, areaId, categoryId ?? ''].join('|'),
      month,
      areaId,
      areaPath: `/${ids.slice(0, depth + 1).join('/')}/`,
      parentId: ids[depth - 1] ?? null,
      categoryId,
    }))
    .toReversed();
}

/** Adds up buckets of `rating_months` into the rows of every area they lie in: what the recounts come to. */
export function countAreas(buckets: Iterable<Counted & RatingSums>): Map<string, CountedArea> {
  const rows = new Map<string, CountedArea>();
  for (const bucket of buckets)
    for (const row of rowsOf(bucket))
      rows.set(row._id, { ...row, ...addSums(rows.get(row._id) ?? NO_RATINGS, bucket) });
  return rows;
}

/**
 * Counts the rows above a bucket anew, each from the buckets of its own area and the rows one level down: as many
 * documents as an area has parts, however many ratings there are (R23).
 */
export async function recountAreasOf(models: Models, counted: Counted): Promise<void> {
  for (const row of rowsOf(counted)) await recountRow(models, row);
}

const recountRow = (models: Models, row: Row): Promise<void> =>
  recountUnderVersion(models.areaMonths, row._id, async () => {
    const { month, areaId, categoryId } = row;
    const [own, below] = await Promise.all([
      models.ratingMonths.find({ areaId, month, categoryId }).lean<RatingSums[]>(),
      models.areaMonths.find({ parentId: areaId, month, categoryId }).lean<RatingSums[]>(),
    ]);
    const sums = [...own, ...below].reduce<RatingSums>(addSums, NO_RATINGS);
    return sums.n === 0 ? null : { ...row, ...sums };
  });

export interface Period {
  readonly from: Month;
  readonly to: Month;
}

/** Every row of an area in a period: at most months × categories of them. */
export const readArea = async (
  models: Models,
  areaId: AreaId,
  { from, to }: Period,
  categoryId?: CategoryId,
): Promise<AreaMonthDocument[]> =>
  await models.areaMonths
    .find({ areaId, month: { $gte: from, $lte: to }, ...(categoryId === undefined ? {} : { categoryId }) })
    .lean<AreaMonthDocument[]>();

/** The same of every area one level down. */
export const readPartsOf = async (
  models: Models,
  parentId: AreaId,
  { from, to }: Period,
): Promise<AreaMonthDocument[]> =>
  await models.areaMonths.find({ parentId, month: { $gte: from, $lte: to } }).lean<AreaMonthDocument[]>();
