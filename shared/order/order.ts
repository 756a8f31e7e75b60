import type { Effect } from './effects.ts';
import type { OrderEvent } from './events.ts';
import type { OrderState } from './state.ts';

/** One document in `orders`: the folded state, how it came about, and what still has to follow from it. */
export interface Order extends OrderState {
  /** Number of commits; the guard of every write. */
  readonly rev: number;
  readonly history: readonly OrderEvent[];
  /** Events that were moved to `order_history` when the bound was reached (SPEC S). */
  readonly historyCut: number;
  readonly pending: readonly Effect[];
}
