import type { Logger } from 'pino';
import type { Instant, OrderId } from '../../../shared/ids.ts';
import type { Order } from '../../../shared/order/order.ts';
import { CLOSE } from '../../../shared/protocol/limits.ts';
import { orderRoom, type Room } from '../../../shared/protocol/rooms.ts';
import { type NotesAccess, notesAccess } from '../../access/notes-access.ts';
import { BUS_RESTORED } from '../../bus/index.ts';
import type { Announcer, Bus } from '../../parts.ts';
import type { Store } from '../../store/connect.ts';
import type { RoomConnection } from './connection.ts';
import { DocumentRoom } from './document-room.ts';
import { createDocumentStore } from './document-store.ts';
import type { PresenceLinks } from './presence-link.ts';

export interface DocumentsDeps {
  readonly store: Pick<Store, 'models'>;
  readonly bus: Bus;
  readonly announcer: Announcer;
  readonly presence: PresenceLinks;
  readonly log: Logger;
  readonly now: () => Instant;
  readonly newId: () => string;
  readonly processId: string;
}

export interface Documents {
  /** Joins, or closes the connection with the reason; rejects when the database is away. */
  join(room: Exclude<Room, { kind: 'board' }>, connection: RoomConnection): Promise<void>;
  each(visit: (connection: RoomConnection) => void): void;
  /** Every ten seconds. */
  beat(beatNumber: number): void;
  close(): Promise<void>;
}

const TOPIC = 'document';
const GOING_AWAY = 1001;

interface Word {
  readonly from: string;
  readonly room: string;
  readonly id: string;
  /** Base64. */
  readonly update: string;
}

interface Open {
  readonly room: DocumentRoom;
  /** The newest state of the order that this process has heard of since the room was opened. */
  order: Order | null;
}

/** The writable rooms of this process: one for each thing that somebody has open (Y10–Y13). */
export function createDocuments(deps: DocumentsDeps): Documents {
  const { announcer, bus, log, now, newId, presence, processId } = deps;
  const store = createDocumentStore(deps.store, now);
  const rooms = new Map<string, Open>();

  const open = (name: string): Open => {
    const known = rooms.get(name);
    if (known && !known.room.hasEnded) return known;
    const room = new DocumentRoom({
      room: name,
      store,
      now,
      newId,
      log,
      presence: presence.open(name),
      relay: ({ id, update }) => {
        const text = Buffer.from(update).toString('base64');
        bus.publish(TOPIC, { from: processId, room: name, id, update: text } satisfies Word);
      },
    });
    const opened: Open = { room, order: null };
    rooms.set(name, opened);
    return opened;
  };

  const letGo = async (name: string, { room }: Open): Promise<void> => {
    if (!(await room.retire()) || rooms.get(name)?.room !== room) return;
    rooms.delete(name);
    await room.end(GOING_AWAY);
  };
  const letGoIfEmpty = (name: string, opened: Open): void => {
    if (opened.room.people > 0) return;
    letGo(name, opened).catch((error: unknown) => log.warn({ err: error, room: name }, 'a room stays open'));
  };

  const joinOrder = async (orderId: OrderId, connection: RoomConnection): Promise<void> => {
    const name = orderRoom(orderId);
    // Open before anything is read: a change that comes meanwhile is heard here.
    const opened = open(name);
    const order: Order | null = await deps.store.models.orders.findById(orderId).lean();
    if (order && order.rev > (opened.order?.rev ?? -1)) opened.order = order;
    const isReady = (await opened.room.load()) && opened.order !== null;
    if (opened.order && notesAccess(connection.member, opened.order) === 'none') {
      connection.close(CLOSE.notFound);
    } else if (isReady && opened.order) {
      connection.canWrite = notesAccess(connection.member, opened.order) === 'write';
      opened.room.join(connection);
      connection.onClose(() => letGoIfEmpty(name, opened));
    } else {
      connection.close(opened.order ? CLOSE.unavailable : CLOSE.notFound);
    }
    letGoIfEmpty(name, opened);
  };

  const stops = [
    bus.subscribe(TOPIC, (message) => {
      const word = message as Word;
      if (word.from === processId) return;
      rooms.get(word.room)?.room.hearStored({ id: word.id, update: Buffer.from(word.update, 'base64') });
    }),
    // Holder, status, area or offer changed: who may read and write is asked again.
    announcer.onChange(({ order }) => {
      const opened = rooms.get(orderRoom(order._id));
      if (!opened || (opened.order && opened.order.rev > order.rev)) return;
      opened.order = order;
      opened.room.each((connection) => applyAccess(connection, notesAccess(connection.member, order)));
    }),
    bus.subscribe(BUS_RESTORED, () => catchUp()),
  ];

  function catchUp(): void {
    for (const { room } of rooms.values()) {
      room.catchUp().catch((error: unknown) => log.debug({ err: error }, 'a room will catch up later'));
    }
  }

  return {
    join: async (room, connection) => {
      // Councils and handovers get their rooms together with their pages.
      if (room.kind === 'order') await joinOrder(room.orderId, connection);
      else connection.close(CLOSE.notFound);
    },
    each: (visit) => {
      for (const { room } of rooms.values()) room.each(visit);
    },
    beat: (beatNumber) => {
      for (const [name, opened] of rooms) {
        opened.room.beat(beatNumber);
        letGoIfEmpty(name, opened);
      }
      if (beatNumber % 2 === 0) catchUp();
    },
    close: async () => {
      for (const stop of stops) stop();
      const all = [...rooms.values()];
      rooms.clear();
      await Promise.all(all.map(({ room }) => room.end(GOING_AWAY)));
    },
  };
}

/** Gaining the right to write needs no word; losing it ends the connection, which comes back as a reader. */
function applyAccess(connection: RoomConnection, access: NotesAccess): void {
  if (access === 'none') connection.close(CLOSE.notFound);
  else if (access === 'read' && connection.canWrite)
    connection.close(CLOSE.refusedWrite, 'you may only read now');
  else connection.canWrite = access === 'write';
}
