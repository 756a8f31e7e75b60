import type { Order } from '../../../shared/order/order.ts';
import { relationsOf } from '../../../shared/order/relation.ts';
import type { Member } from '../../../shared/people/member.ts';
import { toActor } from '../../access/actor.ts';
import { loadOrder, toOrder } from '../../commands/load.ts';
import type { HttpDeps } from '../deps.ts';
import { HttpFault } from '../fault.ts';

export interface OrderDesk {
  /** @throws HttpFault `not_found` unless the member has something to do with the order (P3) */
  seen(id: string, member: Member): Promise<Order>;
  /** Records what somebody looked at or showed; before it happens, so that what cannot be recorded does not happen (P42). */
  audit(member: Member, action: string, order: Order, subject: string): Promise<void>;
}

export function createOrderDesk(deps: HttpDeps): OrderDesk {
  const { models } = deps.store;
  return {
    seen: async (id, member) => {
      const document = await loadOrder(models, id);
      if (!document) throw new HttpFault('not_found');
      const order = toOrder(document);
      if (relationsOf(toActor(member), order).size === 0) throw new HttpFault('not_found');
      return order;
    },
    audit: async (member, action, order, subject) => {
      await models.audits.create({
        _id: deps.newId(),
        at: deps.now(),
        action,
        memberId: member._id,
        memberName: member.name,
        communityId: order.communityId,
        orderId: order._id,
        subject,
        details: {},
      });
    },
  };
}
