import { type Accessor, createMemo, createSignal, onCleanup } from 'solid-js';
import type * as Y from 'yjs';
import type { OrderId } from '../../shared/ids.ts';
import { type BoundText, bindText } from './bound-text.ts';
import { addItem, itemText, makeOrderRoom, type NotesLink, type OrderRoom } from './order-room.ts';
import { createPresence } from './presence.ts';
import { openRoom } from './room-link.ts';
import { caretIndex, encodeCaret } from './shared-text.ts';
import { useStaff } from './staff.ts';

export interface CheckItem {
  readonly item: Y.Map<unknown>;
  readonly text: string;
  readonly done: boolean;
}

/** Where a colleague writes in the notes. */
export interface Caret {
  readonly id: string;
  readonly name: string;
  /** Characters before it. */
  readonly index: number;
}

/** Shared notes and checklist of one order as signals. */
export interface NotesModel {
  readonly items: Accessor<readonly CheckItem[]>;
  readonly open: Accessor<readonly CheckItem[]>;
  /** The box the notes are written in; another one when the room had to be made anew. */
  readonly box: Accessor<BoundText>;
  readonly carets: Accessor<readonly Caret[]>;
  readonly link: Accessor<NotesLink>;
  /** Names of those who write at this moment. */
  readonly writing: Accessor<readonly string[]>;
  /** A box for the words of an item, for as long as the owner lives. */
  readonly boxOf: (item: Y.Map<unknown>) => BoundText | null;
  readonly check: (item: Y.Map<unknown>, done: boolean) => void;
  readonly add: (text: string) => void;
  readonly remove: (item: Y.Map<unknown>) => void;
}

/** How long after the last key somebody counts as writing. */
const QUIET_MS = 3000;

/** @param refused hears what the notes said when the server refused to store them. */
export function createNotes(orderId: OrderId, refused: (lost: string) => void): NotesModel {
  const staff = useStaff();
  const [attempt, setAttempt] = createSignal(0);
  const room = createMemo((): OrderRoom => {
    attempt();
    const made = makeOrderRoom(orderId, {
      open: openRoom,
      copies: staff.copies,
      sessionOver: () => staff.session.over('expired'),
      refused: (lost) => {
        if (lost) refused(lost);
        setAttempt((n) => n + 1);
      },
      later: (ms, action) => {
        const timer = setTimeout(action, ms);
        return () => clearTimeout(timer);
      },
    });
    onCleanup(made.close);
    return made;
  });
  const version = createMemo(() => {
    const { notes, checklist } = room();
    const [count, setCount] = createSignal(0);
    const changed = (): void => void setCount((n) => n + 1);
    notes.observe(changed);
    checklist.observeDeep(changed);
    return count;
  });
  const presence = createPresence(
    () => room().awareness,
    () => staff.member()._id,
  );
  let quiet: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(quiet));
  const wrote = (): void => {
    presence.say({ typing: orderId });
    clearTimeout(quiet);
    quiet = setTimeout(() => presence.say({ typing: null }), QUIET_MS);
  };
  const items = createMemo(() => {
    version()();
    return room()
      .checklist.toArray()
      .map(
        (item): CheckItem => ({
          item,
          text: itemText(item)?.toJSON() ?? '',
          done: item.get('done') === true,
        }),
      );
  });
  return {
    items,
    open: createMemo(() => items().filter((one) => !one.done && one.text.trim() !== '')),
    box: createMemo(() => {
      const { notes } = room();
      return bindText(notes, room(), {
        wrote,
        selected: (at) => presence.say({ caret: at && encodeCaret(notes, at.anchor, at.head) }),
      });
    }),
    carets: createMemo(() => {
      version()();
      return presence.carets().flatMap(({ by, head }) => {
        const index = caretIndex(room().notes, head);
        return index === null ? [] : [{ id: by.id, name: by.name, index }];
      });
    }),
    link: () => room().link(),
    writing: createMemo(() => presence.typing(orderId).map((one) => one.name)),
    boxOf: (item) => {
      const text = itemText(item);
      return text && bindText(text, room(), { wrote });
    },
    check: (item, done) => {
      item.set('done', done);
    },
    add: (text) => {
      addItem(room(), room().checklist.length, text);
    },
    remove: (item) => {
      const at = room().checklist.toArray().indexOf(item);
      if (at >= 0) room().checklist.delete(at, 1);
    },
  };
}
