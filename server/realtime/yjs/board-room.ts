import type { AreaId, Instant, OrderId } from '../../../shared/ids.ts';
import { CLOSE } from '../../../shared/protocol/limits.ts';
import { boardRoom } from '../../../shared/protocol/rooms.ts';
import { type BoardOrder, BoardProjection } from './board-projection.ts';
import type { RoomConnection } from './connection.ts';
import { type Incoming, step1Frame } from './frames.ts';
import { RoomPresence } from './presence.ts';
import type { PresenceLink } from './presence-link.ts';
import { isKnown } from './updates.ts';

export interface BoardRoomParts {
  readonly areaId: AreaId;
  readonly areaPath: string;
  readonly epoch: string;
  readonly now: () => Instant;
  /** Orders that belong on the board now. */
  readonly loadOrders: () => Promise<readonly BoardOrder[]>;
  readonly presence: PresenceLink;
  /** The document has piled up more history than it is worth. */
  readonly outgrown: () => void;
  readonly refused: (connection: RoomConnection) => void;
}

/** Says how fresh the board is at most this often: every viewer pays for it. */
const FRESHNESS_EVERY_MS = 25_000;

/**
 * One board as this process serves it (Y1): clients only read. Changes of one event-loop turn become one transaction and one
 * frame that every viewer shares (Y4).
 */
export class BoardRoom {
  readonly room: string;
  readonly areaPath: string;
  emptySince: Instant;
  private readonly parts: BoardRoomParts;
  private readonly projection: BoardProjection;
  private readonly connections = new Set<RoomConnection>();
  private readonly presence: RoomPresence;
  private waiting = new Map<OrderId, BoardOrder>();
  private loading: Promise<void> | null = null;
  private loaded = false;
  private scheduled = false;
  private ended = false;
  private toldFreshAt: Instant;

  constructor(parts: BoardRoomParts) {
    const now = parts.now();
    this.parts = parts;
    this.room = boardRoom(parts.areaId, parts.epoch);
    this.areaPath = parts.areaPath;
    this.emptySince = now;
    this.toldFreshAt = now;
    this.projection = new BoardProjection(parts.areaPath, now, (frame) => this.broadcast(frame));
    this.presence = new RoomPresence({
      now: parts.now,
      broadcast: (frame) => this.broadcast(frame),
      link: parts.presence,
    });
  }

  get viewers(): number {
    return this.connections.size;
  }

  get isLoaded(): boolean {
    return this.loaded;
  }

  /** Begins with the cards of the room it follows instead of reading the database. */
  continueFrom(former: BoardRoom): void {
    former.projection.copyTo(this.projection);
    this.waiting = former.waiting;
    this.loaded = former.loaded;
    this.schedule();
  }

  /**
   * Joins once the board has been read; nobody is answered before.
   * @returns false when the room ended meanwhile
   * @throws when the database cannot be read
   */
  async join(connection: RoomConnection): Promise<boolean> {
    await this.load();
    if (this.ended) return false;
    this.connections.add(connection);
    connection.onClose(() => this.leave(connection));
    connection.onFrame((frame) => this.hear(connection, frame));
    // Asking what the client has shows us a copy that was written to while nobody was looking.
    connection.send(step1Frame(this.projection.stateVector()));
    this.presence.greet(connection);
    return true;
  }

  /** A committed change; takes effect at the end of this event-loop turn. */
  change(order: BoardOrder): void {
    const waiting = this.waiting.get(order._id);
    if (waiting && waiting.rev > order.rev) return;
    if (!this.concerns(order)) return;
    this.waiting.set(order._id, order);
    this.schedule();
  }

  /** Compares every card with the database. */
  async verify(): Promise<void> {
    if (!this.loaded || this.ended) return;
    const missing = this.projection.revs();
    const orders = await this.parts.loadOrders();
    if (this.ended) return;
    for (const order of orders) {
      missing.delete(order._id);
      this.change(order);
    }
    this.projection.drop(missing);
  }

  /** Everything committed up to `at` has been told. */
  agreedAt(at: Instant): void {
    this.projection.agreedAt(at);
    if (!this.loaded || this.connections.size === 0 || at - this.toldFreshAt < FRESHNESS_EVERY_MS) return;
    this.toldFreshAt = at;
    this.projection.tellFreshness();
  }

  beat(beatNumber: number): void {
    if (this.loaded) this.projection.sweep(this.parts.now());
    this.presence.beat();
    this.each((connection) => connection.beat(beatNumber));
  }

  each(visit: (connection: RoomConnection) => void): void {
    for (const connection of [...this.connections]) visit(connection);
  }

  /** Everybody is sent to another room, or away. */
  end(code: number, reason: string): void {
    this.ended = true;
    this.each((connection) => connection.close(code, reason));
    this.presence.end();
    this.connections.clear();
    this.projection.destroy();
  }

  private load(): Promise<void> {
    if (this.loaded) return Promise.resolve();
    this.loading ??= this.read().finally(() => {
      this.loading = null;
    });
    return this.loading;
  }

  /** Changes that arrive meanwhile wait; the greater rev wins, whichever way it came. */
  private async read(): Promise<void> {
    const asOf = this.parts.now();
    const orders = await this.parts.loadOrders();
    if (this.ended) return;
    this.projection.agreedAt(asOf);
    this.projection.apply(orders, asOf);
    this.projection.tellFreshness();
    this.loaded = true;
    this.flush();
  }

  private concerns(order: BoardOrder): boolean {
    if (!this.loaded) return true;
    const shown = this.projection.revOf(order._id);
    return shown === null ? order.areaPath.startsWith(this.areaPath) : shown < order.rev;
  }

  private schedule(): void {
    if (this.scheduled || !this.loaded || this.waiting.size === 0) return;
    this.scheduled = true;
    setImmediate(() => this.flush());
  }

  private flush(): void {
    this.scheduled = false;
    if (this.ended || this.waiting.size === 0) return;
    const orders = this.waiting;
    this.waiting = new Map();
    this.projection.apply(orders.values(), this.parts.now());
    if (this.projection.hasOutgrown) this.parts.outgrown();
  }

  private hear(connection: RoomConnection, frame: Incoming): void {
    switch (frame.type) {
      case 'step1': {
        const answer = this.projection.answer(frame.stateVector);
        if (answer) connection.send(answer);
        else connection.sendWhole(this.projection.wholeFrame());
        return;
      }
      case 'step2':
      case 'update':
        this.refuseWrites(connection, frame.update);
        return;
      case 'awareness':
        this.presence.hear(connection, frame.states);
        return;
      case 'queryAwareness':
        this.presence.greet(connection);
    }
  }

  private refuseWrites(connection: RoomConnection, update: Uint8Array): void {
    if (this.isGivenBack(update)) return;
    this.parts.refused(connection);
    connection.close(CLOSE.refusedWrite, 'boards are written by the server');
  }

  private isGivenBack(update: Uint8Array): boolean {
    try {
      return this.projection.check((doc) => isKnown(doc, update));
    } catch {
      return false;
    }
  }

  private leave(connection: RoomConnection): void {
    if (!this.connections.delete(connection)) return;
    this.presence.leave(connection);
    if (this.connections.size === 0) this.emptySince = this.parts.now();
  }

  private broadcast(frame: Buffer): void {
    for (const connection of this.connections) connection.send(frame);
  }
}
