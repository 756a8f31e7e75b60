import type { AreaId, EventId, Instant, OrderId } from '../ids.ts';
import type { RefusalDetails } from '../order/decision.ts';
import type { NoticeType } from '../order/notice-type.ts';
import type { Status } from '../order/state.ts';
import type { MemberSelf, OrderBrief, ReportProgress } from './dto.ts';
import type { RefusalCode } from './errors.ts';

export type CommandAck =
  | { readonly ok: true; readonly order: OrderBrief; readonly receipt?: Receipt; readonly eventId?: EventId }
  | {
      readonly ok: false;
      readonly code: RefusalCode;
      readonly message: string;
      readonly details?: RefusalDetails;
    };

/** What a submission is answered with; `reportKey` is null where staff took the report in (SPEC P). */
export interface Receipt {
  readonly trackingCode: string;
  readonly reportKey: string | null;
  readonly orderNo: string;
}

export interface BoardRef {
  readonly areaId: AreaId;
  readonly name: string;
  /** y-websocket room, `board:<areaId>:<epoch>`. */
  readonly room: string;
}

export interface Hello {
  readonly member: MemberSelf;
  readonly boards: readonly BoardRef[];
  readonly serverTime: Instant;
  readonly protocol: number;
  /** False while the database is away: the client says so and keeps what it cannot send. */
  readonly writable: boolean;
}

/** A notice repeats harmlessly: `id` is the effect's id, so a client shows each once. */
export interface Notice {
  readonly id: EventId;
  readonly type: NoticeType;
  readonly at: Instant;
  readonly orderId: OrderId;
  readonly orderNo: string;
  readonly title: string;
  readonly areaId: AreaId;
  readonly urgent: boolean;
}

/** An order on the receiver's lists, or the one they follow; compare `rev` with what is shown and fetch again if it is newer. */
export interface OrderChanged {
  readonly orderId: OrderId;
  readonly rev: number;
  readonly status: Status;
}

export interface ServerToClient {
  hello: (hello: Hello) => void;
  notice: (notice: Notice) => void;
  /** What changed since the last list, each order once (SPEC P57). */
  changed: (changes: readonly OrderChanged[]) => void;
  /** The order that the receiver follows (SPEC P67). */
  followed: (change: OrderChanged) => void;
  /** The session is over: revoked, expired, or the member's roles changed. */
  session_over: (reason: 'revoked' | 'expired' | 'changed') => void;
  writable: (writable: boolean) => void;
}

export interface CommandMessage {
  readonly id: string;
  readonly type: string;
  readonly orderId?: string;
  readonly payload?: unknown;
}

export interface ClientToServer {
  command: (message: CommandMessage, ack: (answer: CommandAck) => void) => void;
  /** The one order that is shown from now on, or none: its changes are told as they come. */
  follow: (orderId: OrderId | null, ack: (now: FollowAnswer) => void) => void;
}

/** How a followed order stands; null: there is nothing to be seen; `later`: the server cannot say now. */
export type FollowAnswer = OrderChanged | 'later' | null;

/** `/public`: joins the room of one tracking code (handshake `auth: { trackingCode }`) and hears its progress. */
export interface PublicServerToClient {
  progress: (progress: ReportProgress) => void;
}
/** Nothing. */
export type PublicClientToServer = Record<string, never>;
