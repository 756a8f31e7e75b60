import { nextTickAt } from '../../shared/order/commands/tick.ts';
import type { Order } from '../../shared/order/order.ts';
import type { OrderSettings } from '../../shared/order/settings.ts';
import type { CommandRecord } from '../store/collections/orders.ts';
import type { LoadedOrder } from './load.ts';

/** What the document holds beyond the order: kept in step with it by every commit. */
export function toDocument(
  order: Order,
  settings: OrderSettings,
  records: { readonly commands: readonly CommandRecord[]; readonly commandsCut: number } = {
    commands: [],
    commandsCut: 0,
  },
): LoadedOrder {
  const due = nextTickAt(order, settings);
  const externalKeys = externalKeysOf(order);
  const since = records.commands[0]?.at;
  return {
    ...order,
    ...records,
    ...(since === undefined ? {} : { commandsSince: since }),
    ...(due === null ? {} : { nextTickAt: due }),
    ...(externalKeys.length === 0 ? {} : { externalKeys }),
  };
}

const externalKeysOf = (order: Order): string[] =>
  order.reports.flatMap(({ externalNo }) => (externalNo ? [`${order.communityId}:${externalNo}`] : []));
