import { expect } from 'vitest';
import { replay } from '../../shared/order/evolve.ts';
import type { Order } from '../../shared/order/order.ts';
import { toOrder } from '../commands/load.ts';
import { verifyRatings } from '../statistics/verify.ts';
import type { Store } from '../store/connect.ts';

const stateOf = (order: Order): unknown => {
  const { rev: _rev, history: _history, historyCut: _cut, pending: _pending, ...state } = order;
  return state;
};

/** Every order with the events that were cut from it. */
async function wholeOrders({ models }: Pick<Store, 'models'>): Promise<Order[]> {
  const [orders, cut] = await Promise.all([
    models.orders.find().lean(),
    models.orderHistory.find().sort({ index: 1 }).lean(),
  ]);
  return orders.map(toOrder).map((order) => ({
    ...order,
    history: [
      ...cut
        .filter((one) => one.orderId === order._id && one.index < order.historyCut)
        .map((one) => one.event),
      ...order.history,
    ],
  }));
}

/**
 * What must hold of a database whatever happened to those who wrote it: histories replay to the orders (O30), times never run
 * backwards (O31), nothing is numbered, rated or done twice (S6, R1, S10), figures are what the ratings say (R21).
 */
export async function expectAgreement(store: Pick<Store, 'models'>): Promise<readonly Order[]> {
  const orders = await wholeOrders(store);
  for (const order of orders) {
    expect([order.no, replay(order.history)]).toEqual([order.no, stateOf(order)]);
    const times = order.history.map((event) => event.at);
    expect([order.no, times]).toEqual([order.no, [...times].sort((a, b) => a - b)]);
    expect([order.no, order.pending]).toEqual([order.no, []]);
  }
  const events = orders.flatMap((order) => order.history.map((event) => event.id));
  expect(new Set(events).size).toBe(events.length);
  expect(new Set(orders.map((order) => order.no)).size).toBe(orders.length);

  const given = orders.flatMap((order) =>
    order.reports.flatMap((report) => report.ratings.map(({ round }) => `${report._id} ${round}`)),
  );
  const stored = await store.models.ratings.find().lean();
  expect(stored.map(({ reportId, round }) => `${reportId} ${round}`).sort()).toEqual([...given].sort());
  expect((await verifyRatings(store.models)).differences).toEqual([]);
  return orders;
}
