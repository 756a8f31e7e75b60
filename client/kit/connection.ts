import { type Accessor, createSignal } from 'solid-js';
import type { Instant, OrderId } from '../../shared/ids.ts';
import type { Hello, Notice, OrderChanged } from '../../shared/protocol/socket.ts';
import { makeFollowing } from './following.ts';
import { makeListeners } from './listeners.ts';
import type { Ticker } from './now.ts';
import type { Delivery, OutboxEntry } from './outbox/entry.ts';
import type { Session } from './session.ts';
import type { Wire } from './wire.ts';

/** How things stand with the server. `stale` and `offline` say since when. */
export type Link =
  | { readonly state: 'connecting' }
  | { readonly state: 'live' }
  | { readonly state: 'stale'; readonly since: Instant }
  | { readonly state: 'offline'; readonly since: Instant }
  | { readonly state: 'signed_out' };

export interface Connection {
  readonly link: Accessor<Link>;
  /** The last hello: member, boards, time. Kept while the connection is away. */
  readonly hello: Accessor<Hello | null>;
  /** False while the server takes no writes. */
  readonly writable: Accessor<boolean>;
  readonly onNotice: (listener: (notice: Notice) => void) => () => void;
  /** Hears of orders on this member's lists. */
  readonly onChanged: (listener: (change: OrderChanged) => void) => () => void;
  /** Hears of one order, wherever it lies, also how it stands at first: the one a page shows. The latest call counts. */
  readonly follow: (orderId: OrderId, listener: (change: OrderChanged) => void) => () => void;
  /** Called after every hello: compare what is shown with what is, and send what waits. */
  readonly onHello: (listener: (hello: Hello) => void) => () => void;
  readonly onWritable: (listener: () => void) => () => void;
  /** One try to deliver a command; the outbox calls it. */
  readonly deliver: (entry: OutboxEntry) => Promise<Delivery>;
  readonly start: () => void;
  readonly stop: () => void;
}

export interface ConnectionParts {
  readonly wire: Wire;
  readonly session: Pick<Session, 'over' | 'update'>;
  readonly ticker: Pick<Ticker, 'adjust' | 'instant'>;
  readonly online?: () => boolean;
}

/** Refusals that say "not now": the command stays in the outbox. */
const BUSY: ReadonlySet<string> = new Set(['busy', 'unavailable', 'read_only', 'rate_limited']);
const SESSION: ReadonlySet<string> = new Set(['signed_out', 'session_expired']);

/** The one Socket.IO connection of the signed-in pages and its states (rule U22). */
export function makeConnection(parts: ConnectionParts): Connection {
  const { wire, session, ticker } = parts;
  const online = parts.online ?? (() => navigator.onLine);
  const [link, setLink] = createSignal<Link>({ state: 'connecting' });
  const [hello, setHello] = createSignal<Hello | null>(null);
  const [writable, setWritable] = createSignal(true);
  const notices = makeListeners<Notice>();
  const changes = makeListeners<OrderChanged>();
  const hellos = makeListeners<Hello>();
  const writables = makeListeners<boolean>();
  const following = makeFollowing(wire);
  let lost: Instant | null = null;

  const away = (): void => {
    if (link().state === 'signed_out') return;
    // A page that never was connected says "connecting", unless it knows that there is no network.
    if (hello() === null && online()) return;
    lost ??= ticker.instant();
    setLink({ state: online() ? 'stale' : 'offline', since: lost });
  };
  const signedOut = (reason: 'revoked' | 'expired' | 'changed'): void => {
    wire.disconnect();
    setLink({ state: 'signed_out' });
    session.over(reason);
  };

  wire.on({
    connect: () => undefined,
    disconnect: away,
    refused: (code) => {
      if (code !== null && SESSION.has(code)) signedOut('expired');
      else away();
    },
    hello: (next) => {
      lost = null;
      ticker.adjust(next.serverTime);
      setHello(next);
      setWritable(next.writable);
      setLink({ state: 'live' });
      session.update(next.member);
      hellos.tell(next);
      following.greeted();
    },
    notice: notices.tell,
    changed: (list) => {
      for (const change of list) changes.tell(change);
    },
    followed: following.tell,
    session_over: signedOut,
    writable: (next) => {
      setWritable(next);
      if (next) writables.tell(next);
    },
  });

  const cameOnline = (): void => {
    if (link().state !== 'signed_out' && !wire.connected()) wire.connect();
    if (link().state === 'offline') away();
  };

  return {
    link,
    hello,
    writable,
    onNotice: notices.add,
    onChanged: changes.add,
    follow: following.follow,
    onHello: hellos.add,
    onWritable: (listener) => writables.add(() => listener()),
    deliver: async (entry) => {
      if (link().state !== 'live' || !wire.connected()) return { kind: 'later', why: 'connection' };
      const photoIds = (entry.files ?? []).flatMap((file) =>
        file.photoId === undefined ? [] : [file.photoId],
      );
      try {
        const ack = await wire.command({
          id: entry.id,
          type: entry.type,
          ...(entry.orderId === undefined ? {} : { orderId: entry.orderId }),
          payload: photoIds.length > 0 ? { ...entry.payload, photoIds } : entry.payload,
        });
        if (ack.ok) return { kind: 'answered', ack };
        if (BUSY.has(ack.code)) return { kind: 'later', why: 'busy' };
        if (!SESSION.has(ack.code)) return { kind: 'answered', ack };
        signedOut('expired');
        return { kind: 'later', why: 'session' };
      } catch {
        // Not answered in time while still connected: ask again with the same id.
        return { kind: 'later', why: wire.connected() ? 'busy' : 'connection' };
      }
    },
    start: () => {
      lost = null;
      setLink({ state: 'connecting' });
      globalThis.addEventListener('online', cameOnline);
      globalThis.addEventListener('offline', away);
      wire.connect();
      if (!online()) away();
    },
    stop: () => {
      following.stop();
      globalThis.removeEventListener('online', cameOnline);
      globalThis.removeEventListener('offline', away);
      wire.disconnect();
    },
  };
}
