import { type Accessor, createSignal } from 'solid-js';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import type { AreaId, Instant } from '../../../shared/ids.ts';
import { CLOSE } from '../../../shared/protocol/limits.ts';
import { parseRoom } from '../../../shared/protocol/rooms.ts';
import type { LocalCopies, LocalCopy } from '../local-copies.ts';
import type { OpenRoom, RoomLink } from '../room-link.ts';
import { readBoard, watchBoard } from './document.ts';
import type { BoardEvent } from './store.ts';

export type BoardLink = 'connecting' | 'live' | 'stale' | 'gone';

export interface BoardRoom {
  /** Shows a board; the same area in a newer room replaces it without a blank moment. */
  readonly show: (areaId: AreaId, room: string) => void;
  readonly link: Accessor<BoardLink>;
  /** When this copy last agreed with the server; null when it never did. */
  readonly agreedAt: () => Instant | null;
  readonly awareness: Accessor<Awareness | null>;
  /** The network or the session came back: do not wait for the next try. */
  readonly reconnect: () => void;
  readonly close: () => void;
}

export interface BoardRoomParts {
  readonly open: OpenRoom;
  readonly copies: LocalCopies;
  readonly apply: (event: BoardEvent) => void;
  readonly now: () => Instant;
  readonly sessionOver: () => void;
  readonly later: (ms: number, action: () => void) => () => void;
}

interface Visit {
  readonly areaId: AreaId;
  readonly room: string;
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
  copy: LocalCopy | null;
  link: RoomLink | null;
  shown: boolean;
  synced: boolean;
  readonly stops: (() => void)[];
}

const TRY_AGAIN_MS = 5000;
/** Two epochs in a row is a restart; more within moments is a loop, which is slowed down. */
const QUICK_MOVES = 3;

/**
 * The room of one board and its local copy. Every fault ends in the right board without a reload (rule U24): another epoch
 * is opened with a new empty document, a refused write throws this copy away, and everything else is tried again.
 */
export function makeBoardRoom(parts: BoardRoomParts): BoardRoom {
  const [link, setLink] = createSignal<BoardLink>('connecting');
  const [awareness, setAwareness] = createSignal<Awareness | null>(null);
  let visit: Visit | null = null;
  let shownArea: AreaId | null = null;
  let agreed: Instant | null = null;
  let moves = 0;
  let cancelLater: (() => void) | undefined;

  const here = (one: Visit): boolean => visit === one;

  const leave = (): void => {
    cancelLater?.();
    const former = visit;
    visit = null;
    if (!former) return;
    if (former.synced) agreed = parts.now();
    for (const stop of former.stops) stop();
    former.link?.close();
    former.copy?.close().catch(() => undefined);
    former.awareness.destroy();
    former.doc.destroy();
  };

  /** What the document holds becomes what is shown. */
  const reveal = (one: Visit): void => {
    one.shown = true;
    shownArea = one.areaId;
    const { entries, asOf } = readBoard(one.doc);
    parts.apply({ type: 'snapshot', areaId: one.areaId, entries, asOf });
  };

  const enter = (areaId: AreaId, room: string, withCopy: boolean): void => {
    leave();
    const doc = new Y.Doc();
    const one: Visit = {
      areaId,
      room,
      doc,
      awareness: new Awareness(doc),
      copy: null,
      link: null,
      shown: false,
      synced: false,
      stops: [],
    };
    visit = one;
    setLink((was) => (was === 'live' && shownArea === areaId ? 'stale' : 'connecting'));
    if (shownArea !== null && shownArea !== areaId) {
      shownArea = null;
      agreed = null;
      parts.apply({ type: 'cleared', areaId });
    }
    one.stops.push(
      watchBoard(doc, ({ entries, removed, asOf }) => {
        if (one.shown) parts.apply({ type: 'changed', entries, removed, asOf, at: parts.now() });
      }),
    );
    join(one, withCopy).catch(() => {
      if (here(one)) again(one);
    });
  };

  const join = async (one: Visit, withCopy: boolean): Promise<void> => {
    // Whoever keeps a copy has everything packed that comes: a first visit is shown first and kept afterwards.
    const copy = withCopy && parts.copies.has(one.room) ? await parts.copies.attach(one.room, one.doc) : null;
    if (!here(one)) {
      await copy?.close();
      return;
    }
    one.copy = copy;
    if (shownArea === null && readBoard(one.doc).entries.length > 0) reveal(one);
    setAwareness(one.awareness);
    one.link = parts.open(one.room, one.doc, one.awareness, {
      synced: (synced) => here(one) && onSynced(one, synced),
      connected: (connected) => {
        if (here(one) && !connected) lost(one);
      },
      closed: (code, reason) => here(one) && onClosed(one, code, reason),
    });
  };

  const onSynced = (one: Visit, synced: boolean): void => {
    if (!synced) {
      lost(one);
      return;
    }
    one.synced = true;
    moves = 0;
    reveal(one);
    setLink('live');
    if (one.copy === null) {
      // Joined without a copy (a new epoch, or one thrown away): from here on it is kept.
      parts.copies
        .attach(one.room, one.doc)
        .then((copy) => {
          if (here(one)) one.copy = copy;
          else void copy?.close();
        })
        .catch(() => undefined);
    }
    parts.copies.deleteOthers(`board:${one.areaId}:`, one.room).catch(() => undefined);
  };

  const lost = (one: Visit): void => {
    if (one.synced) agreed = parts.now();
    one.synced = false;
    setLink((was) => (was === 'live' ? 'stale' : was));
  };

  const onClosed = (one: Visit, code: number, reason: string): void => {
    lost(one);
    if (code === CLOSE.otherEpoch) {
      const named = parseRoom(reason);
      if (named?.kind === 'board' && named.areaId === one.areaId) {
        moves += 1;
        const room = `board:${named.areaId}:${named.epoch}`;
        if (moves <= QUICK_MOVES) enter(one.areaId, room, false);
        else cancelLater = parts.later(TRY_AGAIN_MS, () => here(one) && enter(one.areaId, room, false));
        return;
      }
    }
    if (code === CLOSE.refusedWrite) {
      // A refused value can win in this copy for ever: throw document and copy away and join again.
      const { copy } = one;
      one.copy = null;
      const rejoin = (): void => {
        if (here(one)) enter(one.areaId, one.room, false);
      };
      (copy?.clear() ?? Promise.resolve()).then(rejoin, rejoin);
      return;
    }
    if (code === CLOSE.signedOut) parts.sessionOver();
    else if (code === CLOSE.notFound) setLink('gone');
    again(one);
  };

  const again = (one: Visit): void => {
    cancelLater?.();
    cancelLater = parts.later(TRY_AGAIN_MS, () => {
      if (!here(one)) return;
      if (one.link) one.link.reconnect();
      else enter(one.areaId, one.room, true);
    });
  };

  return {
    link,
    awareness,
    show: (areaId, room) => {
      if (visit?.room !== room) enter(areaId, room, visit?.areaId !== areaId);
    },
    agreedAt: () => {
      if (!visit?.synced) return agreed;
      const heard = visit.link?.lastHeard() ?? 0;
      return heard === 0 ? parts.now() : heard + (parts.now() - Date.now());
    },
    reconnect: () => {
      if (visit?.link) visit.link.reconnect();
    },
    close: leave,
  };
}
