import type { OrderId } from '../../../shared/ids.ts';
import type { FieldCard, FieldSnapshot, OrderBrief } from '../../../shared/protocol/dto.ts';

/** A slip of 待接单: why it is here, and whether the tap on it has an answer yet. */
export interface OfferRow {
  readonly card: FieldCard;
  readonly from: 'offered' | 'pool';
}

/** A card that was tapped and has no answer, as it looked then and from which list. */
export type Tapped = Readonly<Record<OrderId, OfferRow>>;

/**
 * Offered to me first, then the pool. A slip whose claim has no answer stays, even when the lists no longer hold it
 * because somebody else has it by now (rule U61).
 */
export function offerRows(snapshot: FieldSnapshot | null, tapped: Tapped): readonly OfferRow[] {
  if (!snapshot) return Object.values(tapped);
  const rows: OfferRow[] = [
    ...snapshot.offered.map((card): OfferRow => ({ card, from: 'offered' })),
    ...snapshot.pool.map((card): OfferRow => ({ card, from: 'pool' })),
  ];
  const seen = new Set<OrderId>();
  const once = rows.filter(({ card }) => !seen.has(card._id) && Boolean(seen.add(card._id)));
  const gone = Object.values(tapped).filter(({ card }) => !seen.has(card._id));
  return [...gone, ...once];
}

/** The lists after a claim was won, before the server is asked again. */
export function asMine(snapshot: FieldSnapshot, row: OfferRow, brief: OrderBrief): FieldSnapshot {
  const without = (list: readonly FieldCard[]) => list.filter((card) => card._id !== brief._id);
  const card: FieldCard = { ...row.card, status: brief.status, rev: brief.rev, reasons: [], arrived: false };
  return {
    ...snapshot,
    offered: without(snapshot.offered),
    pool: without(snapshot.pool),
    mine: [card, ...without(snapshot.mine)],
  };
}

/** The revision in which the lists show an order; null when they do not show it. */
export function shownRev(snapshot: FieldSnapshot | null, orderId: OrderId): number | null {
  if (!snapshot) return null;
  for (const list of [snapshot.offered, snapshot.pool, snapshot.mine]) {
    const card = list.find((one) => one._id === orderId);
    if (card) return card.rev;
  }
  return null;
}

/** Cards of 待接单 that an earlier snapshot did not hold. */
export function arrivals(before: FieldSnapshot | null, after: FieldSnapshot): readonly OfferRow[] {
  if (!before) return [];
  const known = new Set([...before.offered, ...before.pool, ...before.mine].map((card) => card._id));
  return offerRows(after, {}).filter(({ card }) => !known.has(card._id));
}

/** Mine, what needs the hand first: handling before done, urgent before the rest, then by age. */
export function mineRows(snapshot: FieldSnapshot | null): {
  readonly handling: readonly FieldCard[];
  readonly done: readonly FieldCard[];
} {
  const mine = snapshot?.mine ?? [];
  const sorted = mine.toSorted((a, b) => Number(b.urgent) - Number(a.urgent) || a.createdAt - b.createdAt);
  return {
    handling: sorted.filter((card) => card.status === 'handling'),
    done: sorted.filter((card) => card.status !== 'handling'),
  };
}
