import type { Logger } from 'pino';
import type { Instant } from '../../shared/ids.ts';
import type { Bus, Session, Sessions } from '../parts.ts';

export type EndReason = 'revoked' | 'changed' | 'expired';

/** One connection of a session, whichever way it came in. */
export interface Guest {
  readonly session: Session;
  readonly end: (reason: EndReason) => void;
}

export interface Guests {
  /** False: the session ended while this connection was being let in. */
  isWelcome(session: Session): boolean;
  /** Connections whose time is over go; called now and then. */
  endExpired(): void;
  close(): void;
}

interface GuestsDeps {
  readonly sessions: Pick<Sessions, 'onRevoked' | 'endedAmong'>;
  readonly bus: Pick<Bus, 'onRestored'>;
  readonly now: () => Instant;
  readonly log: Logger;
}

/** Longer than letting anybody in takes. */
const REMEMBERED_MS = 120_000;

/** No connection outlives its session, on any server (P56). @param each visits every connection of this process */
export function watchGuests(deps: GuestsDeps, each: (visit: (guest: Guest) => void) => void): Guests {
  const { sessions, bus, now, log } = deps;
  const ended = new Map<string, Instant>();
  const endAll = (sessionIds: ReadonlySet<string>, reason: EndReason): void => {
    const at = now();
    for (const [id, since] of ended) if (at - since > REMEMBERED_MS) ended.delete(id);
    for (const id of sessionIds) ended.set(id, at);
    each((guest) => {
      if (sessionIds.has(guest.session.id)) guest.end(reason);
    });
  };
  const askAgain = async (): Promise<void> => {
    const ids = new Set<string>();
    each(({ session }) => void ids.add(session.id));
    if (ids.size > 0) endAll(await sessions.endedAmong([...ids]), 'revoked');
  };
  const stops = [
    sessions.onRevoked(({ sessionIds, reason }) => endAll(new Set(sessionIds), reason)),
    bus.onRestored(() => {
      askAgain().catch((error: unknown) =>
        log.warn({ err: error }, 'sessions could not be asked again; commands ask by themselves'),
      );
    }),
  ];
  return {
    isWelcome: (session) => !ended.has(session.id) && session.expiresAt > now(),
    endExpired: () => {
      const at = now();
      each((guest) => {
        if (guest.session.expiresAt <= at) guest.end('expired');
      });
    },
    close: () => {
      for (const stop of stops) stop();
    },
  };
}
