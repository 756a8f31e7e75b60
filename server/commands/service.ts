import { setTimeout as pause } from 'node:timers/promises';
import type { Actor } from '../../shared/order/actor.ts';
import type { Order } from '../../shared/order/order.ts';
import type {
  Announcer,
  Base,
  CommandOutcome,
  CommandService,
  Notifier,
  Rules,
  UntrustedCommand,
} from '../parts.ts';
import type { Store } from '../store/connect.ts';
import { isDatabaseError } from '../store/errors.ts';
import { type Committed, makeAttempt, type Sent, type Tried } from './attempt.ts';
import { checkCommand } from './check.ts';
import { submissionCodes } from './codes.ts';
import { type EffectParts, runEffects } from './effects.ts';
import type { LoadedOrder } from './load.ts';
import { OrderQueues, type Turn } from './queue.ts';
import { commandKey } from './records.ts';
import { refuse } from './refuse.ts';

export interface CommandParts extends Pick<Base, 'log' | 'now' | 'newId'> {
  readonly store: Pick<Store, 'models' | 'secret' | 'health'>;
  readonly rules: Rules;
  readonly announcer: Announcer;
  readonly notifier: Notifier;
}

export interface Commands extends CommandService {
  /** Does what is left of an order's effects, such as after a crash; false when something stays (S10). */
  finish(order: Order): Promise<boolean>;
  /** Takes no more commands and resolves when those that run, with their effects, have been answered. */
  drain(): Promise<void>;
}

const MOST_TRIES = 8;
/** A person waits: after this long they are told that the service is away. */
const MOST_MS = 10_000;
/** Spread out, so that two servers that lost to each other do not meet again. */
const pauseMs = (tries: number): number => Math.min(20 * 2 ** tries, 500) * (0.5 + Math.random() / 2);

/** The one write path for orders (S1): every change goes through here, on every server. */
export function createCommandService(parts: CommandParts): Commands {
  const { store, rules, announcer, notifier, log } = parts;
  const { models, health, secret } = store;
  const queues = new OrderQueues();
  const running = new Set<Promise<unknown>>();
  let draining = false;
  const effectParts: EffectParts = { models, rules, notifier, log, run };
  const attempt = makeAttempt({ ...parts, finish });

  function run(actor: Actor, raw: UntrustedCommand): Promise<CommandOutcome> {
    const answer = answerTo(actor, raw);
    running.add(answer);
    const done = (): void => void running.delete(answer);
    answer.then(done, done);
    return answer;
  }

  async function answerTo(actor: Actor, raw: UntrustedCommand): Promise<CommandOutcome> {
    const checked = checkCommand(actor, raw);
    if (!checked.ok) return checked;
    // What follows from commands that are still running may go on; nothing new begins.
    if ((draining && actor.kind !== 'system') || !health.writable()) return refuse('unavailable');
    const { command } = checked;
    const key = commandKey(actor, command.id);
    const orderId = command.orderId ?? submissionCodes(secret, key).orderId;
    const sent: Sent = { actor, command, key, orderId };
    const tried = await queues.run(orderId, (turn) => tryOften(turn, sent));
    if (tried === 'busy') return refuse('busy');
    return 'answer' in tried ? await answerAgain(tried.answer) : await followUp(tried.committed);
  }

  async function tryOften(turn: Turn, sent: Sent): Promise<Exclude<Tried, 'again'>> {
    const began = performance.now();
    let away = false;
    for (let tries = 0; tries < MOST_TRIES && performance.now() - began < MOST_MS; tries += 1) {
      try {
        const tried = await attempt(turn, sent);
        if (tried !== 'again') return tried;
        away = false;
      } catch (error) {
        if (!isDatabaseError(error)) throw error;
        // Whether it was written is not known: the next try reads the order again and may find its own command there.
        health.suspect(error);
        away = true;
        // Known to be away: the person is told now, and the same id sent again later finds out what became of it (S21).
        if (!health.writable()) break;
      }
      turn.forget();
      await pause(pauseMs(tries));
    }
    return { answer: refuse(away ? 'unavailable' : 'busy') };
  }

  /** Outside the order's queue: an effect may need another order's turn, whose own effects may need this one's. */
  async function followUp({ outcome, effects, from }: Committed): Promise<CommandOutcome> {
    const { order, events } = outcome;
    announcer.announce({ order, events, before: from && whereOf(from) });
    await runEffects(effectParts, order, effects);
    return outcome;
  }

  /**
   * A command that was carried out before: by us, when the answer of the database was lost, or by a server that may have died
   * before it told anybody. Telling twice is harmless (S19).
   */
  async function answerAgain(answer: CommandOutcome): Promise<CommandOutcome> {
    if (!answer.ok || !answer.repeated) return answer;
    announcer.announce({ order: answer.order, events: [], before: null });
    if (answer.order.pending.length > 0) await finish(answer.order);
    return answer;
  }

  async function finish(order: Order): Promise<boolean> {
    return await runEffects(effectParts, order, order.pending);
  }

  async function drain(): Promise<void> {
    draining = true;
    while (running.size > 0) await Promise.allSettled(running);
  }

  return { run, finish, drain };
}

const whereOf = ({ areaPath, levelAreaId, status, offer, holder }: LoadedOrder) => ({
  areaPath,
  levelAreaId,
  status,
  offer,
  holder,
});
