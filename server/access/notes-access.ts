import type { Order } from '../../shared/order/order.ts';
import { isDesk, isOffered, relationsOf } from '../../shared/order/relation.ts';
import { isOpen } from '../../shared/order/table.ts';
import type { Member } from '../../shared/people/member.ts';
import { toActor } from './actor.ts';

export type NotesAccess = 'none' | 'read' | 'write';

/**
 * Who may read and write what is written together about an order (Y11): read by everybody who may see it; written by its desk, its
 * holder and the person or unit it is offered to, while there is something to do. An offer to the pool is not an invitation
 * to everybody to write.
 */
export function notesAccess(member: Member, order: Order): NotesAccess {
  const actor = toActor(member);
  if (!actor.active || relationsOf(actor, order).size === 0) return 'none';
  if (!isOpen(order.status) && order.status !== 'done') return 'read';
  const isInvited = order.offer !== null && order.offer.to.kind !== 'pool' && isOffered(actor, order);
  return isDesk(actor, order) || order.holder?.memberId === actor.memberId || isInvited ? 'write' : 'read';
}
