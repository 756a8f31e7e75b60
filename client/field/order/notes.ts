import { type Accessor, createMemo, createSignal, onCleanup } from 'solid-js';
import type * as Y from 'yjs';
import type { OrderId } from '../../../shared/ids.ts';
import { addItem, itemText, makeOrderRoom, type NotesLink, type OrderRoom } from '../../kit/order-room.ts';
import { createPresence } from '../../kit/presence.ts';
import { openRoom } from '../../kit/room-link.ts';
import { writeText } from '../../kit/shared-text.ts';
import { useStaff } from '../../kit/staff.ts';

export interface CheckItem {
  readonly item: Y.Map<unknown>;
  readonly text: string;
  readonly done: boolean;
}

/** Shared notes and checklist of one order as signals. */
export interface NotesModel {
  readonly items: Accessor<readonly CheckItem[]>;
  readonly open: Accessor<readonly CheckItem[]>;
  readonly text: Accessor<string>;
  readonly link: Accessor<NotesLink>;
  /** Names of those who write at this moment. */
  readonly writing: Accessor<readonly string[]>;
  readonly write: (text: string) => void;
  readonly check: (item: Y.Map<unknown>, done: boolean) => void;
  readonly add: (text: string) => void;
  readonly remove: (item: Y.Map<unknown>) => void;
}

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
    text: createMemo(() => {
      version()();
      return room().notes.toJSON();
    }),
    link: () => room().link(),
    writing: createMemo(() => presence.typing(orderId).map((one) => one.name)),
    write: (text) => {
      writeText(room().notes, text, room());
      wrote();
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
