import { z } from 'zod';
import { rankCandidates } from '../../shared/matching/candidates.ts';
import type { Order } from '../../shared/order/order.ts';
import { STATUSES } from '../../shared/order/order.ts';
import { isDesk, relationsOf } from '../../shared/order/relation.ts';
import type { Member } from '../../shared/people/member.ts';
import type { Directory } from '../../shared/protocol/dto.ts';
import { coversPath, hasBoards, toActor } from '../access/actor.ts';
import { loadOrder, toOrder } from '../commands/load.ts';
import { readDetail } from '../orders/detail.ts';
import { readField } from '../orders/field.ts';
import { storePhotos } from '../photos/index.ts';
import { receiveForm } from '../photos/receive.ts';
import { below } from '../statistics/figures.ts';
import type { HttpDeps } from './deps.ts';
import { HttpFault } from './fault.ts';
import { sendPhoto } from './public-reports.ts';
import { ANSWERED, type Router } from './route.ts';

const LEDGER_PAGE = 50;
const DAY = 24 * 3_600_000;
const byId = z.object({ id: z.string().max(64) });

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** What signed-in people read and look up. Existence is hidden from those who may not see it (P3). */
export function addStaffRoutes(router: Router, deps: HttpDeps): void {
  const { models } = deps.store;

  /** @throws HttpFault `not_found` unless the member has something to do with the order */
  const seen = async (id: string, member: Member): Promise<Order> => {
    const document = await loadOrder(models, id);
    if (!document) throw new HttpFault('not_found');
    const order = toOrder(document);
    if (relationsOf(toActor(member), order).size === 0) throw new HttpFault('not_found');
    return order;
  };
  const audit = async (member: Member, action: string, order: Order, subject: string): Promise<void> => {
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
  };

  router.add({
    method: 'get',
    path: '/api/directory',
    summary: 'Names behind ids: areas, catalogue, members, teams, departments',
    for: 'members',
    handle: async (): Promise<Directory> => {
      const [areas, categories, items, members, teams, departments] = await Promise.all([
        models.areas.find().sort({ sort: 1 }).lean(),
        models.categories.find().sort({ sort: 1 }).lean(),
        models.items.find().sort({ sort: 1 }).lean(),
        models.members.find().lean(),
        models.teams.find().lean(),
        models.departments.find().lean(),
      ]);
      return {
        version: deps.now(),
        areas,
        categories,
        items,
        members: members.map(({ _id, name, roles, areaIds, onDuty }) => ({
          _id,
          name,
          roles,
          areaIds,
          onDuty,
        })),
        teams: teams.map(({ _id, name }) => ({ _id, name })),
        departments: departments.map(({ _id, name }) => ({ _id, name })),
      };
    },
  });

  router.add({
    method: 'get',
    path: '/api/orders',
    summary: 'The ledger: search by number, words, status and time, newest first, page by page',
    for: 'members',
    query: z.object({
      q: z.string().trim().max(100).optional(),
      areaId: z.string().max(64).optional(),
      status: z.enum(STATUSES).optional(),
      from: z.coerce.number().optional(),
      to: z.coerce.number().optional(),
      cursor: z.coerce.number().optional(),
    }),
    handle: async ({ query, member }) => {
      const own = member();
      if (!hasBoards(own)) throw new HttpFault('forbidden');
      const area = query.areaId === undefined ? null : await models.areas.findById(query.areaId).lean();
      if (query.areaId !== undefined && !(area && coversPath(own, area.path)))
        throw new HttpFault('unknown_area', { field: 'areaId' });
      const paths = area ? [area.path] : own.areaPaths;
      const words = query.q ? { $regex: escaped(query.q), $options: 'i' } : null;
      const range = {
        ...(query.from === undefined ? {} : { $gte: query.from }),
        ...(query.to === undefined ? {} : { $lt: query.to }),
        ...(query.cursor === undefined ? {} : { $lt: query.cursor }),
      };
      const found = await models.orders
        .find({
          $or: paths.map((path) => ({ areaPath: below(path) })),
          ...(query.status ? { status: query.status } : {}),
          ...(Object.keys(range).length > 0 ? { createdAt: range } : {}),
          ...(words ? { $and: [{ $or: [{ no: words }, { title: words }, { address: words }] }] } : {}),
        })
        .sort({ createdAt: -1 })
        .limit(LEDGER_PAGE + 1)
        .lean<Order[]>();
      const page = found.slice(0, LEDGER_PAGE);
      return {
        orders: page.map(
          ({
            _id,
            no,
            rev,
            status,
            kind,
            urgent,
            title,
            address,
            areaId,
            itemId,
            channel,
            createdAt,
            doneAt,
            closedAt,
            holder,
            returns,
          }) => ({
            _id,
            no,
            rev,
            status,
            kind,
            urgent,
            title,
            address,
            areaId,
            itemId,
            channel,
            createdAt,
            doneAt,
            closedAt,
            holder,
            returns,
          }),
        ),
        nextCursor: found.length > LEDGER_PAGE ? String(page.at(-1)?.createdAt ?? '') : null,
      };
    },
  });

  router.add({
    method: 'get',
    path: '/api/orders/:id',
    summary: 'One order with everything its people may see, and what the reader may do now',
    for: 'members',
    params: byId,
    handle: async ({ params, member }) => {
      const own = member();
      const order = await seen(params.id, own);
      return await readDetail(models, order, toActor(own), deps.rules.settings(), deps.now());
    },
  });

  router.add({
    method: 'get',
    path: '/api/orders/:id/candidates',
    summary: 'Who could be sent, best first, with reasons',
    for: 'members',
    params: byId,
    handle: async ({ params, member }) => {
      const own = member();
      const order = await seen(params.id, own);
      if (!isDesk(toActor(own), order)) throw new HttpFault('forbidden');
      const [item, members, teams, departments, loads, experience] = await Promise.all([
        order.itemId === null ? null : models.items.findById(order.itemId).lean(),
        models.members.find({ active: true }).lean(),
        models.teams.find({ active: true }).lean(),
        models.departments.find({ active: true }).lean(),
        models.orders.aggregate<{ _id: string; n: number }>([
          { $match: { status: 'handling', communityId: order.communityId } },
          { $group: { _id: '$holder.memberId', n: { $sum: 1 } } },
        ]),
        order.itemId === null
          ? []
          : models.orders.aggregate<{ _id: string; n: number }>([
              {
                $match: {
                  communityId: order.communityId,
                  categoryId: order.categoryId,
                  itemId: order.itemId,
                  status: 'closed',
                },
              },
              { $group: { _id: '$holder.memberId', n: { $sum: 1 } } },
            ]),
      ]);
      const counts = (rows: readonly { readonly _id: string; readonly n: number }[]) =>
        new Map(rows.map((row) => [row._id, row.n]));
      return {
        candidates: rankCandidates({
          order,
          item,
          members,
          teams,
          departments,
          loads: counts(loads),
          experience: counts(experience),
          now: deps.now(),
          zone: deps.rules.zone(),
        }),
      };
    },
  });

  router.add({
    method: 'post',
    path: '/api/orders/:id/reports/:reportId/contact',
    summary: 'Open a resident’s contact; each opening is recorded',
    for: 'members',
    params: z.object({ id: z.string().max(64), reportId: z.string().max(64) }),
    handle: async ({ params, member }) => {
      const own = member();
      const order = await seen(params.id, own);
      const relations = relationsOf(toActor(own), order);
      if (!isDesk(toActor(own), order) && !relations.has('holder')) throw new HttpFault('not_holder');
      const orderIds = [order._id, ...order.adopted.map((one) => one.orderId)];
      const contact = await models.contacts
        .findOne({ _id: params.reportId, orderId: { $in: orderIds } })
        .lean();
      if (!contact) throw new HttpFault('not_found');
      // Recorded before it is shown: what cannot be recorded is not shown.
      await audit(own, 'contact_opened', order, params.reportId);
      return { name: contact.name, phone: contact.phone };
    },
  });

  router.add({
    method: 'get',
    path: '/api/field',
    summary: 'The phone’s lists: offered to me, the open pool, mine',
    for: 'members',
    handle: async ({ member }) => await readField(models, member(), deps.rules.zone(), deps.now()),
  });

  router.add({
    method: 'get',
    path: '/api/today',
    summary: 'Today’s counts for the top of the board: taken in and finished',
    for: 'members',
    query: z.object({ areaId: z.string().max(64) }),
    handle: async ({ query, member }) => {
      const area = await models.areas.findById(query.areaId).lean();
      if (!area || !coversPath(member(), area.path)) throw new HttpFault('unknown_area', { field: 'areaId' });
      const now = deps.now();
      const offset = deps.rules.zone().offsetAt(now) * 60_000;
      const midnight = Math.floor((now + offset) / DAY) * DAY - offset;
      const areaPath = below(area.path);
      const [received, finished, onDuty] = await Promise.all([
        models.orders.countDocuments({ areaPath, createdAt: { $gte: midnight } }),
        models.orders.countDocuments({ areaPath, doneAt: { $gte: midnight } }),
        models.members
          .find({ active: true, onDuty: true, roles: 'officer', areaPaths: area.path })
          .limit(5)
          .lean(),
      ]);
      return { received, finished, onDuty: onDuty.map((one) => one.name) };
    },
  });

  router.add({
    method: 'post',
    path: '/api/photos',
    summary: 'Upload photos; a command that names their ids attaches them',
    for: 'members',
    multipart: true,
    status: 201,
    handle: async ({ request, member }) => {
      const { photos } = await receiveForm(request);
      return { photoIds: await storePhotos(deps, photos, member()._id) };
    },
  });

  router.add({
    method: 'get',
    path: '/api/photos/:id',
    summary: 'A photo, with the permissions of its order',
    for: 'members',
    params: byId,
    handle: async ({ params, member, response }) => {
      const photo = await models.photos.findById(params.id).lean();
      if (!photo) throw new HttpFault('not_found');
      if (photo.orderId === null) {
        if (photo.uploadedBy !== member()._id) throw new HttpFault('not_found');
      } else await seen(photo.orderId, member());
      sendPhoto(response, photo);
      return ANSWERED;
    },
  });

  router.add({
    method: 'put',
    path: '/api/photos/:id/published',
    summary: 'Show a photo to the public, or take it back',
    for: ['officer', 'leader'],
    params: byId,
    body: z.object({ published: z.boolean() }),
    handle: async ({ params, body, member }) => {
      const own = member();
      const photo = await models.photos.findById(params.id, { bytes: 0 }).lean();
      if (!photo?.orderId) throw new HttpFault('not_found');
      const order = await seen(photo.orderId, own);
      if (!isDesk(toActor(own), order)) throw new HttpFault('forbidden');
      const publishedBy = body.published ? own._id : null;
      await models.photos.updateOne({ _id: photo._id }, { $set: { published: body.published, publishedBy } });
      await audit(own, body.published ? 'photo_published' : 'photo_withdrawn', order, photo._id);
      return { published: body.published };
    },
  });
}
