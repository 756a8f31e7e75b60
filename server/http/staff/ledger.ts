import { z } from 'zod';
import type { Area } from '../../../shared/areas/area.ts';
import type { AreaId } from '../../../shared/ids.ts';
import type { Order } from '../../../shared/order/order.ts';
import { STATUSES } from '../../../shared/order/state.ts';
import type { Member } from '../../../shared/people/member.ts';
import { cleanText } from '../../../shared/privacy/clean-text.ts';
import type { LedgerRow } from '../../../shared/protocol/dto.ts';
import { coversPath, hasBoards } from '../../access/actor.ts';
import { placedWithin } from '../../store/placed-within.ts';
import { ledgerAnswer } from '../answers/orders.ts';
import type { HttpDeps } from '../deps.ts';
import { HttpFault } from '../fault.ts';
import { after, type Cursor, cursorSchema, cutPage, isAfter, writeCursor } from '../paging.ts';
import type { Router } from '../route.ts';

const PAGE = 50;
/** A search for words looks through this many orders and then says where to go on: no reader keeps the database busy for all. */
const LOOKED_THROUGH = 5000;
const NEWEST_FIRST = { createdAt: -1, _id: -1 } as const;
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
} as const satisfies Record<keyof LedgerRow, 1>;

type Row = LedgerRow;
type Filter = Record<string, unknown>;

/** Everything that ever came in, newest first (P47): by number, words, area, status and time. */
export function addLedgerRoute(router: Router, deps: HttpDeps): void {
  const { models } = deps.store;

  router.add({
    method: 'get',
    path: '/api/orders',
    summary:
      'The ledger: search by number, words, status and time, newest first, page by page; a page of a search for words may be short and still have a next one',
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
      const asked = {
        status: { $in: query.status ? [query.status] : STATUSES },
        $and: [within(query.from, query.to), after('createdAt', query.cursor)],
      };
      const { places, communities } = await placesOf(own, query.areaId);
      const filters = places.map((place): Filter => ({ ...place, ...asked }));
      const { q } = query;
      const ticket =
        q && !query.cursor ? await newest(filters.map((filter) => numbered(filter, communities, q))) : [];
      const words = q ? matching(q) : {};
      const end = '$or' in words ? await endOfLook(filters) : null;
      const rows = await newest(filters.map((filter) => ({ $and: [filter, words, ...until(end)] })));
      const found = rows.filter((row) => end === null || !isAfter(end, row.createdAt, row._id));
      const { page, nextCursor } = cutPage(found, PAGE, (order) => order.createdAt);
      const others = page.filter((row) => ticket.every(({ _id }) => _id !== row._id));
      return { orders: [...ticket, ...others], nextCursor: nextCursor ?? (end && writeCursor(end)) };
    },
  });

  /** The newest that fit any of the filters. Each begins as an index does; together they would use none. */
  async function newest(filters: readonly Filter[]): Promise<Row[]> {
    const found = await Promise.all(
      filters.map((filter) =>
        models.orders
          .find(filter, SHOWN)
          .sort(NEWEST_FIRST)
          .limit(PAGE + 1)
          .lean<Row[]>(),
      ),
    );
    const rows = new Map(found.flat().map((row) => [row._id, row]));
    return [...rows.values()].sort((a, b) => b.createdAt - a.createdAt || (a._id < b._id ? 1 : -1));
  }

  /** The last order that this look goes through; null when it comes to the end. */
  async function endOfLook(filters: readonly Filter[]): Promise<Cursor | null> {
    const ends = await Promise.all(
      filters.map((filter) =>
        models.orders
          .findOne(filter, { createdAt: 1 })
          .sort(NEWEST_FIRST)
          .skip(LOOKED_THROUGH - 1)
          .lean<Pick<Order, '_id' | 'createdAt'> | null>(),
      ),
    );
    const found = ends.flatMap((end) => (end ? [{ at: end.createdAt, id: end._id }] : []));
    return found.reduce<Cursor | null>((a, b) => (!a || isAfter(b, a.at, a.id) ? b : a), null);
  }

  /** Where the reader may look: whole communities, and single areas of others; and whose areas these are. */
  async function placesOf(
    own: Member,
    areaId: AreaId | undefined,
  ): Promise<{ readonly places: readonly Filter[]; readonly communities: readonly AreaId[] }> {
    const asked = areaId === undefined ? { path: { $in: own.areaPaths } } : { _id: areaId };
    const areas = await models.areas.find(asked).lean<Area[]>();
    if (areaId !== undefined && !areas.some((area) => coversPath(own, area.path)))
      throw new HttpFault('unknown_area', { field: 'areaId' });
    const placed = await Promise.all(areas.map((area) => placedWithin(models, area)));
    const communities = placed.flatMap((place) => ('communityId' in place ? place.communityId.$in : []));
    const single = placed.flatMap((place) => ('areaId' in place ? place.areaId.$in : []));
    return {
      places: [
        ...(communities.length > 0 ? [{ communityId: { $in: [...new Set(communities)] } }] : []),
        ...(single.length > 0 ? [{ areaId: { $in: [...new Set(single)] } }] : []),
      ],
      communities: [...new Set([...communities, ...areas.map(({ communityId }) => communityId)])],
    };
  }
}

const until = (end: Cursor | null): Filter[] => (end === null ? [] : [{ createdAt: { $gte: end.at } }]);

const within = (from: number | undefined, to: number | undefined): object =>
  from === undefined && to === undefined
    ? {}
    : {
        createdAt: {
          ...(from === undefined ? {} : { $gte: from }),
          ...(to === undefined ? {} : { $lt: to }),
        },
      };

/** What another system gave this number. */
const numbered = (filter: Filter, communities: readonly AreaId[], no: string): Filter => ({
  $and: [filter, { externalKeys: { $in: communities.map((community) => `${community}:${no}`) } }],
});

/** A whole number of ours is looked up; anything else is searched for as plain words. */
function matching(asked: string): object {
  const no = asked.normalize('NFKC').toUpperCase();
  if (ORDER_NO.test(no)) return { no };
  const words = { $regex: asked.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`), $options: 'i' };
  return { $or: [{ no: words }, { title: words }, { address: words }] };
}
