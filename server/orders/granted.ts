import type { Order } from '../../shared/order/order.ts';
import type { Member } from '../../shared/people/member.ts';
import { maskText } from '../../shared/privacy/mask.ts';
import type { GrantedWish } from '../../shared/protocol/dto.ts';
import type { Models } from '../store/models.ts';

const MOST_SHOWN = 20;

/**
 * Wishes this member made come true, newest first, with what the resident said about it (U50). Words about other work
 * are for the desk alone; those of a wish are asked for as words to whoever helped.
 */
export async function readGranted(models: Models, member: Member): Promise<GrantedWish[]> {
  const orders = await models.orders
    .find({ 'holder.memberId': member._id, kind: 'wish', status: { $in: ['done', 'closed'] } })
    .sort({ doneAt: -1 })
    .limit(MOST_SHOWN)
    .lean<Order[]>();
  return orders.map((order) => ({
    _id: order._id,
    no: order.no,
    title: order.title,
    areaId: order.areaId,
    doneAt: order.doneAt ?? order.createdAt,
    thanks: thanksOf(order),
  }));
}

/** The latest words a resident left with a rating; numbers in them are masked. */
function thanksOf(order: Order): string | null {
  const words = order.reports
    .flatMap((report) => report.ratings)
    .toSorted((a, b) => b.at - a.at)
    .find((rating) => rating.comment !== undefined && rating.comment !== '')?.comment;
  return words === undefined ? null : maskText(words);
}
