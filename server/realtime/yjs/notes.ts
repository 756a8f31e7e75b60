import type { Logger } from 'pino';
import type { Instant, OrderId } from '../../../shared/ids.ts';
import type { Order } from '../../../shared/order/order.ts';
import { isDesk, isOffered, relationsOf } from '../../../shared/order/relation.ts';
import type { Member } from '../../../shared/people/member.ts';
import { CLOSE } from '../../../shared/protocol/limits.ts';
import { orderRoom } from '../../../shared/protocol/rooms.ts';
import { toActor } from '../../access/actor.ts';
import type { Announcer, Bus } from '../../parts.ts';
import type { Store } from '../../store/connect.ts';
import type { RoomConnection } from './connection.ts';
import type { AwarenessState } from './frames.ts';
import { NotesRoom } from './notes-room.ts';
import { createNotesStore } from './notes-store.ts';

const TOPIC = 'notes';

type Word = { readonly from: string; readonly room: string } & (
  | { readonly update: string }
  | { readonly states: readonly AwarenessState[] }
);

export interface Access {
  readonly read: boolean;
  readonly write: boolean;
}

/** Readable by those who may see the order, writable by those who may work on it (Y11). */
export function notesAccess(member: Member, order: Order): Access {
  const actor = toActor(member);
  const relations = relationsOf(actor, order);
  const write = isDesk(actor, order) || relations.has('holder') || isOffered(actor, order);
  return { read: member.active && relations.size > 0, write: member.active && write };
}

export interface NotesDeps {
  readonly store: Pick<Store, 'models'>;
  readonly bus: Bus;
  readonly announcer: Announcer;
  readonly log: Logger;
  readonly now: () => Instant;
  readonly newId: () => string;
  readonly processId: string;
}

/** The writable rooms of this process, one per order that somebody has open. */
export function createNotes(deps: NotesDeps) {
  const { announcer, bus, log, now, processId } = deps;
  const store = createNotesStore(deps.store, deps.newId, now);
  const rooms = new Map<OrderId, NotesRoom>();

  const open = (orderId: OrderId): NotesRoom => {
    const known = rooms.get(orderId);
    if (known && !known.isOver) return known;
    const room = orderRoom(orderId);
    const made = new NotesRoom({
      room,
      store,
      now,
      log,
      relayUpdate: (update) =>
        bus.publish(TOPIC, {
          from: processId,
          room,
          update: Buffer.from(update).toString('base64'),
        } satisfies Word),
      relayStates: (states) => bus.publish(TOPIC, { from: processId, room, states } satisfies Word),
    });
    rooms.set(orderId, made);
    return made;
  };

  const stopWords = bus.subscribe(TOPIC, (message) => {
    const word = message as Word;
    if (word.from === processId) return;
    const room = rooms.get(word.room.slice('order:'.length));
    if (!room) return;
    if ('update' in word) room.hearRemote(new Uint8Array(Buffer.from(word.update, 'base64')));
    else room.hearRemoteStates(word.states);
  });

  // Holder, status, area or offer changed: who may read and write is asked again.
  const stopChanges = announcer.onChange(({ order }) => {
    rooms.get(order._id)?.each((connection) => {
      const access = notesAccess(connection.member, order);
      connection.canWrite = access.write;
      if (!access.read) connection.close(CLOSE.notFound);
    });
  });

  /** Lets a connection in as far as the order as it stands allows; closes it otherwise. */
  const admit = async (orderId: OrderId, connection: RoomConnection): Promise<boolean> => {
    const order = await deps.store.models.orders.findById(orderId).lean();
    const access = order ? notesAccess(connection.member, order) : { read: false, write: false };
    connection.canWrite = access.write;
    if (!access.read) connection.close(CLOSE.notFound);
    return access.read;
  };
  const catchUp = async (): Promise<void> => {
    await Promise.all([...rooms.values()].map((room) => room.catchUp()));
  };
  const stopRestored = bus.onRestored(() => {
    catchUp().catch((error: unknown) => log.warn({ err: error }, 'notes will be compared again'));
  });

  return {
    join: async (orderId: OrderId, connection: RoomConnection): Promise<void> => {
      if (!(await admit(orderId, connection))) return;
      let room = open(orderId);
      while (!(await room.join(connection))) room = open(orderId);
      // After the room's own handler, which has by then counted this one out.
      connection.onClose(() => {
        if (room.people > 0 || rooms.get(orderId) !== room) return;
        rooms.delete(orderId);
        room.end(1000).catch((error: unknown) => log.warn({ err: error, orderId }, 'notes ended badly'));
      });
      // The order may have changed while the room was being read, when nobody would have told this connection.
      await admit(orderId, connection);
    },
    /** Reads every open room again: words of other servers may have been lost. */
    catchUp,
    each: (visit: (connection: RoomConnection) => void): void => {
      for (const room of rooms.values()) room.each(visit);
    },
    close: async (): Promise<void> => {
      stopWords();
      stopChanges();
      stopRestored();
      await Promise.all([...rooms.values()].map((room) => room.end(1001)));
      rooms.clear();
    },
  };
}
