import type { Server as HttpServer } from 'node:http';
import type { Express } from 'express';
import type { Logger } from 'pino';
import type { WorkCalendar, Zone } from '../shared/calendar/types.ts';
import type { Instant, MemberId, OrderId } from '../shared/ids.ts';
import type { Actor } from '../shared/order/actor.ts';
import type { Command } from '../shared/order/commands.ts';
import type { Refusal } from '../shared/order/decision.ts';
import type { OrderEvent } from '../shared/order/events.ts';
import type { Order } from '../shared/order/order.ts';
import type { OrderSettings } from '../shared/order/settings.ts';
import type { Member } from '../shared/people/member.ts';
import type { OrderBrief } from '../shared/protocol/dto.ts';
import type { Notice, Receipt } from '../shared/protocol/socket.ts';
import type { Config } from './config.ts';

/**
 * The seams between the rooms of the server. `app.ts` builds one of each and hands them round; tests build the same
 * app from the same parts. Nothing here knows Express, Socket.IO or mongoose by itself.
 */
export interface Base {
  readonly config: Config;
  readonly log: Logger;
  /** Server time in ms; tests pass a clock of their own. */
  readonly now: () => Instant;
  /** A fresh, unguessable, short id (12 characters, URL-safe). */
  readonly newId: () => string;
}

/** Rules that administrators may change; re-read when they do. */
export interface Rules {
  zone(): Zone;
  calendar(): WorkCalendar;
  settings(): OrderSettings;
}

export type CommandOutcome =
  | {
      readonly ok: true;
      readonly order: Order;
      /** What the sender is answered with: for a repeat exactly what the first run was answered with (SPEC S4). */
      readonly brief: OrderBrief;
      /** Events of this commit, or of the first run when the command is a repeat. */
      readonly events: readonly OrderEvent[];
      readonly repeated: boolean;
      readonly receipt?: Receipt;
    }
  | Refusal;

/** The one write path for orders (SPEC S1): load, may?, decide, commit if rev unchanged, effects, announce. */
export interface CommandService {
  /**
   * `command` is still untrusted: its payload is validated here. Bad input, a full queue (`busy`) and a lost database
   * (`unavailable`) are refusals; it rejects only for a fault of our own.
   */
  run(actor: Actor, command: UntrustedCommand): Promise<CommandOutcome>;
}
export interface UntrustedCommand {
  readonly id: string;
  readonly type: Command['type'];
  readonly orderId?: OrderId;
  readonly payload: unknown;
}

/** A committed change, as other rooms of the server hear it, on every server process. */
export interface Change {
  readonly order: Order;
  /** What was just committed; empty when the change was found by the periodic scan. */
  readonly events: readonly OrderEvent[];
  /** Where it was before this commit, so that its former boards and holders hear of it too. */
  readonly before: Pick<Order, 'areaPath' | 'levelAreaId' | 'status' | 'offer' | 'holder'> | null;
}

export interface Announcer {
  /** Tells this process at once and every other process by the bus. Never throws: a lost word is healed by the scan. */
  announce(change: Change): void;
  /** Looks in the database for what no word told, and tells of it. */
  scan(): Promise<void>;
  /** Has every process do so: more was written than words should be made about. Never throws. */
  scanEverywhere(): void;
  onChange(listener: (change: Change) => void): () => void;
}

/** Sends notices to people, wherever they are connected. Idempotent per notice id on the client. */
export interface Notifier {
  toMembers(memberIds: readonly MemberId[], notice: Notice): void;
  /** Officers whose areas contain the path. */
  toOfficers(areaPath: string, notice: Notice): void;
  /** Active workers and volunteers of the area, for the open pool. */
  toArea(areaPath: string, notice: Notice): void;
}

/** Carries small JSON messages between server processes; in one process it is a plain emitter. */
export interface Bus {
  publish(topic: string, message: unknown): void;
  subscribe(topic: string, handler: (message: unknown) => void): () => void;
  /** The way to the other processes is open, ours or theirs; what was said before is lost. */
  onRestored(listener: () => void): () => void;
  close(): Promise<void>;
}

export interface Session {
  /** Hash of the cookie's token: safe to log and to send between servers. */
  readonly id: string;
  readonly memberId: MemberId;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
}

export interface Sessions {
  create(
    memberId: MemberId,
    about: { readonly userAgent: string; readonly address: string },
  ): Promise<{ token: string; session: Session }>;
  /** The live session of a token with its member as of now, or null when it is unknown, expired, revoked or the member inactive. */
  find(token: string): Promise<{ session: Session; member: Member } | null>;
  revoke(sessionId: string): Promise<void>;
  /** Ends every session of a member but one; also called when roles or areas change. */
  revokeMember(memberId: MemberId, reason: 'revoked' | 'changed', except?: string): Promise<void>;
  /** Which of these sessions have ended, as the database knows it. */
  endedAmong(sessionIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** Hears of ended sessions on every server, to disconnect their sockets and Yjs connections. */
  onRevoked(
    listener: (ended: {
      memberId: MemberId;
      sessionIds: readonly string[];
      reason: 'revoked' | 'changed' | 'expired';
    }) => void,
  ): () => void;
}

/** Whether writes can be acknowledged now; flips by itself when the database goes and comes back. */
export interface Health {
  writable(): boolean;
  onChange(listener: (writable: boolean) => void): () => void;
}

/** A room of the server that listens on the shared http server and ends with it. */
export interface Mounted {
  close(): Promise<void>;
}

export interface App {
  readonly http: HttpServer;
  readonly express: Express;
  close(): Promise<void>;
}
