import { isDesk } from '../relation.ts';
import { isOpen } from '../table.ts';
import { accept, beforeOf, clocksFor, holderOf, notice, refuse, stamp, type Verb } from './verb.ts';

/**
 * This order's reports are followed and rated through another one from now on (O23). The survivor adopts it in an effect;
 * if it is no longer open by then, this order is taken back. Merges are one step deep: neither a merged order nor one
 * that holds others is ever merged, so chains and cycles cannot arise.
 */
export const merge: Verb<'merge'> = (moment, payload) => {
  const { order, context, at } = moment;
  const { survivor } = context.found;
  const { actor } = context;
  if (payload.intoId === order._id) return refuse('merge_with_itself');
  const seen = survivor && (actor.kind !== 'member' || isDesk(actor, survivor));
  if (!seen || survivor.communityId !== order.communityId) return refuse('not_found', { field: 'intoId' });
  if (!isOpen(survivor.status)) return refuse('merge_survivor_closed', { orderNo: survivor.no });
  if (order.adopted.length > 0) return refuse('merge_has_adopted', { orderNo: survivor.no });
  return accept(
    [
      {
        ...stamp(moment, 'merged_into'),
        intoId: survivor._id,
        intoNo: survivor.no,
        clocks: clocksFor(moment, 'stopped'),
        before: beforeOf(order),
      },
    ],
    [
      {
        id: context.newId(),
        type: 'adopt',
        at,
        survivorId: survivor._id,
        orderId: order._id,
        no: order.no,
        reportIds: order.reports.map((report) => report._id),
        round: order.round,
      },
      ...holderOf(order).map((to) => notice(moment, 'released', to)),
    ],
  );
};
