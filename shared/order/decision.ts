import type { RefusalCode } from '../protocol/errors.ts';
import type { Effect } from './effects.ts';
import type { OrderEvent } from './events.ts';

/** A named refusal; `details` carry what a person needs to go on (who won, which field, until when). */
export interface Refusal {
  readonly ok: false;
  readonly code: RefusalCode;
  readonly details?: RefusalDetails;
}

export interface RefusalDetails {
  /** Name of the person who was faster. */
  readonly by?: string;
  readonly byId?: string;
  readonly at?: number;
  readonly status?: string;
  readonly field?: string;
  readonly limit?: number;
  readonly orderNo?: string;
  readonly orderId?: string;
  readonly issues?: readonly { readonly path: string; readonly message: string }[];
}

export interface Accepted {
  readonly ok: true;
  readonly events: readonly OrderEvent[];
  readonly effects: readonly Effect[];
}

export type Decision = Accepted | Refusal;
