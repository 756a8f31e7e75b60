import type { ClockPhase } from '../clocks/types.ts';
import type { OrderState } from './state.ts';

type Facts = Pick<OrderState, 'status' | 'holder' | 'arrivedAt' | 'feedbacks'>;

/** How far an order has come as clocks see it; arriving and feeding back count for the present holder only. */
export function phaseOf(order: Facts): ClockPhase {
  switch (order.status) {
    case 'new':
    case 'dispatched':
      return order.status;
    case 'handling': {
      const { holder } = order;
      if (!holder) return 'claimed';
      if (order.feedbacks.some((one) => one.at >= holder.since && one.by === holder.memberId))
        return 'fed_back';
      return order.arrivedAt === null ? 'claimed' : 'arrived';
    }
    case 'done':
    case 'closed':
    case 'declined':
      return 'done';
    case 'merged':
      return 'stopped';
  }
}
