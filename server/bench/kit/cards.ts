import { toCard, toCardState } from '../../../shared/order/card.ts';
import type { Order } from '../../../shared/order/order.ts';
import { packCard, packState } from '../../../shared/protocol/board.ts';
import type { SourceCard } from './source.ts';

/** As claiming leaves an order, so far as a board shows it. */
export const claimed = (order: Order, rev: number): Order => ({
  ...order,
  rev,
  status: 'handling',
  holder: { memberId: 'worker1', name: '网格员1', since: order.createdAt },
});

export const cardsOf = (orders: readonly Order[]): SourceCard[] =>
  orders.map((order) => ({
    orderId: order._id,
    card: packCard(toCard(order)),
    states: [packState(toCardState(order)), packState(toCardState(claimed(order, order.rev)))],
  }));
