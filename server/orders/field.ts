import type { Zone } from '../../shared/calendar/types.ts';
import { fitReasons } from '../../shared/matching/candidates.ts';
import type { Order } from '../../shared/order/order.ts';
import type { Member } from '../../shared/people/member.ts';
import type { FieldCard, FieldSnapshot } from '../../shared/protocol/dto.ts';
import { below } from '../store/below.ts';
import type { Models } from '../store/models.ts';

const MOST_IN_LIST = 100;

/** The phone's three lists: offered to me, the open pool of my areas, mine; each bounded (P48). */
export async function readField(
  models: Models,
  member: Member,
  zone: Zone,
  now: number,
): Promise<FieldSnapshot> {
  const limited = (filter: Record<string, unknown>) =>
    models.orders
      .find(filter)
      .sort({ urgent: -1, createdAt: 1 })
      .limit(MOST_IN_LIST + 1)
      .lean<Order[]>();
  const unit = member.departmentId ? [{ 'offer.to.departmentId': member.departmentId }] : [];
  const inField = member.roles.includes('worker') || member.roles.includes('volunteer');
  const [offered, pool, mine, items] = await Promise.all([
    limited({
      status: 'dispatched',
      $or: [
        { 'offer.to.memberId': member._id },
        ...(member.teamIds.length > 0 ? [{ 'offer.to.teamId': { $in: member.teamIds } }] : []),
        ...unit,
      ],
    }),
    inField && member.areaPaths.length > 0
      ? limited({ status: 'dispatched', 'offer.to.kind': 'pool', $or: poolAreas(member) })
      : [],
    limited({ 'holder.memberId': member._id, status: { $in: ['handling', 'done'] } }),
    models.items.find().lean(),
  ]);
  const itemOf = new Map(items.map((item) => [item._id, item]));
  const load = new Map([[member._id, mine.filter((order) => order.status === 'handling').length]]);
  const card = (order: Order): FieldCard => ({
    _id: order._id,
    no: order.no,
    rev: order.rev,
    status: order.status,
    kind: order.kind,
    urgent: order.urgent,
    title: order.title,
    address: order.address,
    areaId: order.areaId,
    itemId: order.itemId,
    channel: order.channel,
    createdAt: order.createdAt,
    clocks: order.clocks,
    reasons: fitReasons(member, {
      order,
      item: itemOf.get(order.itemId ?? '') ?? null,
      loads: load,
      now,
      zone,
    }),
    arrived: order.arrivedAt !== null,
  });
  const list = (orders: readonly Order[]) => orders.slice(0, MOST_IN_LIST).map(card);
  return {
    asOf: now,
    offered: list(offered),
    pool: list(pool),
    mine: list(mine),
    more: {
      offered: offered.length > MOST_IN_LIST,
      pool: pool.length > MOST_IN_LIST,
      mine: mine.length > MOST_IN_LIST,
    },
  };
}

/** In or below one of my areas, or at an area above mine that I serve a part of: as `isMeant` decides it. */
const poolAreas = (member: Member) =>
  member.areaPaths.flatMap((path) => [{ areaPath: below(path) }, { areaPath: { $in: pathsAbove(path) } }]);

/** The paths of the areas above this one, without itself. */
export const pathsAbove = (path: string): string[] => {
  const parts = path.split('/').filter((part) => part !== '');
  return parts.slice(0, -1).map((_, i) => `/${parts.slice(0, i + 1).join('/')}/`);
};
