import { isOpen } from '../table.ts';
import { accept, beforeOf, clocksFor, refuse, stamp, type Verb } from './verb.ts';

/**
 * This order's reports are followed and rated through another one from now on (O23). The survivor adopts it in an effect;
 * if it is no longer open by then, this order is taken back. A merged order is never a survivor, so cycles cannot arise.
 */
export const merge: Verb<'merge'> = (moment, payload) => {
  const { order, context, at } = moment;
  const { survivor } = context.found;
  if (payload.intoId === order._id) return refuse('merge_with_itself');
  if (!survivor || survivor.communityId !== order.communityId)
    return refuse('not_found', { field: 'intoId' });
  if (!isOpen(survivor.status)) return refuse('merge_survivor_closed', { orderNo: survivor.no });
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
    [{ id: context.newId(), type: 'adopt', at, survivorId: survivor._id }],
  );
};
