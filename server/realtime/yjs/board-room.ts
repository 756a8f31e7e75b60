import * as Y from 'yjs';
import type { AreaId, Instant, OrderId } from '../../../shared/ids.ts';
import { isOnBoard, toCard, toCardState } from '../../../shared/order/card.ts';
import type { Order } from '../../../shared/order/order.ts';
import {
  BOARD_MAPS,
  type KeptCard,
  type KeptState,
  packCard,
  packState,
  unpackState,
} from '../../../shared/protocol/board.ts';
import { CLOSE } from '../../../shared/protocol/limits.ts';
import { boardRoom } from '../../../shared/protocol/rooms.ts';
import { makePresenceDesk } from './awareness.ts';
import type { RoomConnection } from './connection.ts';
import { FirstSync } from './first-sync.ts';
import { type AwarenessState, addsAnything, step1Frame, step2Frame, updateFrame } from './frames.ts';
import { makePacer } from './pacer.ts';

/** Past `rebaseBytes`, and several times what a fresh projection needs, history has piled up: the board is re-based (Y8). */
const REBASE_FACTOR = 4;
/** Encoding the whole board to know its size is dear: only after it has grown by this share of the bound. */
const CHECK_SHARE = 1 / 4;

export interface BoardRoomParts {
  readonly areaId: AreaId;
  readonly areaPath: string;
  readonly epoch: string;
  readonly now: () => Instant;
  readonly rebaseBytes: number;
  /** Orders that belong on the board now. */
  readonly loadOrders: () => Promise<readonly Order[]>;
  readonly relay: (states: readonly AwarenessState[]) => void;
  /** The document has grown past its bound. */
  readonly outgrown: () => void;
  readonly refused: (connection: RoomConnection) => void;
}

/**
 * One projection of one board (Y1): only this server writes it, derived from committed orders. Changes of one event-loop turn
 * become one Yjs transaction and one frame that every viewer shares.
 */
export class BoardRoom {
  readonly room: string;
  readonly areaPath: string;
  private readonly parts: BoardRoomParts;
  private readonly doc = new Y.Doc();
  private readonly cards: Y.Map<KeptCard>;
  private readonly states: Y.Map<KeptState>;
  private readonly connections = new Set<RoomConnection>();
  private readonly waiting = new Map<OrderId, Order>();
  private readonly desk;
  private loading: Promise<void> | null = null;
  private loaded = false;
  private readonly pace = makePacer(() => this.flush());
  private ended = false;
  private readonly firstSync = new FirstSync(() => this.whole());
  /** Bytes of updates since the size was looked at. */
  private grown = 0;
  private freshBytes = 0;
  emptySince: Instant;

  constructor(parts: BoardRoomParts) {
    this.parts = parts;
    this.room = boardRoom(parts.areaId, parts.epoch);
    this.areaPath = parts.areaPath;
    this.cards = this.doc.getMap(BOARD_MAPS.orders);
    this.states = this.doc.getMap(BOARD_MAPS.state);
    this.desk = makePresenceDesk(parts.now, parts.relay);
    this.emptySince = parts.now();
    this.doc.on('update', (update: Uint8Array) => {
      this.grown += update.length;
      this.firstSync.changed(update);
      this.broadcast(updateFrame(update));
    });
  }

  get viewers(): number {
    return this.connections.size;
  }

  /** Reads the board from the database; changes that arrive meanwhile wait. Nobody is answered before it is done. */
  load(): Promise<void> {
    this.loading ??= this.read().catch((error: unknown) => {
      this.loading = null;
      throw error;
    });
    return this.loading;
  }

  private async read(): Promise<void> {
    const orders = await this.parts.loadOrders();
    this.doc.transact(() => {
      for (const order of orders) this.project(order);
      this.doc.getMap(BOARD_MAPS.meta).set('asOf', this.parts.now());
    });
    this.loaded = true;
    this.freshBytes = this.whole().length;
    this.flush();
  }

  async join(connection: RoomConnection): Promise<void> {
    await this.load();
    if (this.ended) {
      connection.close(CLOSE.otherEpoch, '');
      return;
    }
    this.connections.add(connection);
    connection.onClose(() => this.leave(connection));
    connection.onFrame((frame, bytes) => {
      switch (frame.type) {
        case 'step1':
          this.answer(connection, frame.stateVector);
          return;
        case 'step2':
        case 'update':
          this.refuseWrites(connection, frame.update);
          return;
        case 'awareness':
          this.broadcast(this.desk.hear(connection, frame.states, bytes));
          return;
        case 'queryAwareness':
          sendIf(connection, this.desk.everyone());
      }
    });
    // Asking what the client has shows us a copy that was written to while nobody was looking.
    connection.send(step1Frame(this.doc));
    sendIf(connection, this.desk.everyone());
  }

  /** A committed change; takes effect at the end of this event-loop turn, or a little later in a busy time. */
  change(order: Order): void {
    const waiting = this.waiting.get(order._id);
    if (waiting && waiting.rev > order.rev) return;
    this.waiting.set(order._id, order);
    if (this.loaded) this.pace.ask();
  }

  /** Takes off what no longer belongs, and brings in what the scan found newer than what is shown. */
  heal(orders: readonly Order[]): void {
    for (const order of orders) {
      const shown = this.states.get(order._id);
      if (shown === undefined ? this.belongs(order) : shown[1] < order.rev || !this.belongs(order))
        this.change(order);
    }
  }

  /** Ids on the board whose closing is a day ago by now. */
  overdueIds(): OrderId[] {
    const now = this.parts.now();
    const ids: OrderId[] = [];
    for (const [id, state] of this.states.entries()) {
      const [status, , , , , finishedAt] = unpackState(state);
      if (status === 'closed' && now - (finishedAt ?? 0) > DAY_MS) ids.push(id);
    }
    return ids;
  }

  hearRemote(states: readonly AwarenessState[]): void {
    this.broadcast(this.desk.hearRemote(states));
  }

  each(visit: (connection: RoomConnection) => void): void {
    for (const connection of this.connections) visit(connection);
  }

  /** Everybody is sent to another room, or away. */
  end(code: number, reason: string): void {
    for (const connection of this.connections) connection.close(code, reason);
    this.ended = true;
    this.pace.close();
    this.connections.clear();
    this.doc.destroy();
  }

  private flush(): void {
    if (!this.loaded || this.ended || this.waiting.size === 0) return;
    const orders = [...this.waiting.values()];
    this.waiting.clear();
    this.doc.transact(() => {
      for (const order of orders) this.project(order);
    });
    const { rebaseBytes } = this.parts;
    if (this.grown < rebaseBytes * CHECK_SHARE) return;
    this.grown = 0;
    const size = this.whole().length;
    if (size > rebaseBytes && size > REBASE_FACTOR * this.freshBytes) this.parts.outgrown();
  }

  private project(order: Order): void {
    const shown = this.states.get(order._id);
    if (shown !== undefined && shown[1] > order.rev) return;
    if (!this.belongs(order)) {
      if (shown === undefined) return;
      this.cards.delete(order._id);
      this.states.delete(order._id);
      return;
    }
    const card = packCard(toCard(order));
    if (!same(this.cards.get(order._id), card)) this.cards.set(order._id, card);
    const state = packState(toCardState(order));
    if (!same(shown, state)) this.states.set(order._id, state);
  }

  private belongs(order: Order): boolean {
    return order.areaPath.startsWith(this.parts.areaPath) && isOnBoard(order, this.parts.now());
  }

  private whole(): Uint8Array {
    return Y.encodeStateAsUpdate(this.doc);
  }

  private answer(connection: RoomConnection, stateVector: Uint8Array): void {
    try {
      if (stateVector.length <= 1) {
        for (const frame of this.firstSync.frames()) connection.send(frame);
        return;
      }
      connection.send(step2Frame(Y.encodeStateAsUpdate(this.doc, stateVector)));
    } catch {
      connection.close(CLOSE.refusedWrite, 'malformed state vector');
    }
  }

  private refuseWrites(connection: RoomConnection, update: Uint8Array): void {
    let adds = true;
    try {
      adds = addsAnything(this.doc, update);
    } catch {
      // Unreadable: certainly nothing of ours.
    }
    if (!adds) return;
    this.parts.refused(connection);
    connection.close(CLOSE.refusedWrite, 'boards are written by the server');
  }

  private leave(connection: RoomConnection): void {
    this.connections.delete(connection);
    this.broadcast(this.desk.leave(connection));
    if (this.connections.size === 0) this.emptySince = this.parts.now();
  }

  private broadcast(frame: Uint8Array | null): void {
    if (!frame) return;
    for (const connection of this.connections) connection.send(frame);
  }
}

const DAY_MS = 24 * 3_600_000;

const sendIf = (connection: RoomConnection, frame: Uint8Array | null): void => {
  if (frame) connection.send(frame);
};

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
