import { batch } from 'solid-js';
import { createStore, type SetStoreFunction, unwrap } from 'solid-js/store';
import type { AreaId, Instant, OrderId } from '../../../shared/ids.ts';
import type { WireCommandType } from '../../../shared/order/commands.ts';
import type { Status } from '../../../shared/order/state.ts';
import type { BoardEntry } from '../../../shared/protocol/board.ts';

/** A command on its way: the slip is hatched, and shown where it would go, until the board itself says so. */
export interface Pending {
  readonly commandId: string;
  readonly type: WireCommandType;
  readonly to: Status | null;
  /** Known once the command is answered: the mark goes when the board shows this rev. */
  readonly rev: number | null;
}

export interface BoardState {
  readonly areaId: AreaId | null;
  readonly cards: Readonly<Record<OrderId, BoardEntry>>;
  readonly pending: Readonly<Record<OrderId, Pending>>;
  /** When a slip came onto the board while somebody was watching. */
  readonly arrived: Readonly<Record<OrderId, Instant>>;
  /** When the projection last agreed with the database. */
  readonly asOf: Instant | null;
  /** Grows with every batch: lists depend on it and read the cards unwatched. */
  readonly version: number;
  readonly loaded: boolean;
}

export type BoardEvent =
  | { readonly type: 'cleared'; readonly areaId: AreaId }
  | {
      readonly type: 'snapshot';
      readonly areaId: AreaId;
      readonly entries: readonly BoardEntry[];
      readonly asOf: Instant | null;
    }
  | {
      readonly type: 'changed';
      readonly entries: readonly BoardEntry[];
      readonly removed: readonly OrderId[];
      readonly asOf: Instant | null;
      readonly at: Instant;
    }
  | { readonly type: 'sent'; readonly orderId: OrderId; readonly pending: Pending }
  | {
      readonly type: 'answered';
      readonly orderId: OrderId;
      readonly commandId: string;
      readonly rev: number | null;
    };

/** The same for the one function that writes it. */
interface Written {
  areaId: AreaId | null;
  cards: Record<OrderId, BoardEntry>;
  pending: Record<OrderId, Pending>;
  arrived: Record<OrderId, Instant>;
  asOf: Instant | null;
  version: number;
  loaded: boolean;
}
type Write = SetStoreFunction<Written>;

export interface BoardStore {
  readonly state: BoardState;
  readonly apply: (event: BoardEvent) => void;
  /** All cards without watching them; watch `state.version` beside it. */
  readonly all: () => readonly BoardEntry[];
}

// A function: a store wraps and changes the very objects it is given.
const emptyBoard = (areaId: AreaId | null, version: number): Written => ({
  areaId,
  cards: {},
  pending: {},
  arrived: {},
  asOf: null,
  version,
  loaded: false,
});

/**
 * The board as Solid sees it. `apply` is the only writer: one call is one batch, and only slips whose rev or words changed
 * are written, so only they are drawn again (rule U21).
 */
export function makeBoardStore(): BoardStore {
  const [state, set] = createStore<Written>(emptyBoard(null, 0));
  return {
    state,
    apply: (event) => batch(() => reduce(state, set, event)),
    all: () => Object.values(unwrap(state).cards),
  };
}

function reduce(state: BoardState, set: Write, event: BoardEvent): void {
  switch (event.type) {
    case 'cleared':
      set(emptyBoard(event.areaId, state.version + 1));
      return;
    case 'snapshot': {
      const wanted = new Set(event.entries.map((entry) => entry.id));
      const gone = Object.keys(unwrap(state).cards).filter((id) => !wanted.has(id));
      remove(set, gone);
      for (const entry of event.entries) put(state, set, entry);
      set({ areaId: event.areaId, asOf: event.asOf, version: state.version + 1, loaded: true });
      return;
    }
    case 'changed':
      remove(set, event.removed);
      for (const entry of event.entries) {
        if (!(entry.id in unwrap(state).cards)) set('arrived', entry.id, event.at);
        put(state, set, entry);
      }
      set({ asOf: event.asOf ?? state.asOf, version: state.version + 1 });
      return;
    case 'sent':
      set('pending', event.orderId, event.pending);
      set('version', state.version + 1);
      return;
    case 'answered': {
      const pending = unwrap(state).pending[event.orderId];
      if (pending?.commandId !== event.commandId) return;
      const shown = unwrap(state).cards[event.orderId]?.state[1] ?? Number.POSITIVE_INFINITY;
      if (event.rev === null || shown >= event.rev) forget(set, 'pending', event.orderId);
      else set('pending', event.orderId, { ...pending, rev: event.rev });
      set('version', state.version + 1);
      return;
    }
  }
}

function put(state: BoardState, set: Write, entry: BoardEntry): void {
  const shown = unwrap(state).cards[entry.id];
  if (shown && sameCard(shown, entry)) return;
  set('cards', entry.id, entry);
  const pending = unwrap(state).pending[entry.id];
  // Answered and now visible: what the slip shows is the truth again.
  if (pending && pending.rev !== null && entry.state[1] >= pending.rev) forget(set, 'pending', entry.id);
}

function remove(set: Write, ids: readonly OrderId[]): void {
  for (const id of ids) {
    forget(set, 'cards', id);
    forget(set, 'pending', id);
    forget(set, 'arrived', id);
  }
}

/** A store deletes a key that is set to undefined. */
const forget = (set: Write, part: 'cards' | 'pending' | 'arrived', id: OrderId): void =>
  set(part, { [id]: undefined } as never);

function sameCard(a: BoardEntry, b: BoardEntry): boolean {
  if (a.state[1] !== b.state[1] || a.state.some((value, index) => value !== b.state[index])) return false;
  const right = new Map<string, unknown>(Object.entries(b.card));
  const left = Object.entries(a.card);
  return left.length === right.size && left.every(([key, value]) => right.get(key) === value);
}
