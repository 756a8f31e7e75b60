import type { Logger } from 'pino';
import * as Y from 'yjs';
import type { Instant } from '../../../shared/ids.ts';
import { CLOSE, WIRE } from '../../../shared/protocol/limits.ts';
import { makePresenceDesk } from './awareness.ts';
import type { RoomConnection } from './connection.ts';
import { type AwarenessState, isEmptyUpdate, step1Frame, step2Frame, updateFrame } from './frames.ts';
import type { NotesStore } from './notes-store.ts';
import { makeRehearsal } from './rehearsal.ts';

const COMPACT_AFTER_UPDATES = 200;

export interface NotesRoomParts {
  readonly room: string;
  readonly store: NotesStore;
  readonly now: () => Instant;
  readonly log: Logger;
  readonly relayUpdate: (update: Uint8Array) => void;
  readonly relayStates: (states: readonly AwarenessState[]) => void;
}

interface Waiting {
  readonly update: Uint8Array;
  readonly from: RoomConnection;
}

/**
 * What people write together about one order (Y10): an update is stored before anyone else sees it, so what is relayed is
 * never lost; what cannot be stored closes the room for a moment and comes again with the writer's next sync.
 */
export class NotesRoom {
  private readonly parts: NotesRoomParts;
  private readonly doc = new Y.Doc({ gc: true });
  private readonly connections = new Set<RoomConnection>();
  private readonly desk;
  private readonly rehearsal = makeRehearsal(this.doc);
  private readonly waiting: Waiting[] = [];
  private loading: Promise<void> | null = null;
  private flushing: Promise<void> | null = null;
  /** Of what is stored and of what waits to be. */
  private heldBytes = 0;
  private storedUpdates = 0;
  private ended = false;

  constructor(parts: NotesRoomParts) {
    this.parts = parts;
    this.desk = makePresenceDesk(parts.now, parts.relayStates);
  }

  get isOver(): boolean {
    return this.ended;
  }

  get people(): number {
    return this.connections.size;
  }

  /** @returns false when the room ended while it was being read: there is another one by now. */
  async join(connection: RoomConnection): Promise<boolean> {
    await this.load();
    if (this.ended) return false;
    this.connections.add(connection);
    connection.onClose(() => {
      this.connections.delete(connection);
      this.broadcast(this.desk.leave(connection));
    });
    connection.onFrame((frame, bytes) => {
      switch (frame.type) {
        case 'step1':
          this.answer(connection, frame.stateVector);
          return;
        case 'step2':
          this.write(connection, frame.update);
          return;
        case 'update':
          if (bytes > WIRE.yjsFrameBytes) connection.close(CLOSE.tooLarge);
          else this.write(connection, frame.update);
          return;
        case 'awareness':
          this.broadcast(this.desk.hear(connection, frame.states, bytes));
          return;
        case 'queryAwareness':
          this.greet(connection);
      }
    });
    connection.send(step1Frame(this.doc));
    this.greet(connection);
    return true;
  }

  each(visit: (connection: RoomConnection) => void): void {
    for (const connection of this.connections) visit(connection);
  }

  /** An update another server has stored. */
  hearRemote(update: Uint8Array): void {
    if (!this.loading) return;
    void this.loading
      .then(() => {
        if (this.rehearsal.takes(update)) this.relay(update, null);
      })
      .catch(() => undefined);
  }

  /** Brings in what other servers stored without our hearing of it. */
  async catchUp(): Promise<void> {
    await this.load();
    const { updates } = await this.parts.store.load(this.parts.room);
    if (this.ended) return;
    const tell = (news: Uint8Array): void => this.broadcast(updateFrame(news));
    this.doc.on('update', tell);
    this.doc.transact(() => {
      for (const update of updates) this.restore(update);
    });
    this.doc.off('update', tell);
    this.rehearsal.end();
  }

  hearRemoteStates(states: readonly AwarenessState[]): void {
    this.broadcast(this.desk.hearRemote(states));
  }

  /** Writes out what waits, compacts, and lets everybody go. */
  async end(code: number): Promise<void> {
    this.ended = true;
    await this.flushing;
    for (const connection of this.connections) connection.close(code);
    this.connections.clear();
    if (this.storedUpdates > 1) await this.compact();
    this.rehearsal.end();
    this.doc.destroy();
  }

  private load(): Promise<void> {
    this.loading ??= this.read().catch((error: unknown) => {
      this.loading = null;
      throw error;
    });
    return this.loading;
  }

  private async read(): Promise<void> {
    const { updates, bytes } = await this.parts.store.load(this.parts.room);
    for (const update of updates) this.restore(update);
    this.heldBytes = bytes;
    this.storedUpdates = updates.length;
  }

  /** What cannot be read is left out, so that the rest of the notes can. */
  private restore(update: Uint8Array): void {
    try {
      Y.applyUpdate(this.doc, update, 'store');
    } catch (error) {
      this.parts.log.error({ err: error, room: this.parts.room }, 'a stored update of notes cannot be read');
    }
  }

  private answer(connection: RoomConnection, stateVector: Uint8Array): void {
    try {
      connection.send(step2Frame(Y.encodeStateAsUpdate(this.doc, stateVector)));
    } catch {
      connection.close(CLOSE.refusedWrite, 'malformed state vector');
    }
  }

  private write(connection: RoomConnection, update: Uint8Array): void {
    if (isEmptyUpdate(update) || this.isKnown(connection, update)) return;
    if (!connection.canWrite) {
      connection.close(CLOSE.refusedWrite, 'you may read here, not write');
      return;
    }
    if (this.heldBytes + update.length > WIRE.yjsDocumentBytes) {
      connection.close(CLOSE.tooLarge);
      return;
    }
    if (!this.rehearsal.takes(update)) {
      connection.close(CLOSE.refusedWrite, 'malformed update');
      return;
    }
    this.heldBytes += update.length;
    this.waiting.push({ update, from: connection });
    this.flushing ??= this.flush().finally(() => {
      this.flushing = null;
    });
  }

  /** A client's answer to our own question usually holds nothing new; malformed updates end the connection. */
  private isKnown(connection: RoomConnection, update: Uint8Array): boolean {
    try {
      const { structs, ds } = Y.decodeUpdate(update);
      const isNew = structs.some(
        (one) => one.id.clock + one.length > Y.getState(this.doc.store, one.id.client),
      );
      if (isNew) return false;
      if (ds.clients.size === 0) return true;
      const before = Y.createDeleteSetFromStructStore(this.doc.store);
      const merged = Y.mergeDeleteSets([before, ds]);
      return Y.equalDeleteSets(Y.mergeDeleteSets([before]), merged);
    } catch {
      connection.close(CLOSE.refusedWrite, 'malformed update');
      return true;
    }
  }

  /** One write to the database for everything that came in while the last was under way. */
  private async flush(): Promise<void> {
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0);
      const update = Y.mergeUpdates(batch.map((one) => one.update));
      try {
        await this.parts.store.append(this.parts.room, update);
      } catch (error) {
        this.parts.log.warn(
          { error, room: this.parts.room },
          'notes could not be stored; writers will send them again',
        );
        for (const connection of this.connections) connection.close(CLOSE.unavailable);
        this.forget([...batch, ...this.waiting.splice(0)]);
        return;
      }
      this.storedUpdates += 1;
      const only = batch.length === 1 ? batch[0]?.from : undefined;
      this.relay(update, only ?? null);
      this.parts.relayUpdate(update);
      if (this.storedUpdates >= COMPACT_AFTER_UPDATES) await this.compact();
    }
  }

  /** What could not be stored comes again with the writers' next sync. */
  private forget(lost: readonly Waiting[]): void {
    for (const { update } of lost) this.heldBytes -= update.length;
    this.rehearsal.end();
  }

  private async compact(): Promise<void> {
    try {
      const { updates, bytes } = await this.parts.store.compact(this.parts.room);
      this.storedUpdates = updates;
      this.heldBytes = bytes;
    } catch (error) {
      this.parts.log.warn({ err: error, room: this.parts.room }, 'notes will be compacted another time');
    }
  }

  private relay(update: Uint8Array, from: RoomConnection | null): void {
    Y.applyUpdate(this.doc, update, from);
    const frame = updateFrame(update);
    for (const connection of this.connections) if (connection !== from) connection.send(frame);
  }

  private greet(connection: RoomConnection): void {
    const frame = this.desk.everyone();
    if (frame) connection.send(frame);
  }

  private broadcast(frame: Uint8Array | null): void {
    if (!frame) return;
    for (const connection of this.connections) connection.send(frame);
  }
}
