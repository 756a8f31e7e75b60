import type { Instant } from '../../../shared/ids.ts';
import type { WireCommandType } from '../../../shared/order/commands.ts';
import type { CommandAck } from '../../../shared/protocol/socket.ts';

/** A photo that goes with a command. Once uploaded it is known by its id, so a retry does not upload it again. */
export interface OutboxFile {
  readonly blob: Blob;
  readonly photoId?: string;
}

/** One command that the server has not answered yet. Its id is made once and sent with every try. */
export interface OutboxEntry {
  readonly id: string;
  readonly memberId: string;
  readonly at: Instant;
  readonly type: WireCommandType;
  readonly orderId?: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** Uploaded before the command is sent; their ids become `payload.photoIds`. */
  readonly files?: readonly OutboxFile[];
  /** Words for lists: number and title of the order it is about. */
  readonly about?: string;
  readonly tries: number;
  /** `refused` stays until somebody has seen it: what was typed is in `payload`. */
  readonly state: 'waiting' | 'refused';
  readonly refusal?: Extract<CommandAck, { ok: false }>;
}

export type CommandRefusal = Extract<CommandAck, { ok: false }>;

/** How a try ended: answered for good, or not now (no connection, server busy, session over). */
export type Delivery =
  | { readonly kind: 'answered'; readonly ack: CommandAck }
  | { readonly kind: 'later'; readonly why: 'connection' | 'busy' | 'session' };
