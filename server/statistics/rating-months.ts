import { isSatisfied, isSolved } from '../../shared/rating/score.ts';
import type { RatingDocument, RatingMonthDocument } from '../store/collections/ratings.ts';
import { isDuplicateKey } from '../store/errors.ts';
import type { Models } from '../store/models.ts';

const MOST_TRIES = 50;

export type Counted = Omit<RatingMonthDocument, 'version'>;

/** Counts and sums of the ratings of one bucket; null for none. */
export function countBucket(ratings: readonly RatingDocument[]): Counted | null {
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

/**
 * Counts one bucket anew from `ratings` and replaces it, if nobody replaced it since it was looked at (R21). Never adds
 * to what is there: a recount that runs twice, late or beside another one still ends in the right figure.
 */
export async function recount(models: Models, bucket: string): Promise<void> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    // The version is read before the ratings: who replaces the bucket in between has counted more, and wins.
    const kept = await models.ratingMonths.findById(bucket, { version: 1 }).lean();
    const counted = countBucket(await models.ratings.find({ bucket }).lean<RatingDocument[]>());
    if (await replace(models, bucket, counted, kept?.version ?? null)) return;
  }
  throw new Error(`the figures of ${bucket} changed too often to be replaced`);
}

async function replace(
  models: Models,
  bucket: string,
  counted: Counted | null,
  version: number | null,
): Promise<boolean> {
  if (version === null) {
    if (!counted) return true;
    try {
      await models.ratingMonths.collection.insertOne({ ...counted, version: 1 } as never);
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }
  if (!counted) {
    const { deletedCount } = await models.ratingMonths.deleteOne({ _id: bucket, version });
    return deletedCount === 1;
  }
  const { matchedCount } = await models.ratingMonths.replaceOne(
    { _id: bucket, version },
    { ...counted, version: version + 1 },
  );
  return matchedCount === 1;
}

/** Stores one rating and brings its bucket up to date; storing it again changes nothing. */
export async function recordRating(models: Models, rating: RatingDocument): Promise<void> {
  const { _id, ...fields } = rating;
  const { reportId, round } = rating;
  try {
    await models.ratings.updateOne({ _id }, { $setOnInsert: fields }, { upsert: true });
  } catch (error) {
    // This report is rated in this round already: what stands is what counts.
    if (!isDuplicateKey(error)) throw error;
  }
  const stored = await models.ratings.findOne({ reportId, round }, { bucket: 1 }).lean();
  await recount(models, stored?.bucket ?? rating.bucket);
}
