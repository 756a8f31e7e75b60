import { type Accessor, createMemo, createSignal, onCleanup } from 'solid-js';
import type { Instant, OrderId } from '../../../shared/ids.ts';
import type { OrderDetail } from '../../../shared/protocol/dto.ts';
import { api } from '../../kit/api.ts';
import { type ApiFault, isFault } from '../../kit/fault.ts';
import { PATHS } from '../../kit/paths.ts';
import { createShownOrder } from '../../kit/shown-order.ts';
import { useStaff } from '../../kit/staff.ts';
import { useField } from '../model/field.ts';

export interface OrderModel {
  readonly order: Accessor<OrderDetail | null>;
  /** Why it could not be read, while nothing is shown or the server says it is gone. */
  readonly fault: Accessor<ApiFault | null>;
  /** Not read since the page was opened: this is the copy kept on the phone. */
  readonly fromCopy: Accessor<boolean>;
  readonly reload: () => Promise<void>;
  /** Types of this order's commands that wait to be sent, or were answered and are not yet seen in the order. */
  readonly queued: Accessor<ReadonlySet<string>>;
  /**
   * Takes a step, then reads the order again. Until that is there the step counts as queued: its verb must not come back
   * under a thumb that is already on its way to the next one.
   */
  readonly step: (type: string, send: () => Promise<unknown>) => Promise<void>;
}

const NOBODY_ANSWERED = new Set(['offline', 'timeout', 'unreadable', 'unavailable']);

/** One order: the kept copy at once, then the server's, again after every change of its revision. */
export function createOrder(orderId: OrderId): OrderModel {
  const staff = useStaff();
  const field = useField();
  const [order, setOrder] = createSignal<OrderDetail | null>(field.copies.read(orderId));
  const [fault, setFault] = createSignal<ApiFault | null>(null);
  const [fromCopy, setFromCopy] = createSignal(true);
  let asked = 0;
  let ended = false;
  onCleanup(() => {
    ended = true;
  });

  const read = async (): Promise<void> => {
    asked += 1;
    const mine = asked;
    try {
      const next = await api.get<OrderDetail>(PATHS.order(orderId));
      if (ended || mine !== asked) return;
      setFault(null);
      setFromCopy(false);
      setOrder(next);
      field.copies.keep(next);
    } catch (error) {
      if (ended || mine !== asked || !isFault(error)) return;
      setFault(error);
      // What somebody is reading or writing stays; only what the server no longer shows to them goes.
      if (!NOBODY_ANSWERED.has(error.code) && (error.status === 404 || error.status === 403)) {
        field.copies.remove(orderId);
        setOrder(null);
      }
    }
  };
  let latest = read();
  /** Done when nothing newer is on its way: an answer that was overtaken shows nothing. */
  const reload = async (): Promise<void> => {
    latest = read();
    for (let seen: Promise<void> | null = null; seen !== latest; ) {
      seen = latest;
      await seen;
    }
  };
  onCleanup(staff.connection.onHello(() => void reload()));
  createShownOrder(staff.connection, { orderId, rev: () => order()?.rev, reload: () => void reload() });

  const [taken, setTaken] = createSignal<readonly string[]>([]);
  const step = async (type: string, send: () => Promise<unknown>): Promise<void> => {
    setTaken((types) => [...types, type]);
    try {
      await send();
      await reload();
    } finally {
      setTaken((types) => types.toSpliced(types.indexOf(type), 1));
    }
  };

  const queued = createMemo(
    (): ReadonlySet<string> =>
      new Set([
        ...taken(),
        ...staff.outbox
          .entries()
          .filter((entry) => entry.orderId === orderId && entry.state === 'waiting')
          .map((entry) => entry.type),
      ]),
  );
  return { order, fault, fromCopy, reload, queued, step };
}

/** When the shown copy was last in step with the server: its latest event. */
export const lastEventAt = (order: OrderDetail): Instant =>
  order.history.reduce((latest, row) => Math.max(latest, row.at), order.createdAt);
