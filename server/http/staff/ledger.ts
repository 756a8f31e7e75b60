import { z } from 'zod';
import { type Area, isWithin } from '../../../shared/areas/area.ts';
import type { Order } from '../../../shared/order/order.ts';
import { STATUSES } from '../../../shared/order/state.ts';
import type { Member } from '../../../shared/people/member.ts';
import { cleanText } from '../../../shared/privacy/clean-text.ts';
import { coversPath, hasBoards } from '../../access/actor.ts';
import { below } from '../../store/below.ts';
import { ledgerAnswer } from '../answers/orders.ts';
import type { HttpDeps } from '../deps.ts';
import { HttpFault } from '../fault.ts';
import { after, cursorSchema, cutPage } from '../paging.ts';
import type { Router } from '../route.ts';

const PAGE = 50;
const instant = z.coerce.number().int().min(0).max(8.64e15);
const ORDER_NO = /^[A-Z]{1,4}\d{2}-\d+$/;

const SHOWN = {
  _id: 1,
  no: 1,
  rev: 1,
  status: 1,
  kind: 1,
  urgent: 1,
  title: 1,
  address: 1,
  areaId: 1,
  itemId: 1,
  channel: 1,
  createdAt: 1,
  doneAt: 1,
  closedAt: 1,
  holder: 1,
  returns: 1,
} as const;

/** Everything that ever came in, newest first (P47): by number, words, area, status and time. */
export function addLedgerRoute(router: Router, deps: HttpDeps): void {
  const { models } = deps.store;

  router.add({
    method: 'get',
    path: '/api/orders',
    summary: 'The ledger: search by number, words, status and time, newest first, page by page',
    for: 'members',
    query: z.object({
      // Cleaned as texts are: a search holds nothing that no text can hold, such as NUL, which MongoDB refuses.
      q: z.string().max(100).transform(cleanText).optional(),
      areaId: z.string().max(64).optional(),
      status: z.enum(STATUSES).optional(),
      from: instant.optional(),
      to: instant.optional(),
      cursor: cursorSchema,
    }),
    answer: ledgerAnswer,
    handle: async ({ query, member }) => {
      const own = member();
      if (!hasBoards(own)) throw new HttpFault('forbidden');
      const scopes = await scopesOf(own, query.areaId);
      const filter = {
        $and: [
          { $or: scopes },
          query.status ? { status: query.status } : {},
          within(query.from, query.to),
          query.q ? matching(query.q) : {},
          after('createdAt', query.cursor),
        ],
      };
      const found = await models.orders
        .find(filter, SHOWN)
        .sort({ createdAt: -1, _id: -1 })
        .limit(PAGE + 1)
        .lean<Pick<Order, keyof typeof SHOWN>[]>();
      const { page, nextCursor } = cutPage(found, PAGE, (order) => order.createdAt);
      return { orders: page, nextCursor };
    },
  });

  /** What the reader may see, each beginning with the communities as the indexes do. */
  const scopesOf = async (own: Member, areaId: string | undefined): Promise<object[]> => {
    const area = areaId === undefined ? null : await models.areas.findById(areaId).lean();
    if (areaId !== undefined && !(area && coversPath(own, area.path)))
      throw new HttpFault('unknown_area', { field: 'areaId' });
    const paths = area ? [area.path] : own.areaPaths;
    const areas = await models.areas
      .find({ $or: paths.map((path) => ({ path: below(path) })) }, { path: 1, communityId: 1, level: 1 })
      .lean<Pick<Area, '_id' | 'path' | 'communityId' | 'level'>[]>();
    return paths.map((path) => {
      const inside = areas.filter((one) => isWithin(one.path, path));
      const communities = [...new Set(inside.map((one) => one.communityId))];
      const top = inside.find((one) => one.path === path);
      const isWhole = top?.level === 'street' || top?.level === 'community';
      const communityId = { $in: communities };
      return isWhole ? { communityId } : { communityId, areaPath: below(path) };
    });
  };
}

const within = (from: number | undefined, to: number | undefined): object =>
  from === undefined && to === undefined
    ? {}
    : {
        createdAt: {
          ...(from === undefined ? {} : { $gte: from }),
          ...(to === undefined ? {} : { $lt: to }),
        },
      };

/** A whole number is looked up; anything else is searched for as plain words. */
function matching(asked: string): object {
  const no = asked.normalize('NFKC').toUpperCase();
  if (ORDER_NO.test(no)) return { no };
  const words = { $regex: asked.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`), $options: 'i' };
  return { $or: [{ no: words }, { title: words }, { address: words }] };
}
