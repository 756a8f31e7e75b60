import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import { type Life, sampleCommunity, sampleYear } from '../../seed/index.ts';
import type { WorkCalendar, Zone } from '../../shared/calendar/types.ts';
import type { Instant } from '../../shared/ids.ts';
import type { OrderSettings } from '../../shared/order/settings.ts';
import { hashCode } from '../commands/codes.ts';
import { toDocument } from '../commands/document.ts';
import { hashPassword } from '../sessions/passwords.ts';
import { countAreas } from '../statistics/area-months.ts';
import { type RatingContext, toRatingDocument } from '../statistics/rating-document.ts';
import { countBucket } from '../statistics/rating-months.ts';
import type { RatingDocument } from '../store/collections/ratings.ts';
import type { Store } from '../store/connect.ts';

export interface LoadParts {
  readonly store: Pick<Store, 'models'>;
  readonly log: Logger;
  readonly zone: Zone;
  readonly calendar: WorkCalendar;
  readonly settings: OrderSettings;
  readonly now: Instant;
  readonly seed?: number;
  /** Orders of the year; fewer in tests. */
  readonly orders?: number;
}

const SEED = 20_260_601;
const BATCH = 500;

/**
 * Puts the sample community into an empty database: folded in memory by the ordinary rules, written once per order (D1).
 * Areas are written last: an interrupted start begins again, because the community is not there yet.
 */
export async function loadSample(parts: LoadParts): Promise<void> {
  const { models } = parts.store;
  const community = sampleCommunity();
  const { lives, counters } = sampleYear(community, {
    seed: parts.seed ?? SEED,
    now: parts.now,
    zone: parts.zone,
    calendar: parts.calendar,
    settings: parts.settings,
    hash: (text) => hashCode(`${salt}${text}`),
    ...(parts.orders === undefined ? {} : { orders: parts.orders }),
  });
  await empty(parts.store);

  const { departments, members, teams } = community.people;
  await models.categories.insertMany([...community.categories]);
  await models.items.insertMany([...community.items]);
  await models.departments.insertMany([...departments]);
  await models.teams.insertMany([...teams]);
  await models.members.insertMany(members.map((member) => ({ ...member, createdAt: parts.now })));

  const writtenAt = new Date(parts.now);
  for (const batch of batches(lives)) {
    await models.orders.insertMany(
      batch.map(({ order }) => ({ ...toDocument(order, parts.settings), writtenAt })),
    );
  }
  const contacts = lives.flatMap(({ contact, order }) => {
    if (!contact) return [];
    const { name, phone, reportId } = contact;
    const { _id: orderId, communityId, createdAt } = order;
    return [{ _id: reportId, orderId, communityId, name, phone, createdAt, reviewAt: createdAt }];
  });
  for (const batch of batches(contacts)) await models.contacts.insertMany(batch);
  const unitOf = new Map(members.map((member) => [member._id, member.departmentId ?? null]));
  const ratings = lives.flatMap((life) => ratingsOf(life, unitOf, parts.zone));
  for (const batch of batches(ratings)) await models.ratings.insertMany(batch);
  const buckets = bucketsOf(ratings);
  for (const batch of batches(buckets)) await models.ratingMonths.insertMany(batch);
  const rows = [...countAreas(buckets).values()].map((row) => ({ ...row, version: 1 }));
  for (const batch of batches(rows)) await models.areaMonths.insertMany(batch);
  await models.counters.insertMany([...counters].map(([_id, value]) => ({ _id, value })));
  await models.areas.insertMany([...community.areas]);
  parts.log.info({ orders: lives.length, ratings: ratings.length }, 'sample community loaded');
}

/** Codes of the sample's past reports belong to nobody; a salt keeps one installation's from being another's. */
const salt = randomBytes(16).toString('hex');

function ratingsOf(
  { order, ratings }: Life,
  unitOf: ReadonlyMap<string, string | null>,
  zone: Zone,
): RatingDocument[] {
  return ratings.map((effect) => {
    const handler = order.holder?.memberId ?? order.firstHolder?.memberId ?? '';
    const context: RatingContext = { worked: order, handlerDepartmentId: unitOf.get(handler) ?? null, zone };
    return toRatingDocument(effect, order, context);
  });
}

function bucketsOf(ratings: readonly RatingDocument[]) {
  const byBucket = new Map<string, RatingDocument[]>();
  for (const rating of ratings) {
    const bucket = byBucket.get(rating.bucket);
    if (bucket) bucket.push(rating);
    else byBucket.set(rating.bucket, [rating]);
  }
  return [...byBucket.values()].flatMap((bucket) => {
    const counted = countBucket(bucket);
    return counted ? [{ ...counted, version: 1 }] : [];
  });
}

/** What an interrupted load left behind. Never called once the community's areas are there. */
async function empty({ models }: Pick<Store, 'models'>): Promise<void> {
  for (const name of [
    'orders',
    'contacts',
    'ratings',
    'ratingMonths',
    'areaMonths',
    'counters',
    'members',
    'teams',
    'departments',
    'items',
    'categories',
  ] as const) {
    await (models[name] as typeof models.orders).deleteMany({});
  }
}

function* batches<T>(list: readonly T[]): Generator<T[]> {
  for (let i = 0; i < list.length; i += BATCH) yield list.slice(i, i + BATCH);
}

/** Gives every sample account the same password; the sample's accounts are known to everybody anyway. */
export async function setSamplePassword(
  { models }: Pick<Store, 'models'>,
  password: string,
  now: Instant,
): Promise<void> {
  const passwordHash = await hashPassword(password);
  const members = await models.members.find({}, { _id: 1 }).lean();
  await models.credentials.bulkWrite(
    members.map(({ _id }) => ({
      updateOne: {
        filter: { _id },
        update: { $set: { passwordHash, changedAt: now, temporary: false } },
        upsert: true,
      },
    })),
  );
}

/** True when a community is there, the sample's or one's own. */
export const hasCommunity = async ({ models }: Pick<Store, 'models'>): Promise<boolean> =>
  (await models.areas.exists({})) !== null;
