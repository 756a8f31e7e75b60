import { createHash } from 'node:crypto';
import type { Instant } from '../../shared/ids.ts';
import type { Actor } from '../../shared/order/actor.ts';
import type { Command } from '../../shared/order/commands.ts';
import type { OrderEvent } from '../../shared/order/events.ts';
import type { Order } from '../../shared/order/order.ts';
import type { CommandRecord } from '../store/collections/orders.ts';
import type { Models } from '../store/models.ts';
import type { LoadedOrder } from './load.ts';

const DAY = 24 * 3_600_000;
/** Repeats are recognised for this long (S4). */
export const RECORDS_KEPT_MS = 30 * DAY;
/** More than this on one order, and the oldest go to a collection of their own. */
export const MOST_RECORDS = 300;
const KEEP_RECORDS = 200;

const short = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 22);

/** Whose command id it is: the same id from two people is two commands. */
function actorKey(actor: Actor): string {
  switch (actor.kind) {
    case 'member':
      return `m:${actor.memberId}`;
    case 'resident':
      return `r:${actor.reportId ?? ''}`;
    case 'system':
      return `s:${actor.job}`;
  }
}

export const commandKey = (actor: Actor, commandId: string): string =>
  short(`${actorKey(actor)}\0${commandId}`);

/** The same for the same order, type and payload, whatever the order of its fields. */
export function payloadHash(command: Command): string {
  const payload: Record<string, unknown> = { ...command.payload };
  // A retried upload stores its photos anew under other ids; it is the same submission all the same.
  if (command.type === 'submit') delete payload['photoIds'];
  return short(stableJson([command.type, command.orderId ?? '', payload]));
}

function stableJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

export function makeRecord(
  key: string,
  payload: string,
  at: Instant,
  order: Order,
  events: readonly OrderEvent[],
): CommandRecord {
  return {
    key,
    payload,
    at,
    status: order.status,
    rev: order.rev,
    eventIds: events.map((event) => event.id),
  };
}

/** What is known of this command on this order, wherever it is kept; null when it was never carried out here. */
export async function findRecord(
  models: Models,
  order: LoadedOrder,
  key: string,
  now: Instant,
): Promise<CommandRecord | null> {
  const own = order.commands.find((record) => record.key === key);
  if (own) return own;
  if (order.commandsCut === 0) return null;
  const moved = await models.commands.findById(key).lean();
  if (!moved || moved.orderId !== order._id || moved.at.getTime() < now - RECORDS_KEPT_MS) return null;
  const { _id, at, payload, status, rev, eventIds } = moved;
  return { key: _id, at: at.getTime(), payload, status, rev, eventIds };
}

export interface Kept {
  readonly records: readonly CommandRecord[];
  /** To be stored in `commands` before the commit cuts them. */
  readonly moved: readonly CommandRecord[];
  /** False: appending is all there is to do. */
  readonly rewritten: boolean;
}

/** The records with one more: without those older than 30 days, and within the bound. */
export function withRecord(
  records: readonly CommandRecord[],
  record: CommandRecord | null,
  now: Instant,
): Kept {
  const live = records.filter((one) => one.at >= now - RECORDS_KEPT_MS);
  const all = record ? [...live, record] : live;
  const surplus = all.length > MOST_RECORDS ? all.length - KEEP_RECORDS : 0;
  return {
    records: all.slice(surplus),
    moved: all.slice(0, surplus),
    rewritten: surplus > 0 || live.length !== records.length,
  };
}

/** Copies records out of an order; copying twice is harmless. */
export async function moveRecords(
  models: Models,
  orderId: string,
  records: readonly CommandRecord[],
): Promise<void> {
  if (records.length === 0) return;
  await models.commands.bulkWrite(
    records.map(({ key, at, payload, status, rev, eventIds }) => ({
      updateOne: {
        filter: { _id: key },
        update: { $setOnInsert: { orderId, at: new Date(at), payload, status, rev, eventIds } },
        upsert: true,
      },
    })),
    { ordered: false },
  );
}
