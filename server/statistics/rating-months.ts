import { isSatisfied, isSolved } from '../../shared/rating/score.ts';
import type { RatingDocument, RatingMonthDocument } from '../store/collections/ratings.ts';
import { isDuplicateKey } from '../store/errors.ts';
import type { Models } from '../store/models.ts';
import { recountAreasOf } from './area-months.ts';
import { recountUnderVersion } from './recount.ts';

export type CountedBucket = Omit<RatingMonthDocument, 'version'>;

/** Counts and sums of the ratings of one bucket; null for none. */
export function countBucket(ratings: readonly RatingDocument[]): CountedBucket | null {
  const [first] = ratings;
  if (!first) return null;
  const { bucket, month, communityId, areaId, areaPath, categoryId, itemId, departmentId, handlerId } = first;
  const sum = (value: (rating: RatingDocument) => number): number =>
    ratings.reduce((total, rating) => total + value(rating), 0);
  return {
    _id: bucket,
    month,
    communityId,
    areaId,
    areaPath,
    categoryId,
    itemId,
    departmentId,
    handlerId,
    n: ratings.length,
    speed: sum((one) => one.speed),
    effect: sum((one) => one.effect),
    attitude: sum((one) => one.attitude),
    solved: sum((one) => Number(isSolved(one))),
    satisfied: sum((one) => Number(isSatisfied(one))),
  };
}

/** Counts one bucket anew from `ratings` (R21). */
export const recountBucket = (models: Models, bucket: string): Promise<void> =>
  recountUnderVersion(models.ratingMonths, bucket, async () =>
    countBucket(await models.ratings.find({ bucket }).lean<RatingDocument[]>()),
  );

/** Stores one rating and brings everything that counts it up to date; storing it again changes nothing. */
export async function recordRating(models: Models, rating: RatingDocument): Promise<void> {
  const { _id, ...fields } = rating;
  const { reportId, round } = rating;
  try {
    await models.ratings.updateOne({ _id }, { $setOnInsert: fields }, { upsert: true });
  } catch (error) {
    // This report is rated in this round already: what stands is what counts.
    if (!isDuplicateKey(error)) throw error;
  }
  const counts = { bucket: 1, month: 1, areaPath: 1, categoryId: 1 };
  const stored = await models.ratings.findOne({ reportId, round }, counts).lean();
  await recountBucket(models, (stored ?? rating).bucket);
  await recountAreasOf(models, stored ?? rating);
}
