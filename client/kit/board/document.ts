import type * as Y from 'yjs';
import type { Instant, OrderId } from '../../../shared/ids.ts';
import {
  BOARD_MAPS,
  type BoardEntry,
  type KeptCard,
  type KeptState,
  unpackCard,
  unpackState,
} from '../../../shared/protocol/board.ts';

export interface BoardChange {
  readonly entries: readonly BoardEntry[];
  readonly removed: readonly OrderId[];
  readonly asOf: Instant | null;
}

/** Everything a board document holds. A card without a state, or the other way round, is not shown. */
export function readBoard(doc: Y.Doc): BoardChange {
  const orders = doc.getMap<KeptCard>(BOARD_MAPS.orders);
  const entries: BoardEntry[] = [];
  for (const id of orders.keys()) {
    const entry = readEntry(doc, id);
    if (entry) entries.push(entry);
  }
  return { entries, removed: [], asOf: readAsOf(doc) };
}

/** Tells of every Yjs transaction as one change; returns how to stop. */
export function watchBoard(doc: Y.Doc, listener: (change: BoardChange) => void): () => void {
  const [orders, states, meta]: readonly unknown[] = [
    doc.getMap(BOARD_MAPS.orders),
    doc.getMap(BOARD_MAPS.state),
    doc.getMap(BOARD_MAPS.meta),
  ];
  const after = (transaction: Y.Transaction): void => {
    const touched = new Set<OrderId>();
    let metaChanged = false;
    for (const [type, keys] of transaction.changed) {
      if (type === meta) metaChanged = true;
      if (type !== orders && type !== states) continue;
      for (const key of keys) {
        if (key !== null) touched.add(key);
      }
    }
    if (touched.size === 0 && !metaChanged) return;
    const entries: BoardEntry[] = [];
    const removed: OrderId[] = [];
    for (const id of touched) {
      const entry = readEntry(doc, id);
      if (entry) entries.push(entry);
      else removed.push(id);
    }
    listener({ entries, removed, asOf: readAsOf(doc) });
  };
  doc.on('afterTransaction', after);
  return () => doc.off('afterTransaction', after);
}

function readEntry(doc: Y.Doc, id: OrderId): BoardEntry | null {
  const kept = doc.getMap<KeptCard>(BOARD_MAPS.orders).get(id);
  const state = doc.getMap<KeptState>(BOARD_MAPS.state).get(id);
  return kept && state ? { id, card: unpackCard(kept), state: unpackState(state) } : null;
}

function readAsOf(doc: Y.Doc): Instant | null {
  const asOf = doc.getMap(BOARD_MAPS.meta).get('asOf');
  return typeof asOf === 'number' ? asOf : null;
}
