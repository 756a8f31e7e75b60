import { type Accessor, createSignal } from 'solid-js';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import type { OrderId } from '../../shared/ids.ts';
import { CLOSE } from '../../shared/protocol/limits.ts';
import { orderRoom } from '../../shared/protocol/rooms.ts';
import type { LocalCopies, LocalCopy } from './local-copies.ts';
import type { OpenRoom, RoomLink } from './room-link.ts';

/** `reading`: this member may look but not write now; what was typed stays on the screen until the room is left. */
export type NotesLink = 'connecting' | 'live' | 'stale' | 'gone';

export interface OrderRoom {
  readonly doc: Y.Doc;
  readonly notes: Y.Text;
  /** Items are maps of `text` (Y.Text) and `done` (boolean). */
  readonly checklist: Y.Array<Y.Map<unknown>>;
  readonly awareness: Awareness;
  readonly link: Accessor<NotesLink>;
  readonly reconnect: () => void;
  readonly close: () => void;
}

export interface OrderRoomParts {
  readonly open: OpenRoom;
  readonly copies: LocalCopies;
  readonly sessionOver: () => void;
  /** A write was refused: the room must be made anew, with an empty document. `lost` is what the notes said. */
  readonly refused: (lost: string) => void;
  readonly later: (ms: number, action: () => void) => () => void;
}

const TRY_AGAIN_MS = 5000;

/** Shared handling notes and checklist of one order, merged without conflict and kept locally while offline. */
export function makeOrderRoom(orderId: OrderId, parts: OrderRoomParts): OrderRoom {
  const doc = new Y.Doc();
  const awareness = new Awareness(doc);
  const [link, setLink] = createSignal<NotesLink>('connecting');
  let room: RoomLink | null = null;
  let copy: LocalCopy | null = null;
  let closed = false;
  let cancelLater: (() => void) | undefined;

  const onClosed = (code: number): void => {
    setLink((was) => (was === 'live' ? 'stale' : was));
    // Too much is refused for ever, like what one may not write: trying again would end the same way.
    if (code === CLOSE.refusedWrite || code === CLOSE.tooLarge) {
      const clearing = copy?.clear() ?? Promise.resolve();
      copy = null;
      const tell = (): void => parts.refused(textOf(doc));
      clearing.then(tell, tell);
      return;
    }
    if (code === CLOSE.signedOut) parts.sessionOver();
    if (code === CLOSE.notFound) setLink('gone');
    cancelLater = parts.later(TRY_AGAIN_MS, () => room?.reconnect());
  };

  const join = async (): Promise<void> => {
    const name = orderRoom(orderId);
    const kept = await parts.copies.attach(name, doc);
    if (closed) {
      await kept?.close();
      return;
    }
    copy = kept;
    room = parts.open(name, doc, awareness, {
      synced: (synced) => setLink(synced ? 'live' : 'stale'),
      connected: (connected) => {
        if (!connected) setLink((was) => (was === 'live' ? 'stale' : was));
      },
      closed: onClosed,
    });
  };
  join().catch(() => setLink('stale'));

  return {
    doc,
    notes: doc.getText('notes'),
    checklist: doc.getArray('checklist'),
    awareness,
    link,
    reconnect: () => room?.reconnect(),
    close: () => {
      closed = true;
      cancelLater?.();
      room?.close();
      copy?.close().catch(() => undefined);
      awareness.destroy();
      doc.destroy();
    },
  };
}

/** Everything written in a room as plain text, so that a refused writer can copy it elsewhere. */
export function textOf(doc: Y.Doc): string {
  const items = doc.getArray<Y.Map<unknown>>('checklist').map((item) => itemText(item)?.toJSON() ?? '');
  return [...items, doc.getText('notes').toJSON()].filter((line) => line !== '').join('\n');
}

/** Adds an item to the checklist; returns it. */
export function addItem(room: Pick<OrderRoom, 'doc' | 'checklist'>, at: number, text = ''): Y.Map<unknown> {
  const item = new Y.Map<unknown>();
  room.doc.transact(() => {
    item.set('text', new Y.Text(text));
    item.set('done', false);
    room.checklist.insert(Math.min(at, room.checklist.length), [item]);
  });
  return item;
}

export const itemText = (item: Y.Map<unknown>): Y.Text | null => {
  const text = item.get('text');
  return text instanceof Y.Text ? text : null;
};
