import type { Logger } from 'pino';
import { hasBoard } from '../../../shared/areas/area.ts';
import type { AreaId, Instant } from '../../../shared/ids.ts';
import { CLOSED_STAYS_MS } from '../../../shared/order/card.ts';
import type { Order } from '../../../shared/order/order.ts';
import { CLOSE } from '../../../shared/protocol/limits.ts';
import { boardRoom } from '../../../shared/protocol/rooms.ts';
import type { Announcer, Bus } from '../../parts.ts';
import { onPlacesChanged } from '../../places.ts';
import { below } from '../../store/below.ts';
import type { Store } from '../../store/connect.ts';
import { BoardRoom } from './board-room.ts';
import type { RoomConnection } from './connection.ts';
import type { AwarenessState } from './frames.ts';

export interface BoardsDeps {
  readonly store: Pick<Store, 'models'>;
  readonly bus: Bus;
  readonly announcer: Announcer;
  readonly log: Logger;
  readonly now: () => Instant;
  readonly processId: string;
  /** Size in bytes past which a board is projected anew. */
  readonly boardBytes?: number;
}

export interface Boards {
  /** The room that serves an area's board now; null for an area without a board. */
  roomOf(areaId: AreaId): Promise<string | null>;
  /** The path of an area that has a board, to check who may see it. */
  pathOf(areaId: AreaId): Promise<string | null>;
  join(areaId: AreaId, epoch: string, connection: RoomConnection): Promise<void>;
  each(visit: (connection: RoomConnection) => void): void;
  /** Hears that an area's board moved to another room. */
  onMoved(listener: (areaId: AreaId) => void): () => void;
  /** Takes off what has been closed for a day, and puts away boards that nobody looks at. */
  tidy(): Promise<void>;
  close(): void;
}

const BOARD_BYTES = 1024 * 1024;
const IDLE_MS = 10 * 60_000;
const TOPIC = 'board-awareness';
const SHOWN_STATUSES = ['new', 'dispatched', 'handling', 'done'] as const;

interface AwarenessWord {
  readonly from: string;
  readonly areaId: AreaId;
  readonly states: readonly AwarenessState[];
}

/** Every board this process serves: projections of MongoDB that can be thrown away and rebuilt at any time (Y1). */
export function createBoards(deps: BoardsDeps): Boards {
  const { announcer, bus, log, now, processId, store } = deps;
  const rooms = new Map<AreaId, BoardRoom>();
  const moved = new Set<(areaId: AreaId) => void>();
  let epochs = 0;

  const pathOf = async (areaId: AreaId): Promise<string | null> => {
    const area = await store.models.areas.findById(areaId).lean();
    return area?.active && hasBoard(area) ? area.path : null;
  };

  const loadOrders = async (areaPath: string): Promise<Order[]> => {
    const path = below(areaPath);
    const [open, closed] = await Promise.all([
      store.models.orders.find({ status: { $in: SHOWN_STATUSES }, areaPath: path }).lean(),
      store.models.orders
        .find({ status: 'closed', areaPath: path, closedAt: { $gt: now() - CLOSED_STAYS_MS } })
        .lean(),
    ]);
    return [...open, ...closed];
  };

  const open = (areaId: AreaId, areaPath: string): BoardRoom => {
    epochs += 1;
    const room = new BoardRoom({
      areaId,
      areaPath,
      epoch: `${processId}-${epochs}`,
      now,
      rebaseBytes: deps.boardBytes ?? BOARD_BYTES,
      loadOrders: () => loadOrders(areaPath),
      relay: (states) => bus.publish(TOPIC, { from: processId, areaId, states } satisfies AwarenessWord),
      outgrown: () => rebase(areaId),
      refused: (connection) =>
        log.warn({ areaId, memberId: connection.member._id }, 'a client wrote to a board; refused'),
    });
    rooms.set(areaId, room);
    return room;
  };

  function rebase(areaId: AreaId): void {
    const old = rooms.get(areaId);
    if (!old) return;
    const fresh = open(areaId, old.areaPath);
    for (const listener of moved) listener(areaId);
    old.end(CLOSE.otherEpoch, fresh.room);
  }

  const get = async (areaId: AreaId): Promise<BoardRoom | null> => {
    const known = rooms.get(areaId);
    if (known) return known;
    const path = await pathOf(areaId);
    if (path === null) return null;
    return rooms.get(areaId) ?? open(areaId, path);
  };

  const stopChanges = announcer.onChange(({ order, before }) => {
    for (const room of rooms.values()) {
      if (order.areaPath.startsWith(room.areaPath) || before?.areaPath.startsWith(room.areaPath))
        room.change(order);
    }
  });
  const stopAwareness = bus.subscribe(TOPIC, (message) => {
    const word = message as AwarenessWord;
    if (word.from !== processId) rooms.get(word.areaId)?.hearRemote(word.states);
  });

  /** An area that was closed has no board any more; those who look at it are told that it is gone. */
  const leaveClosed = async (): Promise<void> => {
    for (const [areaId, room] of rooms) {
      if ((await pathOf(areaId)) !== null || rooms.get(areaId) !== room) continue;
      rooms.delete(areaId);
      room.end(CLOSE.notFound, '');
    }
  };
  const stopPlaces = onPlacesChanged(bus, () => {
    leaveClosed().catch((error: unknown) => log.warn({ err: error }, 'closed areas still have their boards'));
  });

  const tidy = async (): Promise<void> => {
    const leaving = [...rooms.values()].flatMap((room) => room.overdueIds());
    if (leaving.length > 0) {
      const orders = await store.models.orders.find({ _id: { $in: leaving } }).lean();
      for (const room of rooms.values()) room.heal(orders);
    }
    const at = now();
    for (const [areaId, room] of rooms) {
      if (room.viewers > 0 || at - room.emptySince <= IDLE_MS) continue;
      rooms.delete(areaId);
      room.end(CLOSE.otherEpoch, '');
    }
  };

  return {
    pathOf,
    tidy,
    roomOf: async (areaId) => (await get(areaId))?.room ?? null,
    join: async (areaId, epoch, connection) => {
      const room = await get(areaId);
      if (!room) connection.close(CLOSE.notFound);
      else if (room.room !== boardRoom(areaId, epoch)) connection.close(CLOSE.otherEpoch, room.room);
      else await room.join(connection);
    },
    each: (visit) => {
      for (const room of rooms.values()) room.each(visit);
    },
    onMoved: (listener) => {
      moved.add(listener);
      return () => moved.delete(listener);
    },
    close: () => {
      stopChanges();
      stopAwareness();
      stopPlaces();
      for (const room of rooms.values()) room.end(1001, '');
      rooms.clear();
    },
  };
}
