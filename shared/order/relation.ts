import type { ReportId } from '../ids.ts';
import type { Role } from '../people/member.ts';
import type { Actor, MemberActor } from './actor.ts';
import type { OrderEvent } from './events.ts';
import type { Order } from './order.ts';
import type { OrderState, Target } from './state.ts';

/** The roles that sit at the desk of an area. */
export const DESK = ['officer', 'leader', 'admin'] as const satisfies readonly Role[];

/**
 * What an actor is to an order (P1):
 * - `officer`, `leader`, `admin`: has this role in an area that contains the order;
 * - `holder`: has claimed it; `offered`: it is offered to them, their team or department, or to the pool of their area;
 *   `once_offered`: an earlier offer was. These hold whatever their role;
 * - `reporter`: the resident whose report is in it or is reached through it; `system`: this server.
 */
export const RELATIONS = [...DESK, 'holder', 'offered', 'once_offered', 'reporter', 'system'] as const;
export type Relation = (typeof RELATIONS)[number];

type Known = Pick<Order, 'areaPath' | 'offer' | 'holder' | 'reports' | 'adopted' | 'history'>;

export function relationsOf(actor: Actor, order: Known): ReadonlySet<Relation> {
  const found = new Set<Relation>();
  if (actor.kind === 'system') found.add('system');
  if (actor.kind === 'resident') {
    if (actor.reportId !== null && isReachedThrough(actor.reportId, order)) found.add('reporter');
    return found;
  }
  if (actor.kind !== 'member') return found;
  if (contains(actor.areaPaths, order.areaPath)) {
    for (const role of DESK) if (actor.roles.includes(role)) found.add(role);
  }
  if (order.holder?.memberId === actor.memberId) found.add('holder');
  if (isOffered(actor, order)) found.add('offered');
  else if (wasOffered(actor, order)) found.add('once_offered');
  return found;
}

export const isDesk = (actor: MemberActor, order: Pick<OrderState, 'areaPath'>): boolean =>
  DESK.some((role) => actor.roles.includes(role)) && contains(actor.areaPaths, order.areaPath);

const isReachedThrough = (reportId: ReportId, order: Pick<Order, 'reports' | 'adopted'>): boolean =>
  order.reports.some((report) => report._id === reportId) ||
  order.adopted.some((adoption) => adoption.reportIds.includes(reportId));

/** True when the order is offered to this member now, so that they may claim it. */
export const isOffered = (actor: MemberActor, order: Pick<OrderState, 'offer' | 'areaPath'>): boolean =>
  order.offer !== null && isMeant(actor, order.offer.to, order.areaPath);

const wasOffered = (actor: MemberActor, order: Pick<Order, 'history' | 'areaPath'>): boolean =>
  order.history.some(
    (event) => event.type === 'dispatched' && isMeant(actor, event.offer.to, order.areaPath),
  );

/** The pool is open to any active worker or volunteer of the area, whatever the kind; skills and hours only rank (M1). */
export function isMeant(actor: MemberActor, to: Target, areaPath: string): boolean {
  switch (to.kind) {
    case 'member':
      return to.memberId === actor.memberId;
    case 'team':
      return actor.teamIds.includes(to.teamId);
    case 'department':
      return actor.departmentId === to.departmentId;
    case 'pool':
      return (
        (actor.roles.includes('worker') || actor.roles.includes('volunteer')) &&
        serves(actor.areaPaths, areaPath)
      );
  }
}

const contains = (areaPaths: readonly string[], path: string): boolean =>
  areaPaths.some((own) => path.startsWith(own));

/** A community's order is also for those who serve only a part of the community. */
const serves = (areaPaths: readonly string[], path: string): boolean =>
  areaPaths.some((own) => path.startsWith(own) || own.startsWith(path));

/** Members who had a part in handling: they neither rate nor take a rating by telephone (R7). */
export const hasHandled = (
  memberId: string,
  order: Pick<Order, 'holder' | 'firstHolder' | 'history'>,
): boolean =>
  order.holder?.memberId === memberId ||
  order.firstHolder?.memberId === memberId ||
  order.history.some((event: OrderEvent) => event.type === 'claimed' && event.holder.memberId === memberId);
