import { loadOrder, toOrder } from '../commands/load.ts';
import { findSurvivor } from '../commands/lookups.ts';
import { RECORDS_KEPT_MS } from '../commands/records.ts';
import type { Base } from '../parts.ts';
import type { LiveRules } from '../rules.ts';
import type { ContactDocument } from '../store/collections/residents.ts';
import type { Store } from '../store/connect.ts';
import type { Models } from '../store/models.ts';

export interface RetentionParts extends Pick<Base, 'now' | 'log'> {
  readonly store: Pick<Store, 'models'>;
  readonly rules: Pick<LiveRules, 'contactDays'>;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const BATCH = 200;
/** A shorter retention time takes effect within this long. */
const LOOK_AGAIN_MS = 7 * DAY;
/** A contact or photo whose order never came to be: the page was closed, or the submission refused. */
const ORPHAN_MS = DAY;

/** Removes what must not be kept any longer (S14, S15, S4). @returns how much was removed. */
export async function retainOnce(parts: RetentionParts): Promise<number> {
  const contacts = await removeContacts(parts);
  const photos = await removeOrphanPhotos(parts);
  const records = await forgetRecords(parts);
  const removed = contacts + photos + records;
  if (removed > 0) parts.log.info({ contacts, photos, records }, 'removed what need not be kept');
  return removed;
}

/** Contact data goes when the order behind it has been closed for the retention time. */
async function removeContacts({ store, rules, now }: RetentionParts): Promise<number> {
  const { models } = store;
  const at = now();
  const due = await models.contacts
    .find({ reviewAt: { $lte: at } })
    .sort({ reviewAt: 1 })
    .limit(BATCH)
    .lean();
  let removed = 0;
  for (const contact of due) {
    const until = await keepUntil(models, contact, rules.contactDays() * DAY);
    if (until !== null && until <= at) {
      await models.contacts.deleteOne({ _id: contact._id });
      removed += 1;
    } else {
      const reviewAt = Math.min(until ?? Number.POSITIVE_INFINITY, at + LOOK_AGAIN_MS);
      await models.contacts.updateOne({ _id: contact._id }, { $set: { reviewAt } });
    }
  }
  return removed;
}

/** Null while the matter is open: the resident may have to be reached. */
async function keepUntil(models: Models, contact: ContactDocument, keepMs: number): Promise<number | null> {
  const loaded = await loadOrder(models, contact.orderId);
  if (!loaded) return contact.createdAt + ORPHAN_MS;
  const order = (await findSurvivor(models, toOrder(loaded))) ?? loaded;
  return order.closedAt === null ? null : order.closedAt + keepMs;
}

async function removeOrphanPhotos({ store, now }: RetentionParts): Promise<number> {
  const before = now() - ORPHAN_MS;
  const { deletedCount } = await store.models.photos.deleteMany({
    orderId: null,
    createdAt: { $lt: before },
  });
  return deletedCount;
}

/** Repeats are recognised for 30 days; after that the orders need not carry their records along. */
async function forgetRecords({ store, now }: RetentionParts): Promise<number> {
  const { models } = store;
  const before = now() - RECORDS_KEPT_MS;
  const due = await models.orders
    .find({ commandsSince: { $lt: before } }, { _id: 1, rev: 1, commands: 1 })
    .limit(BATCH)
    .lean();
  for (const { _id, rev, commands: records } of due) {
    const commands = records.filter((record) => record.at >= before);
    const since = commands[0]?.at;
    // An order that somebody changes at this moment forgets them in that commit.
    await models.orders.updateOne(
      { _id, rev },
      since === undefined
        ? { $set: { commands }, $unset: { commandsSince: '' } }
        : { $set: { commands, commandsSince: since } },
    );
  }
  return due.length;
}
