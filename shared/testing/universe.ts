import type { Instant } from '../ids.ts';
import type { Actor } from '../order/actor.ts';
import { apply } from '../order/apply.ts';
import type { Command, CommandType, Payloads } from '../order/commands.ts';
import type { Found } from '../order/context.ts';
import { decide } from '../order/decide.ts';
import type { Decision } from '../order/decision.ts';
import type { AdoptEffect, Effect, RatingEffect } from '../order/effects.ts';
import type { OrderEvent } from '../order/events.ts';
import type { Order } from '../order/order.ts';
import { DEFAULT_ORDER_SETTINGS, type OrderSettings } from '../order/settings.ts';
import { EFFECT } from './community.ts';
import { commandOf, contextOf, nextId, T0 } from './story.ts';

/** What one commit did. */
export interface Commit {
  readonly command: Command;
  readonly before: Order | null;
  readonly after: Order;
  readonly events: readonly OrderEvent[];
}

/**
 * Several orders and what follows from one to another, as a server keeps them: commits one at a time, a record of
 * every command, effects done later and in any order between orders.
 */
export class Universe {
  now: Instant = T0;
  private readonly settings: OrderSettings;
  readonly orders = new Map<string, Order>();
  readonly ratings: RatingEffect[] = [];
  readonly commits: Commit[] = [];
  /** The orders as they were one commit ago: what a lookup saw that came a moment too early. */
  private readonly earlier = new Map<string, Order>();
  private readonly answers = new Map<string, Decision>();

  constructor(settings: OrderSettings = DEFAULT_ORDER_SETTINGS) {
    this.settings = settings;
  }

  get all(): readonly Order[] {
    return [...this.orders.values()];
  }

  /** Submits a new order and returns its id. */
  open(actor: Actor, payload: Payloads['submit'], found: Found): string {
    const orderId = nextId();
    const fresh = {
      orderId,
      no: `BM26-${orderId}`,
      reportId: nextId(),
      trackingHash: nextId(),
      keyHash: nextId(),
    };
    const decision = this.run(actor, null, commandOf('submit', payload), { ...found, fresh });
    if (!decision.ok) throw new Error(`submit was refused: ${decision.code}`);
    return orderId;
  }

  send<T extends CommandType>(
    actor: Actor,
    orderId: string,
    type: T,
    payload: Payloads[T],
    found: Found = {},
  ): Decision {
    return this.run(actor, orderId, commandOf(type, payload), found);
  }

  /** The write path: a command that was carried out already is answered as it was then, and changes nothing. */
  run(actor: Actor, orderId: string | null, command: Command, found: Found): Decision {
    const key = `${JSON.stringify(actor)} ${command.id}`;
    const known = this.answers.get(key);
    if (known) return known;
    const before = orderId === null ? null : (this.orders.get(orderId) ?? null);
    const decision = decide(before, command, contextOf(actor, this.now, found, this.settings));
    if (!decision.ok) return decision;
    this.answers.set(key, decision);
    if (before && decision.events.length === 0 && decision.effects.length === 0) return decision;
    const after = apply(before, decision).order;
    if (before) this.earlier.set(after._id, before);
    this.orders.set(after._id, after);
    this.commits.push({ command, before, after, events: decision.events });
    return decision;
  }

  /** An order as a lookup finds it, perhaps one commit too early. */
  look(orderId: string, stale: boolean): Order | null {
    return (stale ? this.earlier.get(orderId) : undefined) ?? this.orders.get(orderId) ?? null;
  }

  /** Where the reports of an order are worked on. */
  survivorOf(order: Order): Order | null {
    return order.mergedInto === null ? null : (this.orders.get(order.mergedInto) ?? null);
  }

  /** Does the first thing that is left to do for an order; false when there is nothing. */
  settle(orderId: string): boolean {
    const order = this.orders.get(orderId);
    const effect = order?.pending[0];
    if (!order || !effect) return false;
    this.follow(order, effect);
    const now = this.orders.get(orderId) ?? order;
    this.orders.set(orderId, { ...now, pending: now.pending.filter((one) => one.id !== effect.id) });
    return true;
  }

  settleAll(): void {
    while (this.all.some((order) => this.settle(order._id))) {
      // until nobody has anything left to do
    }
  }

  private follow(order: Order, effect: Effect): void {
    switch (effect.type) {
      case 'rating':
        this.ratings.push(effect);
        return;
      case 'adopt':
        this.adopt(order, effect);
        return;
      case 'give_up':
        this.giveUp(effect.survivorId, order._id, effect.id);
        return;
      case 'rated_through': {
        const { reportId, round } = effect;
        this.run(EFFECT, effect.survivorId, commandOf('note_rated', { reportId, round }, effect.id), {});
        return;
      }
      case 'notice':
        return;
    }
  }

  private adopt(source: Order, effect: AdoptEffect): void {
    const stillMerged = (): boolean => this.orders.get(source._id)?.mergedInto === effect.survivorId;
    if (!stillMerged()) return;
    const { survivorId, orderId, no, reportIds, round } = effect;
    const taken = this.run(
      EFFECT,
      survivorId,
      commandOf('adopt', { orderId, no, reportIds, round }, effect.id),
      {},
    );
    if (!taken.ok) this.run(EFFECT, orderId, commandOf('unmerge', {}, `${effect.id}-back`), {});
  }

  private giveUp(survivorId: string, orderId: string, id: string): void {
    this.run(EFFECT, survivorId, commandOf('give_up', { orderId }, id), {});
  }
}
