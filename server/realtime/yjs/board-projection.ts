import { randomInt } from 'node:crypto';
import * as Y from 'yjs';
import type { Instant, OrderId } from '../../../shared/ids.ts';
import { CLOSED_STAYS_MS, isOnBoard, toCard, toCardState } from '../../../shared/order/card.ts';
import type { Order } from '../../../shared/order/order.ts';
import { BOARD_MAPS, type Card, type CardState } from '../../../shared/protocol/board.ts';
import { NOTHING_NEW, step2Frame, updateFrame } from './frames.ts';

/** What a card needs of an order; histories and residents' words stay in the database. */
export type BoardOrder = Omit<Order, 'history' | 'historyCut' | 'pending' | 'feedbacks'>;

interface Shown {
  readonly rev: number;
  /** Compared as text: equal words are not written again. */
  readonly card: string;
  readonly state: string;
  /** When a closed order leaves the board; null while it is not closed. */
  readonly leavesAt: Instant | null;
}

/** Updates kept to answer those who missed only the last moments. */
const KEPT_UPDATES = 500;
/** Every overwritten value leaves a tombstone of about 20 bytes on the wire and an object in memory. */
const TOMBSTONES_ALLOWED = 20_000;

/**
 * The document of one board (Y1, Y3): a map of cards and a map of states, both written here and nowhere else. Its history has one
 * author, so that one number says how much of it a client has.
 */
export class BoardProjection {
  readonly areaPath: string;
  private readonly doc = new Y.Doc();
  private readonly cards: Y.Map<Card>;
  private readonly states: Y.Map<CardState>;
  private readonly meta: Y.Map<Instant>;
  private readonly shown = new Map<OrderId, Shown>();
  private tombstones = 0;
  private asOf: Instant;
  private recent: { readonly from: number; readonly to: number; readonly update: Uint8Array }[] = [];
  private whole: Buffer | null = null;
  private readonly answers = new Map<number, Buffer>();

  /** @param asOf when the database was read that the first cards come from */
  constructor(areaPath: string, asOf: Instant, onFrame: (frame: Buffer) => void) {
    this.areaPath = areaPath;
    this.asOf = asOf;
    // Three bytes instead of five, three times in every change; two projections still never share one by chance.
    this.doc.clientID = randomInt(2 ** 14, 2 ** 21);
    this.cards = this.doc.getMap(BOARD_MAPS.orders);
    this.states = this.doc.getMap(BOARD_MAPS.state);
    this.meta = this.doc.getMap(BOARD_MAPS.meta);
    let from = 0;
    this.doc.on('update', (update: Uint8Array) => {
      const to = this.clock();
      this.whole = null;
      this.answers.clear();
      this.recent.push({ from, to, update });
      if (this.recent.length > 2 * KEPT_UPDATES) this.recent = this.recent.slice(-KEPT_UPDATES);
      from = to;
      onFrame(updateFrame(update));
    });
  }

  get size(): number {
    return this.shown.size;
  }

  /** True when so much has been overwritten that a fresh document serves everybody better (Y8). */
  get hasOutgrown(): boolean {
    return this.tombstones > TOMBSTONES_ALLOWED + 4 * this.shown.size;
  }

  revOf(orderId: OrderId): number | null {
    return this.shown.get(orderId)?.rev ?? null;
  }

  /** Orders as they are now, whether they belong here or not; older than shown are passed over. One transaction, one frame. */
  apply(orders: Iterable<BoardOrder>, now: Instant): void {
    this.doc.transact(() => {
      for (const order of orders) this.project(order, now);
    });
  }

  /** Takes off what closed a day ago. */
  sweep(now: Instant): void {
    const leaving = [...this.shown].filter(([, { leavesAt }]) => leavesAt !== null && leavesAt <= now);
    if (leaving.length === 0) return;
    this.doc.transact(() => {
      for (const [orderId] of leaving) this.remove(orderId);
    });
  }

  /** Takes off what the database no longer knows to belong here; `revs` are those shown when it was asked. */
  drop(revs: ReadonlyMap<OrderId, number>): void {
    this.doc.transact(() => {
      for (const [orderId, rev] of revs) if (this.revOf(orderId) === rev) this.remove(orderId);
    });
  }

  revs(): Map<OrderId, number> {
    return new Map([...this.shown].map(([orderId, { rev }]) => [orderId, rev]));
  }

  /** The projection agreed with the database at this moment. Told by `tellFreshness`, or with the next removal. */
  agreedAt(asOf: Instant): void {
    this.asOf = asOf;
  }

  tellFreshness(): void {
    this.writeFreshness();
  }

  /** The same cards in a document without a past. */
  copyTo(fresh: BoardProjection): void {
    fresh.doc.transact(() => {
      for (const [orderId, shown] of this.shown) {
        const card = this.cards.get(orderId);
        const state = this.states.get(orderId);
        if (!card || !state) continue;
        fresh.cards.set(orderId, card);
        fresh.states.set(orderId, state);
        fresh.shown.set(orderId, shown);
      }
      fresh.writeFreshness();
    });
  }

  stateVector(): Uint8Array {
    return Y.encodeStateVector(this.doc);
  }

  /** Everything, encoded once between changes. */
  wholeFrame(): Buffer {
    this.whole ??= step2Frame(Y.encodeStateAsUpdate(this.doc));
    return this.whole;
  }

  /**
   * What a client that has `stateVector` lacks.
   * @returns null when it has to get everything
   * @throws when the state vector is malformed
   */
  answer(stateVector: Uint8Array): Buffer | null {
    const has = Y.decodeStateVector(stateVector).get(this.doc.clientID) ?? 0;
    // Deletions alone would not move the clock; every transaction here also writes something, so it tells all.
    if (has === this.clock()) return NOTHING_NEW;
    const known = this.answers.get(has);
    if (known) return known;
    const first = this.recent.findIndex(({ from }) => from === has);
    if (first < 0 || has === 0) return null;
    const frame = step2Frame(Y.mergeUpdates(this.recent.slice(first).map(({ update }) => update)));
    this.answers.set(has, frame);
    return frame;
  }

  /** @param isKnown compares an update with the document */
  check(isKnown: (doc: Y.Doc) => boolean): boolean {
    return isKnown(this.doc);
  }

  destroy(): void {
    this.doc.destroy();
  }

  private clock(): number {
    return Y.getState(this.doc.store, this.doc.clientID);
  }

  private project(order: BoardOrder, now: Instant): void {
    const { _id: orderId, rev } = order;
    const shown = this.shown.get(orderId);
    if (shown && shown.rev > rev) return;
    if (!order.areaPath.startsWith(this.areaPath) || !isOnBoard(order, now)) {
      if (shown) this.remove(orderId);
      return;
    }
    const cardValue = toCard(order as Order);
    const stateValue = toCardState(order as Order);
    const card = JSON.stringify(cardValue);
    const state = JSON.stringify(stateValue);
    if (card !== shown?.card) {
      if (shown) this.tombstones += 1;
      this.cards.set(orderId, cardValue);
    }
    if (state !== shown?.state) {
      if (shown) this.tombstones += 1;
      this.states.set(orderId, stateValue);
    }
    const leavesAt = order.closedAt === null ? null : order.closedAt + CLOSED_STAYS_MS;
    this.shown.set(orderId, { rev, card, state, leavesAt });
  }

  private remove(orderId: OrderId): void {
    this.cards.delete(orderId);
    this.states.delete(orderId);
    this.shown.delete(orderId);
    this.tombstones += 2;
    this.writeFreshness();
  }

  private writeFreshness(): void {
    if (this.meta.has('asOf')) this.tombstones += 1;
    this.meta.set('asOf', this.asOf);
  }
}
