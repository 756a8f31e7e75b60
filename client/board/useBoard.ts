import { type Accessor, createEffect, createMemo, createSignal, onCleanup } from 'solid-js';
import type { OrderId } from '../../shared/ids.ts';
import type { Payloads, WireCommandType } from '../../shared/order/commands.ts';
import type { Status } from '../../shared/order/state.ts';
import type { BoardRef, CommandAck } from '../../shared/protocol/socket.ts';
import { type BoardLink, makeBoardRoom } from '../kit/board/room.ts';
import { type BoardStore, makeBoardStore } from '../kit/board/store.ts';
import { now, ticker } from '../kit/now.ts';
import { createPlaceNames } from '../kit/place-names.ts';
import { createPresence, type PresenceView } from '../kit/presence.ts';
import { openRoom } from '../kit/room-link.ts';
import { useStaff } from '../kit/staff.ts';
import { type ColumnView, columnsOf, type Filter, type Names, NO_FILTER } from './view.ts';

export interface BoardModel {
  readonly boards: Accessor<readonly BoardRef[]>;
  readonly current: Accessor<BoardRef | null>;
  readonly choose: (areaId: string) => void;
  readonly store: BoardStore;
  readonly link: Accessor<BoardLink>;
  readonly agreedAt: () => number | null;
  readonly presence: PresenceView;
  readonly filter: Accessor<Filter>;
  readonly setFilter: (change: Partial<Filter>) => void;
  readonly columns: Accessor<readonly ColumnView[]>;
  readonly names: Names;
  /** Sends a command about a card; the card shows where it is going until it is answered. */
  readonly send: <T extends WireCommandType>(
    type: T,
    orderId: OrderId,
    payload: Payloads[T],
    to?: Status,
  ) => Promise<CommandAck | null>;
}

const KEY = 'paidan.board';

/** Columns change with time only in what is overdue: often enough to see a deadline pass. */
const SLOW_MS = 5000;

/** Everything the board shows and does: one room, one store, one reducer behind it. */
export function createBoard(): BoardModel {
  const staff = useStaff();
  const store = makeBoardStore();
  const [chosen, setChosen] = createSignal(localStorage.getItem(KEY) ?? '');
  const [filter, setWhole] = createSignal<Filter>(NO_FILTER);
  const boards = (): readonly BoardRef[] => staff.connection.hello()?.boards ?? [];
  const current = createMemo(
    () => boards().find((board) => board.areaId === chosen()) ?? boards()[0] ?? null,
  );

  const room = makeBoardRoom({
    open: openRoom,
    copies: staff.copies,
    apply: store.apply,
    now: ticker().instant,
    sessionOver: () => staff.session.over('expired'),
    later: (ms, action) => {
      const timer = setTimeout(action, ms);
      return () => clearTimeout(timer);
    },
  });
  createEffect(() => {
    const board = current();
    if (board) room.show(board.areaId, board.room);
  });
  onCleanup(staff.connection.onHello(() => room.reconnect()));
  onCleanup(room.close);

  const presence = createPresence(room.awareness, () => staff.member()._id);
  const names: Names = {
    pathOf: (id) => staff.directory.area(id)?.path ?? '',
    ...createPlaceNames(staff.directory, () =>
      boards().flatMap(({ areaId }) => (areaId === current()?.areaId ? [areaId] : [])),
    ),
    itemName: staff.directory.itemName,
    categoryId: (itemId) => staff.directory.item(itemId)?.categoryId ?? '',
    categoryRank: (itemId) =>
      staff.directory
        .data()
        ?.categories.findIndex((one) => one._id === staff.directory.item(itemId)?.categoryId) ?? 0,
    categoryName: (itemId) => staff.directory.categoryName(staff.directory.item(itemId)?.categoryId ?? null),
  };
  const slowly = createMemo(() => Math.floor(now() / SLOW_MS) * SLOW_MS);
  const columns = createMemo(() => {
    // The version stands for every card: watching each of ten thousand would cost more than it saves.
    void store.state.version;
    const pending = store.state.pending;
    const moved = Object.fromEntries(Object.entries(pending).map(([id, one]) => [id, one.to]));
    return columnsOf(store.all(), filter(), names, slowly(), staff.member()._id, moved);
  });

  return {
    boards,
    current,
    choose: (areaId) => {
      localStorage.setItem(KEY, areaId);
      setChosen(areaId);
      // A grid of the board that is left would hide every card of this one.
      setWhole((was) => ({ ...was, areaPath: '' }));
    },
    store,
    link: room.link,
    agreedAt: room.agreedAt,
    presence,
    filter,
    setFilter: (change) => setWhole((was) => ({ ...was, ...change })),
    columns,
    names,
    send: async (type, orderId, payload, to) => {
      const card = store.state.cards[orderId]?.card;
      const sending = staff.send(type, orderId, payload, card ? { about: `${card.no} ${card.title}` } : {});
      store.apply({
        type: 'sent',
        orderId,
        pending: { commandId: sending.id, type, to: to ?? null, rev: null },
      });
      const ack = await sending.answer;
      store.apply({ type: 'answered', orderId, commandId: sending.id, rev: ack?.ok ? ack.order.rev : null });
      return ack;
    },
  };
}
