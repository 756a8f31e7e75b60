import type { Accepted } from './decision.ts';
import type { OrderEvent } from './events.ts';
import { evolve } from './evolve.ts';
import type { Order } from './order.ts';
import { BOUNDS } from './settings.ts';
import type { OrderState } from './state.ts';

export interface Applied {
  readonly order: Order;
  /** Oldest events beyond the bound: to be copied to `order_history` before this commit cuts them (S7). */
  readonly cut: readonly OrderEvent[];
}

/** The order document after a decision: events folded in, `rev` one higher, effects waiting. */
export function apply(order: Order | null, decision: Accepted): Applied {
  const state = decision.events.reduce<OrderState | null>(evolve, order);
  if (!state) throw new RangeError('a decision on nothing must begin an order');
  const history = [...(order?.history ?? []), ...decision.events];
  const surplus = Math.max(0, history.length - BOUNDS.events);
  return {
    order: {
      ...state,
      rev: (order?.rev ?? 0) + 1,
      history: history.slice(surplus),
      historyCut: (order?.historyCut ?? 0) + surplus,
      pending: [...(order?.pending ?? []), ...decision.effects],
    },
    cut: history.slice(0, surplus),
  };
}
