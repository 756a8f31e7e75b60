import type { Area } from '../../shared/areas/area.ts';
import type { Zone } from '../../shared/calendar/types.ts';
import type { Instant } from '../../shared/ids.ts';
import type { Actor } from '../../shared/order/actor.ts';
import type { Contact } from '../../shared/order/commands.ts';
import type { FreshReport } from '../../shared/order/context.ts';
import type { Decision } from '../../shared/order/decision.ts';
import type { Order } from '../../shared/order/order.ts';
import type { Receipt } from '../../shared/protocol/socket.ts';
import { isDuplicateKey } from '../store/errors.ts';
import type { Models } from '../store/models.ts';
import { submissionCodes } from './codes.ts';
import { takeNumbers } from './numbers.ts';

/**
 * Decides a submission, first without a number: one is taken only for what will be accepted, so that a form filled in
 * wrongly makes no gap (S6).
 */
export async function prepareSubmission(
  models: Models,
  secret: string,
  commandKey: string,
  decideWith: (fresh: FreshReport) => Decision,
  where: { readonly area: Area | null; readonly at: Instant; readonly zone: Zone },
): Promise<Decision> {
  const { orderId, reportId, trackingHash, keyHash } = submissionCodes(secret, commandKey);
  const fresh: FreshReport = { orderId, reportId, trackingHash, keyHash, no: '' };
  const draft = decideWith(fresh);
  if (!draft.ok || !where.area) return draft;
  const community = await models.areas.findById(where.area.communityId).lean();
  const [no = ''] = await takeNumbers(models, community ?? where.area, where.at, where.zone);
  return decideWith({ ...fresh, no });
}

/**
 * Stored before the order that refers to it. The report's id follows from the command, so a repeat meets its own contact;
 * one whose order never came to be is removed by the retention job (S14).
 */
export async function storeContact(
  models: Models,
  order: Pick<Order, '_id' | 'communityId' | 'reports'>,
  contact: Contact | undefined,
  now: Instant,
): Promise<void> {
  const report = order.reports[0];
  if (!report?.hasContact) return;
  const fields = {
    orderId: order._id,
    communityId: order.communityId,
    name: contact?.name ?? '',
    phone: contact?.phone ?? '',
    createdAt: now,
    reviewAt: now,
  };
  try {
    await models.contacts.updateOne({ _id: report._id }, { $setOnInsert: fields }, { upsert: true });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
}

/** What the sender keeps. Staff never see the key: it would let them rate their own work (P). */
export function receiptOf(secret: string, commandKey: string, actor: Actor, order: Order): Receipt {
  const { trackingCode, reportKey } = submissionCodes(secret, commandKey);
  return {
    trackingCode,
    reportKey: actor.kind === 'member' ? null : reportKey,
    orderNo: order.no,
  };
}
