import type { Logger } from 'pino';
import { type Area, hasBoard } from '../../../shared/areas/area.ts';
import type { AreaId, Instant } from '../../../shared/ids.ts';
import { CLOSE } from '../../../shared/protocol/limits.ts';
import { boardRoom } from '../../../shared/protocol/rooms.ts';
import type { Store } from '../../store/connect.ts';
import type { LiveAnnouncer } from '../announcer.ts';
import { loadBoardOrders } from './board-orders.ts';
import { BoardRoom } from './board-room.ts';
import type { RoomConnection } from './connection.ts';
import type { PresenceLinks } from './presence-link.ts';

export interface BoardsDeps {
  readonly store: Pick<Store, 'models'>;
  readonly announcer: LiveAnnouncer;
  readonly presence: PresenceLinks;
  readonly log: Logger;
  readonly now: () => Instant;
  readonly processId: string;
}

type Place = Pick<Area, '_id' | 'path'>;

export interface Boards {
  /** The room that serves an area's board now. Names it without reading the board. */
  roomOf(area: Place): string;
  /** The area when it has a board, to check who may see it. */
  areaOf(areaId: AreaId): Promise<Place | null>;
  /** Joins, or closes the connection with the reason; rejects when the database is away. */
  join(area: Place, epoch: string, connection: RoomConnection): Promise<void>;
  each(visit: (connection: RoomConnection) => void): void;
  /** Hears that an area's board moved to another room. */
  onMoved(listener: (areaId: AreaId) => void): () => void;
  /** Signs of life, leaving of what closed a day ago, forgetting of what nobody looks at. Every ten seconds. */
  beat(beatNumber: number): void;
  /** Compares every card of every board with the database. */
  verify(): Promise<void>;
  /** Starts a board anew in a room without a past. */
  rebase(areaId: AreaId): void;
  close(): void;
}

const IDLE_MS = 10 * 60_000;
/** Beats between two comparisons of whole boards: ten minutes. */
const VERIFY_EVERY_BEATS = 60;

/** Every board this process serves: projections of MongoDB that can be thrown away and rebuilt at any time (Y1, Y7). */
export function createBoards(deps: BoardsDeps): Boards {
  const { announcer, log, now, presence, processId, store } = deps;
  const rooms = new Map<AreaId, BoardRoom>();
  /** Areas whose board this process has named before: another room for one of them is news. */
  const named = new Set<AreaId>();
  const moved = new Set<(areaId: AreaId) => void>();
  let epochs = 0;

  const open = (areaId: AreaId, areaPath: string): BoardRoom => {
    epochs += 1;
    const room = new BoardRoom({
      areaId,
      areaPath,
      epoch: `${processId}-${epochs}`,
      now,
      loadOrders: () => loadBoardOrders(store, areaPath, now()),
      presence: presence.open(`board:${areaId}`),
      outgrown: () => rebase(areaId),
      refused: (connection) =>
        log.warn({ areaId, memberId: connection.member._id }, 'a client wrote to a board and was refused'),
    });
    rooms.set(areaId, room);
    if (named.has(areaId)) for (const listener of moved) listener(areaId);
    named.add(areaId);
    return room;
  };

  function replace(areaId: AreaId, old: BoardRoom, areaPath: string): BoardRoom {
    const fresh = open(areaId, areaPath);
    if (areaPath === old.areaPath) fresh.continueFrom(old);
    old.end(CLOSE.otherEpoch, fresh.room);
    return fresh;
  }

  function rebase(areaId: AreaId): void {
    const old = rooms.get(areaId);
    if (!old) return;
    log.info({ areaId }, 'a board begins anew without its past');
    replace(areaId, old, old.areaPath);
  }

  const get = ({ _id, path }: Place): BoardRoom => {
    const known = rooms.get(_id);
    if (!known) return open(_id, path);
    return known.areaPath === path ? known : replace(_id, known, path);
  };

  const forgetIdle = (): void => {
    const before = now() - IDLE_MS;
    for (const [areaId, room] of rooms) {
      if (!room.isLoaded || room.viewers > 0 || room.emptySince > before) continue;
      rooms.delete(areaId);
      room.end(CLOSE.otherEpoch, '');
      // Named anew at once: whoever was told of the old room hears of this one.
      open(areaId, room.areaPath);
    }
  };

  const verify = async (): Promise<void> => {
    for (const room of [...rooms.values()]) await room.verify();
  };

  const stops = [
    announcer.onChange(({ order }) => {
      for (const room of rooms.values()) room.change(order);
    }),
    announcer.onCaughtUp(() => {
      for (const room of rooms.values()) room.agreedAt(now());
    }),
  ];

  return {
    roomOf: (area) => get(area).room,
    areaOf: async (areaId) => {
      const area = await store.models.areas.findById(areaId).lean();
      return area?.active && hasBoard(area) ? area : null;
    },
    join: async (area, epoch, connection) => {
      const asked = boardRoom(area._id, epoch);
      const room = get(area);
      if (room.room === asked && (await room.join(connection))) return;
      connection.close(CLOSE.otherEpoch, get(area).room);
    },
    each: (visit) => {
      for (const room of rooms.values()) room.each(visit);
    },
    onMoved: (listener) => {
      moved.add(listener);
      return () => moved.delete(listener);
    },
    beat: (beatNumber) => {
      for (const room of [...rooms.values()]) room.beat(beatNumber);
      forgetIdle();
      if (beatNumber % VERIFY_EVERY_BEATS === 0) {
        verify().catch((error: unknown) => log.debug({ err: error }, 'boards will be compared another time'));
      }
    },
    verify,
    rebase,
    close: () => {
      for (const stop of stops) stop();
      for (const room of rooms.values()) room.end(GOING_AWAY, '');
      rooms.clear();
      moved.clear();
    },
  };
}

/** The stock provider takes this for a passing fault and tries again, elsewhere or after a restart. */
const GOING_AWAY = 1001;
