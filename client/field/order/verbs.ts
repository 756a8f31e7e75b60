import type { MemberId } from '../../../shared/ids.ts';
import type { OrderDetail } from '../../../shared/protocol/dto.ts';

/** The step that comes next, lowest on the phone. */
export type MainVerb = 'claim' | 'arrive' | 'complete';

/** Why a step cannot be taken now, as a code for the texts. */
export type WhyNot =
  | { readonly code: 'heldBy'; readonly name: string }
  | { readonly code: 'notMine' | 'done' | 'closed' | 'declined' | 'merged' | 'queued' | 'no' };

type Seen = Pick<OrderDetail, 'status' | 'holder' | 'history' | 'allowed'>;

/** Whether the present holder has arrived, or has said so without an answer yet. */
export const hasArrived = (order: Seen, queued: ReadonlySet<string>): boolean =>
  queued.has('arrive') ||
  order.history.some((row) => row.type === 'arrived' && row.at >= (order.holder?.since ?? 0));

/** Null when nothing is left for this member to do. */
export function mainVerb(order: Seen, queued: ReadonlySet<string>): MainVerb | null {
  if (order.status === 'dispatched') return order.allowed.includes('claim') ? 'claim' : null;
  if (order.status !== 'handling' || !order.allowed.includes('complete')) return null;
  return hasArrived(order, queued) || !order.allowed.includes('arrive') ? 'complete' : 'arrive';
}

/** Null when the step may be taken (rule U66). A step that waits to be sent is not taken twice, but feedback may be. */
export function whyNot(
  type: string,
  order: Seen,
  queued: ReadonlySet<string>,
  memberId: MemberId,
): WhyNot | null {
  if (queued.has('complete') && type !== 'undo') return { code: 'queued' };
  if (type !== 'feedback' && queued.has(type)) return { code: 'queued' };
  if (order.allowed.includes(type)) return null;
  switch (order.status) {
    case 'done':
      return { code: 'done' };
    case 'closed':
    case 'declined':
    case 'merged':
      return { code: order.status };
    case 'handling':
      return order.holder && order.holder.memberId !== memberId
        ? { code: 'heldBy', name: order.holder.name }
        : { code: 'no' };
    case 'new':
    case 'dispatched':
      return { code: 'notMine' };
  }
}
