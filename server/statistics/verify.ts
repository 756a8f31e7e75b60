import type { RatingDocument, RatingMonthDocument } from '../store/collections/ratings.ts';
import type { Models } from '../store/models.ts';
import { type Counted, countBucket, recount } from './rating-months.ts';

/** A bucket whose figures are not what its ratings say. */
export interface Difference {
  readonly bucket: string;
  readonly kept: Counted | null;
  readonly counted: Counted | null;
}

export interface Verified {
  readonly ratings: number;
  readonly buckets: number;
  readonly differences: readonly Difference[];
}

/**
 * Compares `rating_months` with `ratings`, bucket by bucket, both read once in the order of the index (R22): millions of
 * ratings need no more memory than one bucket. With `repair`, what differs is counted anew.
 */
export async function verifyRatings(models: Models, repair = false): Promise<Verified> {
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
      differences.push({ bucket: next.value._id, kept: withoutVersion(next.value), counted: null });
      await take();
    }
    const found = !next.done && next.value._id === counted._id ? withoutVersion(next.value) : null;
    if (found) await take();
    if (!isSame(found, counted)) differences.push({ bucket: counted._id, kept: found, counted });
  }
  for (; !next.done; await take())
    differences.push({ bucket: next.value._id, kept: withoutVersion(next.value), counted: null });
  if (repair) for (const { bucket } of differences) await recount(models, bucket);
  return { ratings, buckets, differences };
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

function withoutVersion(kept: RatingMonthDocument): Counted {
  const counted: Counted & { version?: number } = { ...kept };
  delete counted.version;
  return counted;
}

function isSame(a: Counted | null, b: Counted): boolean {
  return a !== null && (Object.keys(b) as (keyof Counted)[]).every((key) => a[key] === b[key]);
}
