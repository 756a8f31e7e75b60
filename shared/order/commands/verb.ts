import { isStage } from '../../clocks/clock.ts';
import { clockChanges, type PhaseOptions } from '../../clocks/phases.ts';
import { clockRules } from '../../clocks/rules.ts';
import type { ClockChange, ClockContext, ClockPhase, ClockRules } from '../../clocks/types.ts';
import type { CommandId, EventId, Instant } from '../../ids.ts';
import type { RefusalCode } from '../../protocol/errors.ts';
import type { Actor, EventActor } from '../actor.ts';
import type { CommandType, Payloads } from '../commands.ts';
import type { DecisionContext } from '../context.ts';
import type { Accepted, Decision, Refusal, RefusalDetails } from '../decision.ts';
import type { Effect, NoticeAudience } from '../effects.ts';
import type { Before, OrderEvent } from '../events.ts';
import type { NoticeType } from '../notice-type.ts';
import type { Order } from '../order.ts';

/** One command meeting one order: what every verb decides from. */
export interface Moment {
  /** With the clock events of this instant already folded in. */
  readonly order: Order;
  readonly context: DecisionContext;
  /** Never earlier than the event before (O31). */
  readonly at: Instant;
  readonly commandId: CommandId;
}

export type Verb<T extends Exclude<CommandType, 'submit'>> = (
  moment: Moment,
  payload: Payloads[T],
) => Decision;

export const refuse = (code: RefusalCode, details?: RefusalDetails): Refusal => ({
  ok: false,
  code,
  ...(details ? { details } : {}),
});

export const accept = (events: readonly OrderEvent[], effects: readonly Effect[] = []): Accepted => ({
  ok: true,
  events,
  effects,
});

export function eventActor(actor: Actor): EventActor {
  switch (actor.kind) {
    case 'member':
      return { kind: 'member', memberId: actor.memberId, name: actor.name };
    case 'resident':
      return { kind: 'resident', reportId: actor.reportId };
    case 'system':
      return { kind: 'system', job: actor.job };
  }
}

interface Stamp<T extends OrderEvent['type']> {
  readonly id: EventId;
  readonly type: T;
  readonly at: Instant;
  readonly by: EventActor;
  readonly commandId: CommandId;
}

export const stamp = <T extends OrderEvent['type']>(
  moment: Pick<Moment, 'context' | 'at' | 'commandId'>,
  type: T,
): Stamp<T> => ({
  id: moment.context.newId(),
  type,
  at: moment.at,
  by: eventActor(moment.context.actor),
  commandId: moment.commandId,
});

/** Where this decision's deadlines are computed. */
export const clockContext = ({ calendar, zone, settings }: DecisionContext): ClockContext => ({
  calendar,
  zone,
  warnShare: settings.warnShare,
});

/** Clocks to start as the order goes on; a resolve clock is only started by submission and reopening. */
const rulesOf = (moment: Moment): ClockRules =>
  clockRules({ urgent: moment.order.urgent, urgentMinutes: moment.context.settings.urgentMinutes });

/** What happens to the clocks as the order comes to `phase`. Stages that stand still since it is not urgent stay so (O29). */
export function clocksFor(
  moment: Moment,
  phase: ClockPhase,
  options: PhaseOptions = {},
): readonly ClockChange[] {
  const { order, at, context } = moment;
  const { changes } = clockChanges(order.clocks, phase, at, rulesOf(moment), clockContext(context), options);
  if (order.urgent) return changes;
  const wakes = (change: ClockChange): boolean =>
    (change.type === 'start' && isStage(change.clock.name)) ||
    (change.type === 'resume' && isStage(change.name));
  return changes.filter((change) => !wakes(change));
}

export function beforeOf(order: Order): Before {
  const { status, offer, holder, clocks, doneAt, result, arrivedAt, firstHolder, extension } = order;
  return { status, offer, holder, clocks, doneAt, result, arrivedAt, firstHolder, extension };
}

export const notice = (
  moment: Pick<Moment, 'context' | 'at'>,
  type: NoticeType,
  to: NoticeAudience,
): Effect => ({ id: moment.context.newId(), type: 'notice', at: moment.at, notice: type, to });

export const OFFICERS: NoticeAudience = { kind: 'officers' };
export const OFFERED: NoticeAudience = { kind: 'offered' };

/** The present holder, if somebody holds it. */
export const holderOf = (order: Order): readonly NoticeAudience[] =>
  order.holder ? [{ kind: 'members', memberIds: [order.holder.memberId] }] : [];

/** Optional text as an optional property. */
export const optional = <K extends string>(key: K, value: string | undefined): { [key in K]?: string } =>
  (value === undefined || value === '' ? {} : { [key]: value }) as { [key in K]?: string };
