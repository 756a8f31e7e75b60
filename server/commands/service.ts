import { setTimeout as pause } from 'node:timers/promises';
import type { Instant } from '../../shared/ids.ts';
import type { Actor } from '../../shared/order/actor.ts';
import { apply } from '../../shared/order/apply.ts';
import type { Command } from '../../shared/order/commands.ts';
import type { DecisionContext, Found } from '../../shared/order/context.ts';
import { decide } from '../../shared/order/decide.ts';
import type { Accepted, Refusal } from '../../shared/order/decision.ts';
import type { Effect } from '../../shared/order/effects.ts';
import type { Order } from '../../shared/order/order.ts';
import type { RefusalCode } from '../../shared/protocol/errors.ts';
import type {
  Announcer,
  Base,
  CommandOutcome,
  CommandService,
  Notifier,
  Rules,
  UntrustedCommand,
} from '../parts.ts';
import type { CommandRecord } from '../store/collections/orders.ts';
import type { Store } from '../store/connect.ts';
import { isDatabaseError, isDuplicateKey, isDuplicateOf } from '../store/errors.ts';
import { checkCommand } from './check.ts';
import { submissionCodes } from './codes.ts';
import { commit } from './commit.ts';
import { toDocument } from './document.ts';
import { type EffectParts, runEffects } from './effects.ts';
import { type LoadedOrder, loadOrder, toOrder } from './load.ts';
import { lookUp } from './lookups.ts';
import { attachPhotos } from './photos.ts';
import { OrderQueues, type Turn } from './queue.ts';
import { commandKey, findRecord, makeRecord, payloadHash, withRecord } from './records.ts';
import { tooLarge } from './size.ts';
import { prepareSubmission, receiptOf, storeContact } from './submit.ts';

export interface CommandParts extends Pick<Base, 'log' | 'now' | 'newId'> {
  readonly store: Store;
  readonly rules: Rules;
  readonly announcer: Announcer;
  readonly notifier: Notifier;
}

export interface Commands extends CommandService {
  /** Finishes what is left of an order's effects, such as after a crash; false when something stays (S10). */
  finish(order: Order): Promise<boolean>;
  /** Takes no more commands and resolves when those that run have been answered. */
  drain(): Promise<void>;
}

const MOST_TRIES = 8;
/** A person waits: after this long they are told that the service is away. */
const MOST_MS = 10_000;
const pauseMs = (tries: number): number => Math.min(20 * 2 ** tries, 500) * (0.5 + Math.random() / 2);

/** What one try came to: an answer, or effects and announcements that follow a commit, or another try. */
interface Committed {
  readonly outcome: Extract<CommandOutcome, { ok: true }>;
  readonly effects: readonly Effect[];
  readonly from: LoadedOrder | null;
}
type Tried = { readonly committed: Committed } | { readonly answer: CommandOutcome } | 'again';

const refuse = (code: RefusalCode, details?: Refusal['details']): Refusal => ({
  ok: false,
  code,
  ...(details ? { details } : {}),
});

/** The one write path for orders (S1). */
export function createCommandService(parts: CommandParts): Commands {
  const { store, rules, announcer, log } = parts;
  const { models, health } = store;
  const queues = new OrderQueues();
  let draining = false;
  let finishing = 0;
  const effectParts: EffectParts = { models, rules, notifier: parts.notifier, log, run };

  async function run(actor: Actor, raw: UntrustedCommand): Promise<CommandOutcome> {
    const checked = checkCommand(actor, raw);
    if (!checked.ok) return checked;
    // The effects of commands that are still running may go on; nothing new begins.
    if (draining && actor.kind !== 'system') return refuse('unavailable');
    if (!health.writable()) return refuse('unavailable');
    const { command } = checked;
    const key = commandKey(actor, command.id);
    const orderId = command.orderId ?? submissionCodes(store.secret, key).orderId;
    const result = await queues.run(orderId, (turn) => carryOut(turn, actor, command, key, orderId));
    if (result === 'busy') return refuse('busy');
    if ('answer' in result) return result.answer;
    return await followUp(result.committed);
  }

  /** Outside the order's queue: an effect may need another order's turn, whose effects may need this one's. */
  async function followUp({ outcome, effects, from }: Committed): Promise<CommandOutcome> {
    const { order, events } = outcome;
    announcer.announce({ order, events, before: from && whereOf(from) });
    await runEffects(effectParts, order, effects);
    return outcome;
  }

  async function carryOut(turn: Turn, actor: Actor, command: Command, key: string, orderId: string) {
    const began = performance.now();
    let failed: unknown;
    for (let tries = 0; tries < MOST_TRIES && performance.now() - began < MOST_MS; tries += 1) {
      try {
        const tried = await tryOnce(turn, actor, command, key, orderId);
        if (tried !== 'again') return tried;
        failed = undefined;
      } catch (error) {
        if (!isDatabaseError(error)) throw error;
        // Whether it was written is not known. The next try reads the order again and finds its own command there.
        failed = error;
        health.suspect(error);
      }
      turn.forget();
      await pause(pauseMs(tries));
    }
    return { answer: refuse(failed === undefined ? 'busy' : 'unavailable') };
  }

  async function tryOnce(
    turn: Turn,
    actor: Actor,
    command: Command,
    key: string,
    orderId: string,
  ): Promise<Tried> {
    let loaded = turn.known();
    if (loaded === undefined) {
      loaded = await loadOrder(models, orderId);
      turn.remember(loaded);
    }
    const now = parts.now();
    const payload = payloadHash(command);
    if (loaded) {
      const record = await findRecord(models, loaded, key, now);
      if (record) return { answer: repeat(loaded, record, payload, actor, command, key) };
      if (command.type === 'submit') return { answer: refuse('id_reused') };
    }
    return await decideAndCommit(turn, loaded, { actor, command, key, payload, now });
  }

  interface Sent {
    readonly actor: Actor;
    readonly command: Command;
    readonly key: string;
    readonly payload: string;
    readonly now: Instant;
  }

  async function decideAndCommit(turn: Turn, loaded: LoadedOrder | null, sent: Sent): Promise<Tried> {
    const { actor, command, key, payload, now } = sent;
    const before = loaded && toOrder(loaded);
    const settings = rules.settings();
    const found = await lookUp(models, actor, command, before, settings);
    const decided = await decideWith(before, sent, found);
    if (!decided.ok) return { answer: decided };
    if (before && decided.events.length === 0 && decided.effects.length === 0)
      return { answer: { ok: true, order: before, brief: briefOf(before), events: [], repeated: false } };

    const { order, cut } = apply(before, decided);
    // A tick is decided by the order's own clocks: done again it finds nothing to do, and needs no record.
    const record = command.type === 'tick' ? null : makeRecord(key, payload, now, order, decided.events);
    const kept = withRecord(loaded?.commands ?? [], record, now);
    const to = toDocument(order, settings, {
      commands: kept.records,
      commandsCut: (loaded?.commandsCut ?? 0) + kept.moved.length,
    });
    const excess = tooLarge(to);
    if (excess === 'effects') return await shed(loaded);
    if (excess) return { answer: excess };

    const refused = await prepare(sent, order, decided);
    if (refused) return { answer: refused };
    try {
      const step = { from: loaded, to, cut, moved: kept.moved, rewritten: kept.rewritten };
      if ((await commit(models, step)) === 'lost') return 'again';
    } catch (error) {
      const answer = duplicate(error);
      if (answer) return answer;
      throw error;
    }
    turn.remember(to);
    const receipt = command.type === 'submit' ? receiptOf(store.secret, key, actor, order) : undefined;
    const outcome = {
      ok: true as const,
      order,
      brief: briefOf(order),
      events: decided.events,
      repeated: false,
      ...(receipt ? { receipt } : {}),
    };
    return { committed: { outcome, effects: decided.effects, from: loaded } };
  }

  async function decideWith(before: Order | null, sent: Sent, found: Found): Promise<Accepted | Refusal> {
    const { actor, command, key, now } = sent;
    const context: DecisionContext = {
      now,
      actor,
      newId: parts.newId,
      zone: rules.zone(),
      calendar: rules.calendar(),
      settings: rules.settings(),
      found,
    };
    if (command.type !== 'submit') return decide(before, command, context);
    const fresh = await prepareSubmission(
      models,
      store.secret,
      key,
      (no) => decide(null, command, { ...context, found: { ...found, fresh: no } }),
      { area: found.area ?? null, at: now, zone: context.zone },
    );
    return fresh;
  }

  /** What must be there before the commit names it: the resident's contact, the photos. */
  async function prepare(sent: Sent, order: Order, decided: Accepted): Promise<Refusal | null> {
    const { actor, command, now } = sent;
    if (command.type === 'submit') {
      await storeContact(models, order, command.payload.contact, now);
      const reportId = order.reports[0]?._id ?? '';
      return await attachPhotos(models, actor, command, order, { reportId });
    }
    const eventId = decided.events.at(-1)?.id ?? '';
    return await attachPhotos(models, actor, command, order, { eventId });
  }

  /** So much is still to follow from this order that it takes nothing new before some of it is done. */
  async function shed(loaded: LoadedOrder | null): Promise<Tried> {
    const finished = loaded !== null && (await finish(toOrder(loaded)));
    return finished ? 'again' : { answer: refuse('busy') };
  }

  async function finish(order: Order): Promise<boolean> {
    finishing += 1;
    try {
      return await runEffects(effectParts, order, order.pending);
    } finally {
      finishing -= 1;
    }
  }

  function repeat(
    loaded: LoadedOrder,
    record: CommandRecord,
    payload: string,
    actor: Actor,
    command: Command,
    key: string,
  ): CommandOutcome {
    if (record.payload !== payload) return refuse('id_reused');
    const order = toOrder(loaded);
    const { status, rev, eventIds } = record;
    return {
      ok: true,
      order,
      brief: { _id: order._id, no: order.no, status, rev },
      events: order.history.filter((event) => eventIds.includes(event.id)),
      repeated: true,
      ...(command.type === 'submit' ? { receipt: receiptOf(store.secret, key, actor, order) } : {}),
    };
  }

  return {
    run,
    finish,
    async drain() {
      draining = true;
      await queues.idle();
    },
  };
}

/** Which unique index refused says what happened; nothing was written. */
function duplicate(error: unknown): Tried | null {
  if (isDuplicateOf(error, 'commands.key')) return { answer: refuse('id_reused') };
  if (isDuplicateOf(error, 'externalKeys')) return { answer: refuse('conflict', { field: 'externalNo' }) };
  // A number that an import or an older set of letters took already: the counter goes on to the next.
  return isDuplicateKey(error) ? 'again' : null;
}

const briefOf = ({ _id, no, status, rev }: Order) => ({ _id, no, status, rev });

const whereOf = ({ areaPath, levelAreaId, status, offer, holder }: LoadedOrder) => ({
  areaPath,
  levelAreaId,
  status,
  offer,
  holder,
});
