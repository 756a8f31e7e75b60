import type { MemberActor } from '../../shared/order/actor.ts';
import { leaseEnd } from '../../shared/order/commands/tick.ts';
import { latestUndoable } from '../../shared/order/commands/undo.ts';
import { WIRE_COMMANDS, type WireCommandType } from '../../shared/order/commands.ts';
import type { OrderEvent } from '../../shared/order/events.ts';
import { levelAbove } from '../../shared/order/level.ts';
import type { Order } from '../../shared/order/order.ts';
import { may } from '../../shared/order/permissions.ts';
import { isDesk, relationsOf } from '../../shared/order/relation.ts';
import type { OrderSettings } from '../../shared/order/settings.ts';
import type { Target } from '../../shared/order/state.ts';
import { TABLE } from '../../shared/order/table.ts';
import type { Member } from '../../shared/people/member.ts';
import { maskName, maskPhone, maskText } from '../../shared/privacy/mask.ts';
import type { DetailReport, HistoryRow, OrderDetail } from '../../shared/protocol/dto.ts';
import { toActor } from '../access/actor.ts';
import type { ContactDocument, PhotoDocument } from '../store/collections/residents.ts';
import type { Models } from '../store/models.ts';

const MINUTE = 60_000;

/** An order as one of its people sees it: what they may do now, masked contacts, everything that happened. */
export async function readDetail(
  models: Models,
  order: Order,
  reader: Member,
  settings: OrderSettings,
  now: number,
): Promise<OrderDetail> {
  const actor = toActor(reader);
  const adoptedIds = order.adopted.map((one) => one.orderId);
  const [contacts, photos, survivor, joined] = await Promise.all([
    models.contacts.find({ orderId: { $in: [order._id, ...adoptedIds] } }).lean(),
    models.photos.find({ orderId: { $in: [order._id, ...adoptedIds] } }, { bytes: 0 }).lean(),
    order.mergedInto === null ? null : models.orders.findById(order.mergedInto, { no: 1 }).lean(),
    adoptedIds.length === 0 ? [] : models.orders.find({ _id: { $in: adoptedIds } }).lean(),
  ]);
  const contactOf = new Map(contacts.map((one) => [one._id, one]));
  const relations = relationsOf(actor, order);
  // Words of residents are read like contact data: by those who work on it, masked for those it is only offered to.
  const mayRead = isDesk(actor, order) || relations.has('holder');
  const shown = (text: string): string => (mayRead ? text : maskText(text));
  const reports = [order, ...(joined as Order[])].flatMap((one) =>
    one.reports.map(
      (report): DetailReport => ({
        _id: report._id,
        channel: report.channel,
        at: report.at,
        text: shown(report.text),
        photoIds: report.photoIds,
        contact: maskedContact(contactOf.get(report._id)),
        ratings: isDesk(actor, order) ? report.ratings : [],
        rateByCallback: report.rateByCallback ?? false,
        orderNo: one.no,
        externalNo: report.externalNo ?? null,
      }),
    ),
  );
  const undoable = latestUndoable(order.history);
  const canUndo =
    undoable !== null && now <= undoable.at + settings.undoMinutes * MINUTE && may(actor, 'undo', order);
  return {
    _id: order._id,
    no: order.no,
    rev: order.rev,
    status: order.status,
    kind: order.kind,
    urgent: order.urgent,
    title: order.title,
    address: order.address,
    areaId: order.areaId,
    areaPath: order.areaPath,
    levelAreaId: order.levelAreaId,
    itemId: order.itemId,
    channel: order.channel,
    offer: order.offer,
    holder: order.holder,
    heldUntil: leaseEnd(order, settings),
    firstHolder: order.firstHolder,
    clocks: order.clocks,
    reports,
    feedbacks: order.feedbacks.map((one) => ({ ...one, text: shown(one.text) })),
    result: order.result === null ? null : shown(order.result),
    declineReason: order.declineReason === null ? null : shown(order.declineReason),
    extension: order.extension,
    returns: order.returns,
    urges: order.urges,
    round: order.round,
    mergedInto: survivor ? { _id: survivor._id, no: survivor.no } : null,
    adopted: order.adopted,
    photos: photos.map(photoRow),
    history: order.history
      .map((event) => historyRow(event, canUndo && event.id === undoable?.id, shown))
      .map((row) => (row.type === 'rated' && !isDesk(actor, order) ? withoutText(row) : row))
      .toReversed(),
    createdAt: order.createdAt,
    doneAt: order.doneAt,
    closedAt: order.closedAt,
    allowed: WIRE_COMMANDS.filter((type) => isAllowed(type, actor, order, canUndo)),
    canEditNotes: mayRead || relations.has('offered'),
  };
}

function isAllowed(type: WireCommandType, actor: MemberActor, order: Order, canUndo: boolean): boolean {
  if (type === 'submit') return false;
  if (type === 'undo') return canUndo;
  if (type === 'approve' && !order.extension) return false;
  if (type === 'escalate' && levelAbove(order) === null) return false;
  return TABLE[order.status][type] === 'yes' && may(actor, type, order);
}

const maskedContact = (contact: ContactDocument | undefined) =>
  contact ? { name: maskName(contact.name), phone: maskPhone(contact.phone) } : null;

const photoRow = (photo: Omit<PhotoDocument, 'bytes'>) => ({
  _id: photo._id,
  reportId: photo.reportId,
  published: photo.published,
  width: photo.width,
  height: photo.height,
});

function historyRow(event: OrderEvent, undoable: boolean, shown: (text: string) => string): HistoryRow {
  const by = event.by.kind === 'member' ? event.by : null;
  const { text, ...words } = wordsOf(event);
  return {
    id: event.id,
    type: event.type,
    at: event.at,
    by: by?.name ?? null,
    byId: by?.memberId ?? null,
    ...words,
    ...(text === undefined ? {} : { text: shown(text) }),
    undoable,
  };
}

/** What residents say about those who came is for the desk. */
function withoutText(row: HistoryRow): HistoryRow {
  const { text: _, ...rest } = row;
  return rest;
}

/** What an event says besides who and when. */
function wordsOf(event: OrderEvent): Partial<Pick<HistoryRow, 'text' | 'photoIds' | 'reason' | 'target'>> {
  switch (event.type) {
    case 'dispatched':
      return { target: targetName(event.offer.to), ...(event.note ? { text: event.note } : {}) };
    case 'claimed':
      return event.holder.unit === undefined ? {} : { target: event.holder.unit };
    case 'fed_back':
    case 'completed':
      return { text: event.text, photoIds: event.photoIds };
    case 'returned':
      return { reason: event.reason, text: event.text };
    case 'escalated':
      return event.cause === undefined || event.cause === 'hand'
        ? { text: event.text }
        : { reason: event.cause };
    case 'declined':
    case 'urged':
    case 'extension_decided':
      return event.text === '' ? {} : { text: event.text };
    case 'extension_asked':
    case 'released':
    case 'reopened':
      return event.reason === '' ? {} : { text: event.reason };
    case 'merged_into':
      return { target: event.intoNo };
    case 'adopted':
      return { target: event.adoption.no };
    case 'clock_warned':
    case 'clock_breached':
      return { reason: event.clock };
    case 'rated':
      return event.comment === undefined ? {} : { text: event.comment };
    case 'closed':
      return { reason: event.cause };
    case 'undone':
      return { reason: event.undid };
    default:
      return {};
  }
}

const targetName = (to: Target): string => (to.kind === 'pool' ? 'pool' : to.name);
