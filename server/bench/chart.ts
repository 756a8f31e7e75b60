import { SAMPLE, sampleCommunity } from '../../seed/index.ts';
import { monthKey } from '../../shared/calendar/months.ts';
import type { Score } from '../../shared/rating/score.ts';
import { countAreas } from '../statistics/area-months.ts';
import { bucketOf } from '../statistics/rating-document.ts';
import { type CountedBucket, countBucket } from '../statistics/rating-months.ts';
import { verifyRatings } from '../statistics/verify.ts';
import type { RatingDocument } from '../store/collections/ratings.ts';
import type { Store } from '../store/connect.ts';
import { clock, median, spreadOf } from './kit/measure.ts';
import { type Product, startProduct } from './kit/product.ts';
import { figure, type Sheet } from './kit/sheet.ts';
import { freshId, openStore, scratchDir, zone } from './kit/stock.ts';

export interface ChartScale {
  readonly ratings: number;
  readonly months: number;
  readonly times: number;
}
const SCALE: ChartScale = { ratings: 1_000_000, months: 24, times: 40 };
const AIM_MS = 20;
/** Few enough for any memory; large enough that a round trip does not matter. */
const BATCH = 5000;
const DAY_MS = 86_400_000;

/** (f) The monthly chart that anyone may read, over many ratings. */
export async function chart(scale: ChartScale = SCALE): Promise<Sheet> {
  const { path: dataDir, remove } = await scratchDir();
  try {
    const store = await openStore(dataDir);
    let verified: Awaited<ReturnType<typeof verifyRatings>>;
    try {
      await store.models.areas.insertMany([...sampleCommunity().areas]);
      await rate(store, scale);
      verified = await verifyRatings(store.models);
    } finally {
      await store.close();
    }
    const product = await startProduct(dataDir);
    try {
      return await readCharts(product, scale, verified);
    } finally {
      await product.stop();
    }
  } finally {
    await remove();
  }
}

async function readCharts(
  product: Product,
  { ratings, months, times }: ChartScale,
  verified: Awaited<ReturnType<typeof verifyRatings>>,
): Promise<Sheet> {
  const to = monthKey(Date.now(), zone);
  const year = monthKey(Date.now() - 334 * DAY_MS, zone);
  const all = monthKey(Date.now() - (months - 1) * 30 * DAY_MS, zone);
  const asked = [
    ['one community, 12 months', SAMPLE.firstCommunityId, year],
    ['one community, all months', SAMPLE.firstCommunityId, all],
    ['the whole street, 12 months', SAMPLE.streetId, year],
    ['one grid, 12 months', `${SAMPLE.firstCommunityId}-1`, year],
  ] as const;
  const rows: { readonly name: string; readonly times: Float32Array; readonly n: number }[] = [];
  for (const [name, areaId, from] of asked) {
    const spent: number[] = [];
    let n = 0;
    for (let i = 0; i <= times; i += 1) {
      const begun = clock();
      const answer = await fetch(
        `${product.url}/api/public/statistics/ratings?areaId=${areaId}&from=${from}&to=${to}`,
      );
      const body = (await answer.json()) as { readonly months: readonly { readonly n: number }[] };
      spent.push(clock() - begun);
      n = body.months.reduce((sum, row) => sum + row.n, 0);
      // A hundred reads a second are what one address may ask for.
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
    rows.push({ name, times: Float32Array.from(spent.slice(1)), n });
  }
  const year1 = median([...(rows[0]?.times ?? [])]);
  const agree = verified.differences.length === 0;
  return {
    title: `The monthly chart over ${figure(ratings)} ratings`,
    method: `GET /api/public/statistics/ratings over HTTP, ${times} times each. The ratings lie in ${figure(verified.buckets)} monthly buckets of area, item, department and handler, which the ordinary check compared with the ratings before: ${agree ? 'no difference' : `${verified.differences.length} differences`}.`,
    columns: ['chart', 'ratings in it', 'median', 'p95'],
    rows: rows.map((row) => {
      const { p50, p95 } = spreadOf(row.times);
      return [row.name, figure(row.n), figure(p50, 'ms'), figure(p95, 'ms')];
    }),
    aims: [
      {
        aim: `the chart under ${AIM_MS} ms`,
        figure: `${figure(year1, 'ms')} (community, 12 months, median)`,
        met: year1 < AIM_MS && agree,
      },
    ],
  };
}

/** Ratings of a community as busy as that, with the figures that the ordinary count gives each bucket. */
async function rate({ models }: Store, { ratings, months }: ChartScale): Promise<void> {
  const dimensions = [...dimensionsOf(months)];
  const each = Math.ceil(ratings / dimensions.length);
  let waiting: RatingDocument[] = [];
  let counted: object[] = [];
  const buckets: CountedBucket[] = [];
  let made = 0;
  // Straight to the driver: a million documents through a schema would take longer than what is measured.
  const flush = async (): Promise<void> => {
    await models.ratings.collection.insertMany(waiting as never[], { ordered: false });
    await models.ratingMonths.collection.insertMany(counted, { ordered: false });
    [waiting, counted] = [[], []];
  };
  for (const of of dimensions) {
    const from = made;
    made = Math.min(ratings, made + each);
    const bucket = Array.from({ length: made - from }, (_, i) => ratingOf(of, from + i));
    const count = countBucket(bucket);
    if (!count) break;
    waiting.push(...bucket);
    counted.push({ ...count, version: 1 });
    buckets.push(count);
    if (waiting.length >= BATCH) await flush();
  }
  if (waiting.length > 0) await flush();
  const rows = [...countAreas(buckets).values()].map((row) => ({ ...row, version: 1 }));
  await models.areaMonths.collection.insertMany(rows as never[], { ordered: false });
}

type Dimensions = Parameters<typeof bucketOf>[0] & { readonly at: number };

/** Every month × grid × item, each handled by the grid's two workers in turn. */
function* dimensionsOf(months: number): Generator<Dimensions> {
  const { areas, items } = sampleCommunity();
  for (let back = 0; back < months; back += 1) {
    const at = Date.now() - back * 30 * DAY_MS;
    for (const area of areas) {
      if (area.level !== 'grid') continue;
      for (const [n, item] of items.entries()) {
        yield {
          at,
          month: monthKey(at, zone),
          communityId: area.communityId,
          areaId: area._id,
          areaPath: area.path,
          categoryId: item.categoryId,
          itemId: item._id,
          departmentId: item.departmentIds[0] ?? null,
          handlerId: `${area._id}-${back}-${n % 2}`,
        };
      }
    }
  }
}

function ratingOf({ at, ...dimensions }: Dimensions, n: number): RatingDocument {
  const score = (salt: number): Score => (1 + ((n * 7 + salt * 3) % 5)) as Score;
  return {
    _id: freshId(),
    orderId: `o${n}`,
    orderNo: `TY-${n}`,
    reportId: `r${n}`,
    round: 1,
    at,
    speed: score(1),
    effect: score(2),
    attitude: score(3),
    via: 'resident',
    comment: null,
    bucket: bucketOf(dimensions),
    ...dimensions,
  };
}
