import type { AreaId, CommandId, EventId, Instant, OrderId } from '../../../shared/ids.ts';
import type { OrderEvent } from '../../../shared/order/events.ts';
import type { Order } from '../../../shared/order/order.ts';
import type { Status } from '../../../shared/order/state.ts';
import { Any, defineCollection, Id, When } from '../define.ts';

/**
 * That a command was carried out, kept on the order it changed: the same write decides and remembers, so a repeat can
 * never be decided twice (SPEC S4). `key` is unique over all orders: the same id sent for another order is `id_reused`.
 */
export interface CommandRecord {
  /** Hash of actor and command id. */
  readonly key: string;
  /** Hash of the command's type, order and payload. */
  readonly payload: string;
  readonly at: Instant;
  /** The first answer: where the order stood right after. */
  readonly status: Status;
  readonly rev: number;
  readonly eventIds: readonly EventId[];
}

/** The order as it is stored: with what only the write path, the sweeper and the scan need to know. */
export interface OrderDocument extends Order {
  readonly commands: readonly CommandRecord[];
  /** Records that were moved to `commands` when the bound was reached; only then is that collection asked. */
  readonly commandsCut: number;
  /** Time of the oldest record, for the job that forgets them; absent when there is none. */
  readonly commandsSince?: Instant;
  /** When the sweeper has something to do; absent when never (SPEC C24). */
  readonly nextTickAt?: Instant;
  /** `<community>:<number in the other system>` of every report that has one: the same ticket never comes in twice. */
  readonly externalKeys?: readonly string[];
  /** Database time of the last commit; what the periodic scan goes by, whatever the servers' clocks say. */
  readonly writtenAt: Date;
}

/**
 * Only orders that have a text there are filed, and that is few of them: `sparse` would file all, because of the other fields
 * beside it. Serves every filter that asks for a text.
 */
const given = (path: string) => ({
  name: `${path}_given`,
  partialFilterExpression: { [path]: { $gt: '' } },
});

export const orders = defineCollection<OrderDocument>(
  'orders',
  {
    _id: Id,
    no: Id,
    communityId: Id,
    areaId: Id,
    areaPath: Id,
    levelAreaId: Id,
    escalateAfterMinutes: Number,
    kind: String,
    status: String,
    urgent: Boolean,
    categoryId: String,
    itemId: String,
    title: String,
    address: String,
    channel: String,
    reports: { type: [Any], default: undefined },
    offer: Any,
    holder: Any,
    firstHolder: Any,
    clocks: Any,
    arrivedAt: When,
    feedbacks: { type: [Any], default: undefined },
    result: String,
    declineReason: String,
    returns: Number,
    urges: Number,
    lastUrgedAt: When,
    extension: Any,
    extensions: Number,
    round: Number,
    mergedInto: String,
    adopted: { type: [Any], default: undefined },
    createdAt: When,
    updatedAt: When,
    doneAt: When,
    closedAt: When,
    rev: Number,
    history: { type: [Any], default: undefined },
    historyCut: Number,
    pending: { type: [Any], default: undefined },
    commands: { type: [Any], default: undefined },
    commandsCut: Number,
    commandsSince: When,
    nextTickAt: When,
    externalKeys: { type: [String], default: undefined },
    writtenAt: Date,
  },
  [
    // A resident's codes; an order's number; the idempotency of commands.
    [{ 'reports.trackingHash': 1 }, { unique: true, ...given('reports.trackingHash') }],
    [{ 'reports.keyHash': 1 }, { unique: true, ...given('reports.keyHash') }],
    [{ 'reports._id': 1 }],
    [{ no: 1 }, { unique: true }],
    [{ 'commands.key': 1 }, { unique: true, sparse: true }],
    [{ externalKeys: 1 }, { unique: true, sparse: true }],
    // Boards: the open orders of a community, of an area below it, and what changed since.
    [{ communityId: 1, status: 1, areaPath: 1, createdAt: 1 }],
    // Closed within the last day. Before the next one, which serves the same query less well.
    [{ status: 1, closedAt: 1 }, { partialFilterExpression: { status: 'closed' } }],
    [{ status: 1, areaPath: 1 }],
    [{ writtenAt: 1 }],
    // The ledger and the rates of a community, or of areas within it; statuses that are not asked for are all named.
    [{ communityId: 1, status: 1, createdAt: -1, _id: -1 }],
    [{ areaId: 1, status: 1, createdAt: -1, _id: -1 }],
    // Who has done the like before; the wish wall.
    [{ communityId: 1, itemId: 1, status: 1, createdAt: -1 }],
    [{ status: 1, createdAt: -1, _id: -1 }, { partialFilterExpression: { kind: 'wish' } }],
    // The phone: mine, offered to me, to my team, to my department, the open pool.
    [{ 'holder.memberId': 1, status: 1 }, given('holder.memberId')],
    [{ 'offer.to.memberId': 1, status: 1 }, given('offer.to.memberId')],
    [{ 'offer.to.teamId': 1, status: 1 }, given('offer.to.teamId')],
    [{ 'offer.to.departmentId': 1, status: 1 }, given('offer.to.departmentId')],
    [{ 'offer.to.kind': 1, status: 1, areaPath: 1 }, given('offer.to.kind')],
    // Jobs.
    [{ nextTickAt: 1 }, { sparse: true }],
    [{ 'pending.at': 1 }, { sparse: true }],
    [{ commandsSince: 1 }, { sparse: true }],
  ],
  [
    'reports.trackingHash_1',
    'reports.keyHash_1',
    'holder.memberId_1_status_1',
    'offer.to.memberId_1_status_1',
    'offer.to.teamId_1_status_1',
    'offer.to.departmentId_1_status_1',
    'offer.to.kind_1_status_1_areaPath_1',
    'mergedInto_1',
    'communityId_1_createdAt_-1',
    'communityId_1_categoryId_1_createdAt_-1',
    'areaPath_1_createdAt_-1',
  ],
);

/** Events that were cut from an order's own history, oldest first by `index` (SPEC S9). */
export interface OrderHistoryDocument {
  readonly _id: EventId;
  readonly orderId: OrderId;
  readonly communityId: AreaId;
  /** Place in the whole history, counted from 0. */
  readonly index: number;
  readonly event: OrderEvent;
}

export const orderHistory = defineCollection<OrderHistoryDocument>(
  'order_history',
  { _id: Id, orderId: Id, communityId: Id, index: Number, event: Any },
  [[{ orderId: 1, index: 1 }]],
);

/** Command records that were cut from an order with very many commands; forgotten after 30 days. */
export interface CommandDocument extends Omit<CommandRecord, 'key' | 'at'> {
  /** The record's `key`. */
  readonly _id: CommandId;
  readonly orderId: OrderId;
  readonly at: Date;
}

export const commands = defineCollection<CommandDocument>(
  'commands',
  {
    _id: Id,
    orderId: Id,
    payload: String,
    at: Date,
    status: String,
    rev: Number,
    eventIds: { type: [String], default: undefined },
  },
  [[{ orderId: 1 }], [{ at: 1 }, { expireAfterSeconds: 30 * 24 * 3600 }]],
);
