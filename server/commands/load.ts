import type { OrderId } from '../../shared/ids.ts';
import type { Order } from '../../shared/order/order.ts';
import type { OrderDocument } from '../store/collections/orders.ts';
import type { Models } from '../store/models.ts';

/** An order as the write path holds it: `writtenAt` is the database's business. */
export type LoadedOrder = Omit<OrderDocument, 'writtenAt'>;

export async function loadOrder(models: Models, orderId: OrderId): Promise<LoadedOrder | null> {
  return await models.orders.findById(orderId, { writtenAt: 0 }).lean<LoadedOrder | null>();
}

const BOOKKEEPING = [
  'commands',
  'commandsCut',
  'commandsSince',
  'nextTickAt',
  'externalKeys',
  'writtenAt',
] as const satisfies readonly (keyof OrderDocument)[];

/** The order itself, without what only the write path and the jobs need. */
export function toOrder(document: LoadedOrder | OrderDocument): Order {
  const order: { -readonly [field in keyof OrderDocument]?: OrderDocument[field] } = { ...document };
  for (const field of BOOKKEEPING) delete order[field];
  return order as Order;
}
