import { type Accessor, createEffect, createMemo, createSignal, on, onCleanup } from 'solid-js';
import type { OrderId } from '../../shared/ids.ts';
import type { Connection } from './connection.ts';

interface Shown {
  readonly orderId: OrderId;
  /** The revision that is shown; undefined until the order has been read. */
  readonly rev: Accessor<number | undefined>;
  /** The newest revision that other sources know of. */
  readonly elsewhere?: Accessor<number>;
  readonly reload: () => void;
}

/** Reads the one order that a page shows again, once for each newer revision it hears of (P67). */
export function createShownOrder(connection: Pick<Connection, 'follow'>, shown: Shown): void {
  const [heard, setHeard] = createSignal(0);
  onCleanup(connection.follow(shown.orderId, ({ rev }) => setHeard((known) => Math.max(known, rev))));
  const newest = createMemo(() => Math.max(heard(), shown.elsewhere?.() ?? 0));
  let asked = 0;
  // Also when the first answer comes: it may have been on its way while the order changed.
  createEffect(
    on([newest, shown.rev], ([known, rev]) => {
      if (rev === undefined || known <= Math.max(rev, asked)) return;
      asked = known;
      shown.reload();
    }),
  );
}
