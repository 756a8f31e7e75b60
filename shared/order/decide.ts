import { dueTransitions } from '../clocks/sweep.ts';
import type { Instant } from '../ids.ts';
import { adopt, giveUp } from './commands/adopt.ts';
import { approve } from './commands/approve.ts';
import { arrive } from './commands/arrive.ts';
import { claim } from './commands/claim.ts';
import { close } from './commands/close.ts';
import { complete } from './commands/complete.ts';
import { decline } from './commands/decline.ts';
import { dispatch } from './commands/dispatch.ts';
import { escalate } from './commands/escalate.ts';
import { extend } from './commands/extend.ts';
import { feedback } from './commands/feedback.ts';
import { merge } from './commands/merge.ts';
import { callback, noteRated, rate } from './commands/rate.ts';
import { release } from './commands/release.ts';
import { reopen } from './commands/reopen.ts';
import { giveBack } from './commands/return.ts';
import { sort } from './commands/sort.ts';
import { submit } from './commands/submit.ts';
import { tick } from './commands/tick.ts';
import { undo } from './commands/undo.ts';
import { unmerge } from './commands/unmerge.ts';
import { urge } from './commands/urge.ts';
import {
  accept,
  holderOf,
  type Moment,
  notice,
  OFFICERS,
  refuse,
  stamp,
  type Verb,
} from './commands/verb.ts';
import type { Command, CommandType } from './commands.ts';
import type { DecisionContext } from './context.ts';
import type { Decision, Refusal } from './decision.ts';
import type { Effect } from './effects.ts';
import type { OrderEvent } from './events.ts';
import { evolve } from './evolve.ts';
import type { Order } from './order.ts';
import { refusalFor } from './permissions.ts';
import { answerTo, isOpen } from './table.ts';

type OrderCommandType = Exclude<CommandType, 'submit'>;

const VERBS: { readonly [T in OrderCommandType]: Verb<T> } = {
  dispatch,
  claim,
  arrive,
  feedback,
  complete,
  return: giveBack,
  decline,
  escalate,
  extend,
  approve,
  urge,
  merge,
  unmerge,
  reopen,
  close,
  undo,
  release,
  sort,
  callback,
  rate,
  adopt,
  give_up: giveUp,
  note_rated: noteRated,
  tick,
};

/**
 * Events and effects of a command, or a named refusal (O11). Pure and total: may this actor, does this state allow it, what
 * does the verb say. Warnings and breaches that are due by now are recorded before what the command does, so that a late
 * step is late on the record whoever comes first, the sweeper or the person.
 */
export function decide(order: Order | null, command: Command, context: DecisionContext): Decision {
  if (command.type === 'submit') return order ? refuse('conflict') : submit(command, context);
  if (!order) return refuse('not_found');
  const denied = refusalFor(context.actor, command.type, order) ?? answerTo(order, command.type);
  if (denied) return explain(denied, order);
  const at = Math.max(context.now, order.history.at(-1)?.at ?? order.updatedAt);
  const due = dueEvents(order, context, at, command);
  const moment: Moment = { order: fold(order, due.events), context, at, commandId: command.id };
  const decision = run(moment, command);
  if (!decision.ok) return decision;
  return accept([...due.events, ...decision.events], [...due.effects, ...decision.effects]);
}

// The verbs and the command share their type parameter, which an indexed access cannot express.
const run = (moment: Moment, command: Exclude<Command, { type: 'submit' }>): Decision =>
  (VERBS[command.type] as (moment: Moment, payload: unknown) => Decision)(moment, command.payload);

/** Says who was faster and where the order is, so that a person can go on (O13). */
function explain(code: Refusal['code'], order: Order): Refusal {
  if (code === 'not_found') return refuse(code);
  const winner = order.holder ?? order.firstHolder;
  if (code === 'already_claimed' && winner) {
    const at: Instant | undefined = order.holder?.since;
    return refuse(code, {
      by: winner.name,
      byId: winner.memberId,
      status: order.status,
      ...(at ? { at } : {}),
    });
  }
  return refuse(code, { status: order.status });
}

function dueEvents(
  order: Order,
  context: DecisionContext,
  at: Instant,
  command: Command,
): { events: OrderEvent[]; effects: Effect[] } {
  if (!isOpen(order.status)) return { events: [], effects: [] };
  const clock: DecisionContext = { ...context, actor: { kind: 'system', job: 'clock' } };
  const moment = { context: clock, at, commandId: command.id };
  const transitions = dueTransitions(order.clocks, at);
  const events = transitions.map((transition): OrderEvent => {
    const type = transition.type === 'warn' ? 'clock_warned' : 'clock_breached';
    return { ...stamp(moment, type), clock: transition.name, clocks: [transition] };
  });
  const audience = [OFFICERS, ...holderOf(order)];
  const effects = transitions.flatMap((transition) =>
    audience.map((to) => notice(moment, transition.type === 'warn' ? 'clock_warning' : 'clock_breach', to)),
  );
  return { events, effects };
}

const fold = (order: Order, events: readonly OrderEvent[]): Order =>
  events.length === 0
    ? order
    : { ...order, ...events.reduce(evolve, order), history: [...order.history, ...events] };
