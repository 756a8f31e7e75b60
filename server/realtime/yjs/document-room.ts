import type { Logger } from 'pino';
import * as Y from 'yjs';
import type { Instant } from '../../../shared/ids.ts';
import { CLOSE, WIRE } from '../../../shared/protocol/limits.ts';
import type { RoomConnection } from './connection.ts';
import { DocumentKeeper } from './document-keeper.ts';
import type { DocumentStore, StoredUpdate } from './document-store.ts';
import { type Incoming, step1Frame, step2Frame, updateFrame } from './frames.ts';
import { RoomPresence } from './presence.ts';
import type { PresenceLink } from './presence-link.ts';
import { isKnown } from './updates.ts';

export interface DocumentRoomParts {
  readonly room: string;
  readonly store: DocumentStore;
  readonly now: () => Instant;
  readonly newId: () => string;
  readonly log: Logger;
  readonly presence: PresenceLink;
  /** Tells other servers what has been stored. */
  readonly relay: (stored: StoredUpdate) => void;
}

interface Waiting {
  readonly update: Uint8Array;
  readonly from: RoomConnection;
}

/** Waiting to be stored, at most: beyond this the database is too slow for the writer. */
const MOST_WAITING_BYTES = 2 * WIRE.yjsDocumentBytes;

/**
 * What people write together (Y10). An update is stored before anybody else sees it, so nothing that was seen is lost; what
 * cannot be stored ends the connections for a moment and comes again with the writers' next sync.
 */
export class DocumentRoom {
  private readonly parts: DocumentRoomParts;
  private readonly keeper: DocumentKeeper;
  private readonly connections = new Set<RoomConnection>();
  private readonly presence: RoomPresence;
  private waiting: Waiting[] = [];
  private waitingBytes = 0;
  private storing: Promise<void> | null = null;
  private ended = false;

  constructor(parts: DocumentRoomParts) {
    this.parts = parts;
    this.keeper = new DocumentKeeper(parts);
    this.keeper.doc.on('update', (update: Uint8Array, origin: unknown) => {
      const frame = updateFrame(update);
      for (const connection of this.connections) if (connection !== origin) connection.send(frame);
    });
    this.presence = new RoomPresence({
      now: parts.now,
      broadcast: (frame) => {
        for (const connection of this.connections) connection.send(frame);
      },
      link: parts.presence,
    });
  }

  get people(): number {
    return this.connections.size;
  }

  get hasEnded(): boolean {
    return this.ended;
  }

  /**
   * Loads first: a client that was answered from half a document would think that the rest had been deleted.
   * @returns false when the room ended meanwhile
   */
  async load(): Promise<boolean> {
    await this.keeper.load();
    return !this.ended;
  }

  /** To be called when loaded. */
  join(connection: RoomConnection): void {
    this.connections.add(connection);
    connection.onClose(() => {
      if (this.connections.delete(connection)) this.presence.leave(connection);
    });
    connection.onFrame((frame) => this.hear(connection, frame));
    connection.send(step1Frame(Y.encodeStateVector(this.keeper.doc)));
    this.presence.greet(connection);
  }

  each(visit: (connection: RoomConnection) => void): void {
    for (const connection of [...this.connections]) visit(connection);
  }

  beat(beatNumber: number): void {
    this.presence.beat();
    this.each((connection) => connection.beat(beatNumber));
  }

  /** What another server has stored and told. */
  hearStored(stored: StoredUpdate): void {
    if (this.keeper.isLoaded) this.apply([stored], null);
  }

  /** Fetches what other servers have stored without our hearing of it. */
  async catchUp(): Promise<void> {
    if (!this.keeper.isLoaded || this.ended) return;
    const missed = await this.keeper.missed();
    if (!this.ended) this.apply(missed, null);
  }

  /**
   * Stores what waits and puts the room's past into one snapshot, so that what was deleted is gone.
   * @returns true when still nobody is here and the room can be let go
   */
  async retire(): Promise<boolean> {
    await this.storing;
    if (this.connections.size === 0) await this.keeper.compact();
    return this.connections.size === 0 && this.storing === null;
  }

  async end(code: number): Promise<void> {
    await this.storing;
    this.stop(code);
  }

  private stop(code: number): void {
    if (this.ended) return;
    this.ended = true;
    this.each((connection) => connection.close(code));
    this.connections.clear();
    this.presence.end();
    this.keeper.doc.destroy();
  }

  private hear(connection: RoomConnection, frame: Incoming): void {
    switch (frame.type) {
      case 'step1':
        connection.send(step2Frame(Y.encodeStateAsUpdate(this.keeper.doc, frame.stateVector)));
        return;
      case 'step2':
      case 'update':
        this.write(connection, frame.update);
        return;
      case 'awareness':
        this.presence.hear(connection, frame.states);
        return;
      case 'queryAwareness':
        this.presence.greet(connection);
    }
  }

  /** @throws when the update is malformed; the connection is closed then. */
  private write(connection: RoomConnection, update: Uint8Array): void {
    if (isKnown(this.keeper.doc, update)) return;
    if (!connection.canWrite) {
      connection.close(CLOSE.refusedWrite, 'you may read here, not write');
      return;
    }
    if (!this.keeper.hasRoomFor(update.length + this.waitingBytes)) {
      connection.close(CLOSE.tooLarge, 'the document is full');
      return;
    }
    if (this.waitingBytes > MOST_WAITING_BYTES) {
      connection.close(CLOSE.unavailable, 'writing takes too long');
      return;
    }
    this.waiting.push({ update, from: connection });
    this.waitingBytes += update.length;
    this.storing ??= this.storeAll().finally(() => {
      this.storing = null;
    });
  }

  /** One write to the database for everything that came in this turn, or while the last one was under way. */
  private async storeAll(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    while (this.waiting.length > 0 && !this.ended) {
      const batch = this.waiting;
      this.waiting = [];
      this.waitingBytes = 0;
      const update = batch.length === 1 && batch[0] ? batch[0].update : mergeUpdates(batch);
      const stored = { id: this.parts.newId(), update };
      try {
        await this.parts.store.append(this.parts.room, stored);
      } catch (error) {
        this.parts.log.warn(
          { err: error, room: this.parts.room },
          'writers will send again what was not stored',
        );
        this.waiting = [];
        this.waitingBytes = 0;
        this.each((connection) => connection.close(CLOSE.unavailable, 'not stored'));
        return;
      }
      // Whoever wrote it has it; with several writers each still needs the others' words.
      const only = batch.every(({ from }) => from === batch[0]?.from) ? batch[0]?.from : null;
      if (!this.apply([stored], only ?? null)) return;
      this.parts.relay(stored);
      await this.keeper.compactIfLong();
    }
  }

  private apply(updates: readonly StoredUpdate[], origin: RoomConnection | null): boolean {
    if (this.ended) return false;
    if (this.keeper.apply(updates, origin)) return true;
    // A document in an unknown state serves nobody: everybody joins again and it is read anew.
    this.stop(CLOSE.unavailable);
    return false;
  }
}

const mergeUpdates = (batch: readonly Waiting[]): Uint8Array =>
  Y.mergeUpdates(batch.map(({ update }) => update));
