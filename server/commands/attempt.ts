import type { Instant, OrderId } from '../../shared/ids.ts';
import type { Actor } from '../../shared/order/actor.ts';
import { apply } from '../../shared/order/apply.ts';
import type { Command } from '../../shared/order/commands.ts';
import type { DecisionContext, Found } from '../../shared/order/context.ts';
import { decide } from '../../shared/order/decide.ts';
import type { Accepted, Decision, Refusal } from '../../shared/order/decision.ts';
import type { Effect } from '../../shared/order/effects.ts';
import type { Order } from '../../shared/order/order.ts';
import type { Base, CommandOutcome, Rules } from '../parts.ts';
import type { CommandRecord } from '../store/collections/orders.ts';
import type { Store } from '../store/connect.ts';
import { isDuplicateKey, isDuplicateOf } from '../store/errors.ts';
import { commit, type Step } from './commit.ts';
import { toDocument } from './document.ts';
import { type LoadedOrder, loadOrder, toOrder } from './load.ts';
import { lookUp } from './lookups.ts';
import { attachPhotos } from './photos.ts';
import type { Turn } from './queue.ts';
import { findRecord, makeRecord, payloadHash, withRecord } from './records.ts';
import { refuse } from './refuse.ts';
import { tooLarge } from './size.ts';
import { prepareSubmission, receiptOf, storeContact } from './submit.ts';

export interface AttemptParts extends Pick<Base, 'now' | 'newId'> {
  readonly store: Pick<Store, 'models' | 'secret'>;
  readonly rules: Rules;
  /** Does what still follows from an order; false when something stays. */
  readonly finish: (order: Order) => Promise<boolean>;
}

export interface Sent {
  readonly actor: Actor;
  readonly command: Command;
  /** Of actor and command id. */
  readonly key: string;
  /** For `submit` the id the order will have. */
  readonly orderId: OrderId;
}

export interface Committed {
  readonly outcome: Extract<CommandOutcome, { ok: true }>;
  readonly effects: readonly Effect[];
  readonly from: LoadedOrder | null;
}
/** A commit that effects and an announcement follow, an answer that nothing follows, or a lost race. */
export type Tried = { readonly committed: Committed } | { readonly answer: CommandOutcome } | 'again';

/**
 * One try at a command: load, look for this command id, look up, decide, commit if `rev` is unchanged (S1).
 * @throws database errors, after which it is not known whether the commit took place.
 */
export function makeAttempt(parts: AttemptParts): (turn: Turn, sent: Sent) => Promise<Tried> {
  const { store, rules } = parts;
  const { models, secret } = store;

  async function attempt(turn: Turn, sent: Sent): Promise<Tried> {
    let loaded = turn.known();
    if (loaded === undefined) {
      loaded = await loadOrder(models, sent.orderId);
      turn.remember(loaded);
    }
    const now = parts.now();
    if (loaded) {
      const record = await findRecord(models, loaded, sent.key, now);
      if (record) return { answer: repeat(loaded, record, sent) };
      if (sent.command.type === 'submit') return { answer: refuse('id_reused') };
    }
    const before = loaded && toOrder(loaded);
    const decision = await decideNow(before, sent, now);
    if (!decision.ok) return { answer: decision };
    if (before && decision.events.length === 0 && decision.effects.length === 0)
      return { answer: { ok: true, order: before, brief: briefOf(before), events: [], repeated: false } };
    return await commitNow(turn, loaded, sent, decision, now);
  }

  async function decideNow(before: Order | null, sent: Sent, now: Instant): Promise<Decision> {
    const { actor, command, key } = sent;
    const settings = rules.settings();
    const found = await lookUp(models, actor, command, before, settings);
    const context = (more: Found): DecisionContext => ({
      now,
      actor,
      newId: parts.newId,
      zone: rules.zone(),
      calendar: rules.calendar(),
      settings,
      found: { ...found, ...more },
    });
    if (command.type !== 'submit') return decide(before, command, context({}));
    return await prepareSubmission(
      models,
      secret,
      key,
      (fresh) => decide(null, command, context({ fresh })),
      {
        area: found.area ?? null,
        at: now,
        zone: rules.zone(),
      },
    );
  }

  async function commitNow(
    turn: Turn,
    loaded: LoadedOrder | null,
    sent: Sent,
    decision: Accepted,
    now: Instant,
  ): Promise<Tried> {
    const { actor, command, key } = sent;
    const { order, cut } = apply(loaded && toOrder(loaded), decision);
    // A tick is decided by the order's own clocks: done again it finds nothing to do, and needs no record.
    const record =
      command.type === 'tick' ? null : makeRecord(key, payloadHash(command), now, order, decision.events);
    const kept = withRecord(loaded?.commands ?? [], record, now);
    const to = toDocument(order, rules.settings(), {
      commands: kept.records,
      commandsCut: (loaded?.commandsCut ?? 0) + kept.moved.length,
    });
    const excess = tooLarge(to);
    if (excess === 'effects') return await makeRoom(loaded);
    if (excess) return { answer: excess };
    const refused = await prepare(sent, order, decision, now);
    if (refused) return { answer: refused };

    const { moved, rewritten } = kept;
    const done = await commitOnce({ from: loaded, to, cut, moved, rewritten });
    if (done !== 'won') return done;
    turn.remember(to);
    const receipt = command.type === 'submit' ? { receipt: receiptOf(secret, key, actor, order) } : {};
    const { events, effects } = decision;
    const outcome = { ok: true as const, order, brief: briefOf(order), events, repeated: false, ...receipt };
    return { committed: { outcome, effects, from: loaded } };
  }

  async function commitOnce(step: Step): Promise<'won' | Tried> {
    try {
      return (await commit(models, step)) === 'won' ? 'won' : 'again';
    } catch (error) {
      // Which unique index refused says what happened; nothing was written.
      if (isDuplicateOf(error, 'commands.key')) return { answer: refuse('id_reused') };
      if (isDuplicateOf(error, 'externalKeys'))
        return { answer: refuse('conflict', { field: 'externalNo' }) };
      // A number that an import or older letters took already: the counter goes on to the next.
      if (isDuplicateKey(error)) return 'again';
      throw error;
    }
  }

  /** What must be there before the commit names it: the resident's contact, the photos. */
  async function prepare(
    sent: Sent,
    order: Order,
    decision: Accepted,
    now: Instant,
  ): Promise<Refusal | null> {
    const { actor, command } = sent;
    if (command.type !== 'submit') {
      const eventId = decision.events.at(-1)?.id ?? '';
      return await attachPhotos(models, actor, command, order, { eventId });
    }
    await storeContact(models, order, command.payload.contact, now);
    return await attachPhotos(models, actor, command, order, { reportId: order.reports[0]?._id ?? '' });
  }

  /** So much is still to follow from this order that it takes nothing new before some of that is done. */
  async function makeRoom(loaded: LoadedOrder | null): Promise<Tried> {
    const finished = loaded !== null && (await parts.finish(toOrder(loaded)));
    return finished ? 'again' : { answer: refuse('busy') };
  }

  /** The first answer again, or `id_reused` for another payload (S4). */
  function repeat(loaded: LoadedOrder, record: CommandRecord, { actor, command, key }: Sent): CommandOutcome {
    if (record.payload !== payloadHash(command)) return refuse('id_reused');
    const order = toOrder(loaded);
    const { status, rev, eventIds } = record;
    return {
      ok: true,
      order,
      brief: { _id: order._id, no: order.no, status, rev },
      events: order.history.filter((event) => eventIds.includes(event.id)),
      repeated: true,
      ...(command.type === 'submit' ? { receipt: receiptOf(secret, key, actor, order) } : {}),
    };
  }

  return attempt;
}

const briefOf = ({ _id, no, status, rev }: Order) => ({ _id, no, status, rev });
