import { DEFAULT_WARN_SHARE, warnInstant } from '../clocks/deadline.ts';
import type { Clock } from '../clocks/types.ts';
import { countsFrom, nextDeadline } from '../clocks/view.ts';
import type { Instant } from '../ids.ts';
import type { Card, CardState, OfferMark } from '../protocol/board.ts';
import type { Order } from './order.ts';
import type { OrderState, Target } from './state.ts';
import { isOpen } from './table.ts';

/** The half of a card that rarely changes. Nothing personal: the title is masked already. */
export const toCard = (order: OrderState): Card => ({
  no: order.no,
  title: order.title,
  areaId: order.areaId,
  address: order.address,
  kind: order.kind,
  channel: order.channel,
  urgent: order.urgent,
  itemId: order.itemId,
  createdAt: toSecond(order.createdAt),
  reports: order.reports.length + order.adopted.reduce((sum, one) => sum + one.reportIds.length, 0),
  returns: order.returns,
  urges: order.urges,
});

/** The half that changes often (Y3). */
export function toCardState(order: Order): CardState {
  const holder = order.holder?.memberId ?? null;
  const offer = order.status === 'dispatched' && order.offer ? offerMark(order.offer.to) : null;
  const sentBy = order.offer?.by ?? null;
  const clock = isOpen(order.status) ? nextDeadline(order.clocks) : null;
  const since = isOpen(order.status) ? clock && countsFrom(clock) : order.doneAt;
  return [
    order.status,
    order.rev,
    holder,
    clock?.dueAt ?? null,
    clock?.name ?? null,
    since === null ? null : toSecond(since),
    offer,
    sentBy,
    clock && !isLastQuarter(clock) ? toSecond(clock.warnAt) : null,
  ];
}

/** Boards work the ordinary warning out themselves, from times to the second. */
const isLastQuarter = (clock: Clock): boolean =>
  Math.abs(clock.warnAt - warnInstant(countsFrom(clock), clock.dueAt, DEFAULT_WARN_SHARE)) < 1000;

const toSecond = (at: Instant): Instant => Math.floor(at / 1000) * 1000;

export function offerMark(to: Target): OfferMark {
  switch (to.kind) {
    case 'pool':
      return 'pool';
    case 'member':
      return `m:${to.memberId}`;
    case 'team':
      return `t:${to.teamId}`;
    case 'department':
      return `d:${to.departmentId}`;
  }
}

/** How long a closed order stays on the board, in ms. */
export const CLOSED_STAYS_MS = 24 * 3_600_000;

/** True while an order belongs on a board: in a column, or closed within the last day. */
export const isOnBoard = (order: Pick<OrderState, 'status' | 'closedAt'>, now: number): boolean =>
  isOpen(order.status) ||
  order.status === 'done' ||
  (order.status === 'closed' && order.closedAt !== null && now - order.closedAt < CLOSED_STAYS_MS);
