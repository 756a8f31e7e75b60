import type { Order } from '../../../shared/order/order.ts';
import type { OrderChanged } from '../../../shared/protocol/socket.ts';
import type { Change } from '../../parts.ts';
import { fieldRoomsFor, memberRoom } from '../notifier.ts';

type Concern = Pick<Order, 'areaPath' | 'offer' | 'holder'>;

/** Rooms of those whose lists show an order: its holder and those it is offered to. Its desk sees it on the board (P54). */
function concerned({ areaPath, holder, offer }: Concern): string[] {
  const rooms: string[] = [];
  if (holder) rooms.push(memberRoom(holder.memberId));
  const to = offer?.to;
  switch (to?.kind) {
    case 'member':
      rooms.push(memberRoom(to.memberId));
      break;
    case 'team':
      rooms.push(`team:${to.teamId}`);
      break;
    case 'department':
      rooms.push(`department:${to.departmentId}`);
      break;
    case 'pool':
      rooms.push(...fieldRoomsFor(areaPath));
      break;
    case undefined:
  }
  return rooms;
}

/**
 * Those concerned now and those concerned until now: whoever lost the order must hear of it too. A change that was found by
 * looking does not know its past; then everybody in the field there looks again.
 */
export function roomsOfChange({ order, before, events }: Change): string[] {
  const former = before ? concerned(before) : events.length === 0 ? fieldRoomsFor(order.areaPath) : [];
  return [...new Set([...concerned(order), ...former])];
}

export const toChanged = ({ order }: Pick<Change, 'order'>): OrderChanged => ({
  orderId: order._id,
  rev: order.rev,
  status: order.status,
});
