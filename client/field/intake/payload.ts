import type { SubmitPayload } from '../../../shared/order/commands.ts';

/** A report as it is half typed in the street. */
export interface IntakeDraft {
  readonly text: string;
  readonly areaId: string;
  readonly address: string;
  readonly itemId: string;
  readonly name: string;
  readonly phone: string;
  readonly urgent: boolean;
  readonly wish: boolean;
  readonly callback: boolean;
}

export const emptyIntake = (areaId: string): IntakeDraft => ({
  text: '',
  areaId,
  address: '',
  itemId: '',
  name: '',
  phone: '',
  urgent: false,
  wish: false,
  callback: false,
});

/** What the server is told: empty fields are left out. Taken in on the spot, so it came through the grid. */
export function intakePayload(draft: IntakeDraft): SubmitPayload {
  const name = draft.name.trim();
  const phone = draft.phone.trim();
  const contact = { ...(name ? { name } : {}), ...(phone ? { phone } : {}) };
  return {
    areaId: draft.areaId,
    text: draft.text.trim(),
    channel: 'grid',
    ...(draft.address.trim() ? { address: draft.address.trim() } : {}),
    ...(draft.itemId ? { itemId: draft.itemId } : {}),
    ...(draft.wish ? { kind: 'wish' } : draft.urgent ? { urgent: true } : {}),
    ...(name || phone ? { contact } : {}),
    ...(draft.callback ? { rateByCallback: true } : {}),
  };
}
