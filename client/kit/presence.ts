import { type Accessor, createMemo, createSignal, onCleanup } from 'solid-js';
import type { Awareness } from 'y-protocols/awareness';
import type { MemberId, OrderId } from '../../shared/ids.ts';
import type { Presence } from '../../shared/protocol/presence.ts';

export interface Colleague {
  readonly id: MemberId;
  readonly name: string;
}

export interface Drag {
  readonly by: Colleague;
  readonly orderId: OrderId;
  readonly over: string | null;
}

export interface CaretOf {
  readonly by: Colleague;
  readonly clientId: number;
  readonly anchor: string;
  readonly head: string;
}

/** Who else is in a room and what they do (reactive). The server stamps names; a state without one is not shown. */
export interface PresenceView {
  /** Everybody else, each once, however many windows they have open. */
  readonly colleagues: Accessor<readonly Colleague[]>;
  readonly lookingAt: (orderId: OrderId) => readonly Colleague[];
  readonly drags: Accessor<readonly Drag[]>;
  readonly typing: (orderId: OrderId) => readonly Colleague[];
  readonly carets: Accessor<readonly CaretOf[]>;
  /** Says what this member does; merged, and sent at most ten times a second. */
  readonly say: (change: Omit<Presence, 'user'>) => void;
}

const SEND_EVERY_MS = 100;
const NOBODY: readonly Colleague[] = [];

/** Watches the awareness of the room that `awareness` names now, for as long as the owner lives. */
export function createPresence(
  awareness: Accessor<Awareness | null>,
  selfId: Accessor<MemberId | null>,
): PresenceView {
  const [version, setVersion] = createSignal(0);
  const mine: { value: Omit<Presence, 'user'> } = { value: {} };
  let timer: ReturnType<typeof setTimeout> | undefined;

  const watched = createMemo(() => {
    const current = awareness();
    if (!current) return null;
    const changed = (): void => void setVersion((one) => one + 1);
    current.on('change', changed);
    current.setLocalState({ ...mine.value });
    onCleanup(() => current.off('change', changed));
    return current;
  });

  const others = createMemo(() => {
    version();
    const current = watched();
    if (!current) return [];
    return [...current.getStates()].flatMap(([clientId, state]) => {
      const presence = state as Presence;
      if (clientId === current.clientID || !presence.user || presence.user.id === selfId()) return [];
      return [{ clientId, user: presence.user, presence }];
    });
  });

  const byOrder = (pick: (presence: Presence) => OrderId | null | undefined) =>
    createMemo(() => {
      const found = new Map<OrderId, Colleague[]>();
      for (const { user, presence } of others()) {
        const orderId = pick(presence);
        if (!orderId) continue;
        const list = found.get(orderId) ?? [];
        if (!list.some((one) => one.id === user.id)) list.push(user);
        found.set(orderId, list);
      }
      return found;
    });
  const looking = byOrder((presence) => presence.looking);
  const typing = byOrder((presence) => presence.typing);

  const flush = (): void => {
    timer = undefined;
    watched()?.setLocalState({ ...mine.value });
  };
  onCleanup(() => clearTimeout(timer));

  return {
    colleagues: createMemo(() => {
      const once = new Map(others().map(({ user }) => [user.id, user]));
      return [...once.values()];
    }),
    lookingAt: (orderId) => looking().get(orderId) ?? NOBODY,
    typing: (orderId) => typing().get(orderId) ?? NOBODY,
    drags: createMemo(() =>
      others().flatMap(({ user, presence }) =>
        presence.dragging
          ? [{ by: user, orderId: presence.dragging.orderId, over: presence.dragging.over }]
          : [],
      ),
    ),
    carets: createMemo(() =>
      others().flatMap(({ user, clientId, presence }) =>
        presence.caret ? [{ by: user, clientId, ...presence.caret }] : [],
      ),
    ),
    say: (change) => {
      mine.value = { ...mine.value, ...change };
      timer ??= setTimeout(flush, SEND_EVERY_MS);
    },
  };
}
