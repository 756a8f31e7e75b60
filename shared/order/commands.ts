import type { AreaId, CommandId, EventId, Instant, ItemId, OrderId, PhotoId, ReportId } from '../ids.ts';
import type { Score } from '../rating/score.ts';
import type { ReturnReason } from './events.ts';
import type { Channel, Kind } from './state.ts';

/** Words a signed-in client may send over the wire. */
export const WIRE_COMMANDS = [
  'submit',
  'dispatch',
  'claim',
  'arrive',
  'feedback',
  'complete',
  'return',
  'decline',
  'escalate',
  'extend',
  'approve',
  'urge',
  'merge',
  'unmerge',
  'reopen',
  'close',
  'undo',
  'release',
  'sort',
  'callback',
] as const;
export type WireCommandType = (typeof WIRE_COMMANDS)[number];

/** Commands that only residents' pages and the server itself issue. */
export const INNER_COMMANDS = ['rate', 'adopt', 'give_up', 'note_rated', 'tick'] as const;
export type CommandType = WireCommandType | (typeof INNER_COMMANDS)[number];

/** The target as a client names it; the server resolves names before deciding. */
export type DispatchTo =
  | { readonly pool: true }
  | { readonly memberId: string }
  | { readonly teamId: string }
  | { readonly departmentId: string };

export interface Contact {
  readonly name?: string;
  readonly phone?: string;
}

export interface SubmitPayload {
  readonly areaId: AreaId;
  readonly text: string;
  readonly kind?: Kind;
  readonly itemId?: ItemId;
  readonly urgent?: boolean;
  readonly address?: string;
  readonly channel?: Channel;
  readonly contact?: Contact;
  readonly photoIds?: readonly PhotoId[];
  readonly externalNo?: string;
  /** The resident has no phone: rated by call-back. */
  readonly rateByCallback?: boolean;
  /** From an import only: what the other system calls it, and when the resident said it there. */
  readonly title?: string;
  readonly reportedAt?: Instant;
}

export interface Payloads {
  readonly submit: SubmitPayload;
  readonly dispatch: {
    readonly to: DispatchTo;
    readonly note?: string;
    /** When the offer was made that the sender sees, null for none; left out, whatever stands is replaced (O50). */
    readonly offeredAt?: Instant | null;
  };
  readonly claim: Record<string, never>;
  readonly arrive: Record<string, never>;
  readonly feedback: { readonly text: string; readonly photoIds?: readonly PhotoId[] };
  readonly complete: { readonly text: string; readonly photoIds?: readonly PhotoId[] };
  readonly return: { readonly reason: ReturnReason; readonly text: string };
  readonly decline: { readonly text: string };
  readonly escalate: { readonly text: string };
  /** Asks for a later resolve deadline; `until` is an instant (ms). */
  readonly extend: { readonly until: Instant; readonly reason: string };
  /** Answers the pending request for an extension. */
  readonly approve: { readonly requestId: EventId; readonly approved: boolean; readonly text?: string };
  readonly urge: { readonly text?: string };
  readonly merge: { readonly intoId: OrderId };
  readonly unmerge: Record<string, never>;
  readonly reopen: { readonly reason: string };
  readonly close: { readonly text?: string };
  readonly undo: { readonly eventId: EventId };
  readonly release: { readonly reason: string };
  /** Corrects category, urgency, area or address of an open order before or while it is handled. */
  readonly sort: {
    readonly itemId?: ItemId | null;
    readonly urgent?: boolean;
    readonly areaId?: AreaId;
    readonly address?: string;
  };
  /** A rating taken by telephone on the resident's behalf, by someone who neither took the report in nor handled it. */
  readonly callback: RatePayload;
  readonly rate: RatePayload;
  readonly adopt: {
    readonly orderId: OrderId;
    readonly no: string;
    readonly reportIds: readonly ReportId[];
    /** Round the merged order is in; 1 when left out. */
    readonly round?: number;
  };
  readonly give_up: { readonly orderId: OrderId };
  readonly note_rated: { readonly reportId: ReportId; readonly round: number };
  /** The sweeper's step: warnings, breaches, lease release, escalation and closing by time. */
  readonly tick: Record<string, never>;
}

export interface RatePayload {
  readonly reportId: ReportId;
  readonly speed: Score;
  readonly effect: Score;
  readonly attitude: Score;
  readonly comment?: string;
}

/** A command as it arrives: the id is made by the client and makes a repeat harmless (SPEC S). */
export type Command = {
  readonly [T in CommandType]: {
    readonly id: CommandId;
    readonly type: T;
    readonly orderId?: OrderId;
    readonly payload: Payloads[T];
  };
}[CommandType];
export type CommandOf<T extends CommandType> = Extract<Command, { type: T }>;
