import type { OrderId } from '../../../shared/ids.ts';
import type { OrderChanged } from '../../../shared/protocol/socket.ts';

/** The first change of a calm time goes out at the end of its turn; in a busy one, lists go out this often (P57). */
const BETWEEN_MS = 50;

interface Waiting {
  readonly rooms: readonly string[];
  readonly changes: Map<OrderId, OrderChanged>;
}

export interface Teller {
  tell(rooms: readonly string[], change: OrderChanged): void;
  close(): void;
}

/**
 * Tells rooms of changed orders, in lists: two hundred phones that are told of every change by itself cost more than the
 * changes do. Of an order that changes twice in between, only the later is told.
 */
export function makeTeller(
  send: (rooms: readonly string[], changes: readonly OrderChanged[]) => void,
): Teller {
  const waiting = new Map<string, Waiting>();
  let timer: NodeJS.Timeout | null = null;
  let immediate: NodeJS.Immediate | null = null;

  const flush = (): void => {
    immediate = null;
    timer = null;
    if (waiting.size === 0) return;
    timer = setTimeout(flush, BETWEEN_MS);
    const all = [...waiting.values()];
    waiting.clear();
    for (const { rooms, changes } of all) send(rooms, [...changes.values()]);
  };
  const wait = (rooms: readonly string[], change: OrderChanged): void => {
    const key = rooms.join('\0');
    const group = waiting.get(key) ?? { rooms, changes: new Map<OrderId, OrderChanged>() };
    waiting.set(key, group);
    const known = group.changes.get(change.orderId);
    if (!known || known.rev <= change.rev) group.changes.set(change.orderId, change);
  };

  return {
    tell: (rooms, change) => {
      // One person's room differs from order to order; apart from it, the changes of an area share one list.
      const shared = rooms.filter((room) => !isPersonal(room));
      if (shared.length > 0) wait(shared, change);
      for (const room of rooms) if (isPersonal(room)) wait([room], change);
      if (waiting.size > 0 && !timer) immediate ??= setImmediate(flush);
    },
    close: () => {
      if (timer) clearTimeout(timer);
      if (immediate) clearImmediate(immediate);
      waiting.clear();
    },
  };
}

const isPersonal = (room: string): boolean => room.startsWith('member:');
