import { type Accessor, createMemo } from 'solid-js';
import { useStaff } from '../../kit/staff.ts';
import { waitingClaim } from '../model/claims.ts';
import { useField } from '../model/field.ts';
import { type OfferRow, offerRows } from '../model/lists.ts';

/** The slips of 待接单. Rows keep their identity while their card does, so that focus and fingers stay where they are. */
export function useOffers(): Accessor<readonly OfferRow[]> {
  const staff = useStaff();
  const field = useField();
  return createMemo((before: readonly OfferRow[]) => {
    const entries = staff.outbox.entries();
    const waiting = Object.fromEntries(
      Object.entries(field.claims.tapped()).filter(([id]) => waitingClaim(entries, id) !== null),
    );
    const lost = new Set(field.claims.lost().map((one) => one.row.card._id));
    const known = new Map(before.map((row) => [row.card._id, row]));
    return offerRows(field.snapshot(), waiting)
      .filter(({ card }) => !lost.has(card._id) || card._id in waiting)
      .map((row) => {
        const was = known.get(row.card._id);
        return was && was.card.rev === row.card.rev && was.from === row.from ? was : row;
      });
  }, []);
}
