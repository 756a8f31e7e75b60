import type { Instant } from '../../../shared/ids.ts';
import { CLOSED_STAYS_MS } from '../../../shared/order/card.ts';
import { COLUMNS } from '../../../shared/order/order.ts';
import type { Store } from '../../store/connect.ts';
import type { BoardOrder } from './board-projection.ts';

/** Left in the database: ten thousand cards are read without their stories and without residents' words. */
const WITHOUT = {
  history: 0,
  historyCut: 0,
  pending: 0,
  feedbacks: 0,
  commands: 0,
  externalKeys: 0,
  'reports.text': 0,
  'reports.ratings': 0,
} as const;

/** Filter for an area path and everything below it, answered by the index. */
export const below = (areaPath: string): { $gte: string; $lt: string } => ({
  $gte: areaPath,
  $lt: `${areaPath}\uffff`,
});

/** Orders of an area and everything below it that belong on its board now (Y7). */
export async function loadBoardOrders(
  store: Pick<Store, 'models'>,
  areaPath: string,
  now: Instant,
): Promise<BoardOrder[]> {
  const { orders } = store.models;
  const path = below(areaPath);
  const [open, closed] = await Promise.all([
    orders.find({ status: { $in: COLUMNS }, areaPath: path }, WITHOUT).lean(),
    orders
      .find({ status: 'closed', areaPath: path, closedAt: { $gt: now - CLOSED_STAYS_MS } }, WITHOUT)
      .lean(),
  ]);
  return [...open, ...closed];
}
