import type { MemberId, OrderId } from '../ids.ts';

/** What a colleague is doing, carried by awareness (≤ 2 KiB). `user` is stamped by the server, never trusted from a client. */
export interface Presence {
  readonly user?: { readonly id: MemberId; readonly name: string };
  /** The card that is open or focused. */
  readonly looking?: OrderId | null;
  /** The card that is being dragged, and over which column. */
  readonly dragging?: { readonly orderId: OrderId; readonly over: string | null } | null;
  readonly typing?: OrderId | null;
  /** Caret in a shared note, as encoded relative positions. */
  readonly caret?: { readonly anchor: string; readonly head: string } | null;
}
