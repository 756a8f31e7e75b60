import { createSignal } from 'solid-js';
import type { OrderId } from '../../../shared/ids.ts';

/** Slips that came in while the list was open: they keep their edge for a moment. */
export interface Newcomers {
  readonly has: (orderId: OrderId) => boolean;
  readonly add: (orderIds: readonly OrderId[]) => void;
  /** They were looked at. */
  readonly clear: () => void;
}

export function makeNewcomers(): Newcomers {
  const [ids, setIds] = createSignal<ReadonlySet<OrderId>>(new Set());
  return {
    has: (orderId) => ids().has(orderId),
    add: (more) => setIds((known) => new Set([...known, ...more])),
    clear: () => setIds(new Set<OrderId>()),
  };
}
