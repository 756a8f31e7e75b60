import { countsFrom, nextDeadline } from '../clocks/view.ts';
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
  createdAt: order.createdAt,
  reports: order.reports.length + order.adopted.reduce((sum, one) => sum + one.reportIds.length, 0),
  returns: order.returns,
  urges: order.urges,
  sentBy: order.offer?.by ?? null,
});

/** The half that changes often (Y3). */
export function toCardState(order: Order): CardState {
  const holder = order.holder?.memberId ?? null;
  const offer = order.status === 'dispatched' && order.offer ? offerMark(order.offer.to) : null;
  if (!isOpen(order.status)) return [order.status, order.rev, holder, null, null, order.doneAt, offer];
  const clock = nextDeadline(order.clocks);
  return clock
    ? [order.status, order.rev, holder, clock.dueAt, clock.name, countsFrom(clock), offer]
    : [order.status, order.rev, holder, null, null, null, offer];
}

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
