import type { PipelineStage } from 'mongoose';
import { z } from 'zod';
import { idsOnPath } from '../../../shared/areas/area.ts';
import { rankCandidates } from '../../../shared/matching/candidates.ts';
import type { Order } from '../../../shared/order/order.ts';
import { isDesk, relationsOf } from '../../../shared/order/relation.ts';
import { toActor } from '../../access/actor.ts';
import { readDetail } from '../../orders/detail.ts';
import { someBelow } from '../../store/below.ts';
import { candidatesAnswer, detailAnswer } from '../answers/orders.ts';
import type { HttpDeps } from '../deps.ts';
import { HttpFault } from '../fault.ts';
import type { Router } from '../route.ts';
import type { OrderDesk } from './seen.ts';

/** Of the newest orders of an item: who did the like years ago is no better for it, and the ledger only grows. */
const MOST_EXPERIENCE = 200;

const byId = z.object({ id: z.string().max(64) });

/** One order as its people see it. Existence is hidden from those to whom it is nothing (P3). */
export function addOrderRoutes(router: Router, deps: HttpDeps, desk: OrderDesk): void {
  const { models } = deps.store;

  router.add({
    method: 'get',
    path: '/api/orders/:id',
    summary: 'One order with everything its people may see, and what the reader may do now',
    for: 'members',
    params: byId,
    answer: detailAnswer,
    handle: async ({ params, member }) => {
      const order = await desk.seen(params.id, member());
      return await readDetail(models, order, member(), deps.rules.settings(), deps.now());
    },
  });

  router.add({
    method: 'get',
    path: '/api/orders/:id/candidates',
    summary: 'Who could be sent, best first, with reasons',
    for: 'members',
    params: byId,
    answer: candidatesAnswer,
    handle: async ({ params, member }) => {
      const order = await desk.seen(params.id, member());
      if (!isDesk(toActor(member()), order)) throw new HttpFault('forbidden');
      return { candidates: await candidatesFor(order) };
    },
  });

  router.add({
    method: 'post',
    path: '/api/orders/:id/reports/:reportId/contact',
    summary: 'Open a resident’s contact; each opening is recorded',
    for: 'members',
    params: z.object({ id: z.string().max(64), reportId: z.string().max(64) }),
    answer: z.object({ name: z.string(), phone: z.string() }),
    handle: async ({ params, member }) => {
      const own = member();
      const order = await desk.seen(params.id, own);
      const actor = toActor(own);
      if (!isDesk(actor, order) && !relationsOf(actor, order).has('holder'))
        throw new HttpFault('not_holder');
      const orderIds = [order._id, ...order.adopted.map((one) => one.orderId)];
      const contact = await models.contacts
        .findOne({ _id: params.reportId, orderId: { $in: orderIds } })
        .lean();
      if (!contact) throw new HttpFault('not_found');
      await desk.audit(own, 'contact_opened', order, params.reportId);
      return { name: contact.name, phone: contact.phone };
    },
  });

  async function candidatesFor(order: Order) {
    const [streetId = ''] = idsOnPath(order.areaPath);
    const ofStreet = { active: true, areaPaths: someBelow(`/${streetId}/`) };
    const [item, members, teams, departments, loads, experience] = await Promise.all([
      order.itemId === null ? null : models.items.findById(order.itemId).lean(),
      models.members.find(ofStreet).lean(),
      models.teams.find(ofStreet).lean(),
      models.departments.find(ofStreet).lean(),
      perHolder({ communityId: order.communityId, status: 'handling' }),
      order.itemId === null
        ? new Map<string, number>()
        : perHolder({ communityId: order.communityId, itemId: order.itemId, status: 'closed' }, [
            { $sort: { createdAt: -1 } },
            { $limit: MOST_EXPERIENCE },
          ]),
    ]);
    const [now, zone] = [deps.now(), deps.rules.zone()];
    return rankCandidates({ order, item, members, teams, departments, loads, experience, now, zone });
  }

  /** How many orders each member holds or held. */
  async function perHolder(
    filter: Record<string, unknown>,
    newest: PipelineStage[] = [],
  ): Promise<ReadonlyMap<string, number>> {
    const rows = await models.orders.aggregate<{ _id: string; n: number }>([
      { $match: filter },
      ...newest,
      { $group: { _id: '$holder.memberId', n: { $sum: 1 } } },
    ]);
    return new Map(rows.map((row) => [row._id, row.n]));
  }
}
