import type { Logger } from 'pino';
import type { Actor, SystemActor } from '../../shared/order/actor.ts';
import type {
  AdoptEffect,
  Effect,
  NoticeEffect,
  RatedThroughEffect,
  RatingEffect,
  ReleaseAdoptionEffect,
} from '../../shared/order/effects.ts';
import type { Order } from '../../shared/order/order.ts';
import type { Notice } from '../../shared/protocol/socket.ts';
import type { CommandOutcome, Notifier, Rules, UntrustedCommand } from '../parts.ts';
import { handlerOf, toRatingDocument } from '../statistics/rating-document.ts';
import { recordRating } from '../statistics/rating-months.ts';
import type { Models } from '../store/models.ts';
import { loadOrder } from './load.ts';
import { findSurvivor } from './lookups.ts';

export interface EffectParts {
  readonly models: Models;
  readonly rules: Rules;
  readonly notifier: Notifier;
  readonly log: Logger;
  /** The ordinary write path, for what follows on another order. */
  readonly run: (actor: Actor, command: UntrustedCommand) => Promise<CommandOutcome>;
}

const SYSTEM: SystemActor = { kind: 'system', job: 'effect' };

/** The other order's queue is full or the database is away: the effect stays pending and is done later. */
class NotNow extends Error {
  override readonly name = 'NotNow';
}

/**
 * Does what follows from a commit in other documents and then takes it off the order's list (S10). Each effect is
 * idempotent under its id: done twice, by two servers at once or after a crash, it ends the same.
 * @returns false when something is left for the finisher. Never throws.
 */
export async function runEffects(
  parts: EffectParts,
  order: Order,
  effects: readonly Effect[],
): Promise<boolean> {
  const done: string[] = [];
  for (const effect of effects) {
    try {
      await runEffect(parts, order, effect);
      done.push(effect.id);
    } catch (error) {
      parts.log.warn({ err: error, order: order.no, effect: effect.type }, 'an effect is left for later');
    }
  }
  if (done.length === 0) return effects.length === 0;
  try {
    await parts.models.orders.updateOne({ _id: order._id }, { $pull: { pending: { id: { $in: done } } } });
    return done.length === effects.length;
  } catch (error) {
    parts.log.warn({ err: error, order: order.no }, 'effects are done but still listed');
    return false;
  }
}

async function runEffect(parts: EffectParts, order: Order, effect: Effect): Promise<void> {
  switch (effect.type) {
    case 'rating':
      return await rating(parts, order, effect);
    case 'adopt':
      return await adopt(parts, order, effect);
    case 'give_up':
      return await giveUp(parts, order, effect, effect.id);
    case 'rated_through':
      return await ratedThrough(parts, effect);
    case 'notice':
      return await tell(parts, order, effect);
  }
}

async function rating({ models, rules }: EffectParts, order: Order, effect: RatingEffect): Promise<void> {
  const worked = (order.mergedInto ? await findSurvivor(models, order) : null) ?? order;
  const handlerId = handlerOf(worked);
  const handler = handlerId && (await models.members.findById(handlerId, { departmentId: 1 }).lean());
  const context = {
    worked,
    handlerDepartmentId: (handler && handler.departmentId) || null,
    zone: rules.zone(),
  };
  await recordRating(models, toRatingDocument(effect, order, context));
}

/** If the survivor is no longer open, the source is taken back rather than left hanging on it. */
async function adopt(parts: EffectParts, order: Order, effect: AdoptEffect): Promise<void> {
  if (!(await isStillMergedInto(parts, order, effect.survivorId))) return;
  const reportIds = [
    ...order.reports.map((report) => report._id),
    // What it had adopted itself is reached through the survivor from now on as well.
    ...order.adopted.flatMap((adoption) => adoption.reportIds),
  ];
  const payload = { orderId: order._id, no: order.no, reportIds };
  const taken = await ask(parts, { id: effect.id, type: 'adopt', orderId: effect.survivorId, payload });
  if (taken === 'refused') {
    await ask(parts, { id: `${effect.id}-back`, type: 'unmerge', orderId: order._id, payload: {} });
  } else if (!(await isStillMergedInto(parts, order, effect.survivorId))) {
    // Taken out again while it was being adopted; whoever did that may have told the survivor too early.
    await giveUp(parts, order, effect, `${effect.id}-undo`);
  }
}

async function isStillMergedInto({ models }: EffectParts, order: Order, survivorId: string) {
  const now = await loadOrder(models, order._id);
  return now?.mergedInto === survivorId;
}

async function giveUp(
  parts: EffectParts,
  order: Order,
  effect: Pick<ReleaseAdoptionEffect | AdoptEffect, 'survivorId'>,
  id: string,
): Promise<void> {
  await ask(parts, { id, type: 'give_up', orderId: effect.survivorId, payload: { orderId: order._id } });
}

async function ratedThrough(parts: EffectParts, effect: RatedThroughEffect): Promise<void> {
  const { reportId, round } = effect;
  await ask(parts, {
    id: effect.id,
    type: 'note_rated',
    orderId: effect.survivorId,
    payload: { reportId, round },
  });
}

/** A refusal is an answer; being too busy or away is none, and the effect waits. */
async function ask(parts: EffectParts, command: UntrustedCommand): Promise<'done' | 'refused'> {
  const outcome = await parts.run(SYSTEM, command);
  if (outcome.ok) return 'done';
  if (outcome.code === 'busy' || outcome.code === 'unavailable') throw new NotNow(outcome.code);
  return 'refused';
}

async function tell({ models, notifier }: EffectParts, order: Order, effect: NoticeEffect): Promise<void> {
  const { id, at, to } = effect;
  const { _id: orderId, no: orderNo, title, areaId, urgent } = order;
  const notice: Notice = { id, type: effect.notice, at, orderId, orderNo, title, areaId, urgent };
  switch (to.kind) {
    case 'officers':
      return notifier.toOfficers(order.areaPath, notice);
    case 'members':
      return notifier.toMembers(to.memberIds, notice);
    case 'offered':
      return await tellOffered(models, notifier, order, notice);
  }
}

async function tellOffered(models: Models, notifier: Notifier, order: Order, notice: Notice): Promise<void> {
  const target = order.offer?.to;
  if (!target) return;
  if (target.kind === 'pool') return notifier.toArea(order.areaPath, notice);
  if (target.kind === 'member') return notifier.toMembers([target.memberId], notice);
  const unit = target.kind === 'team' ? { teamIds: target.teamId } : { departmentId: target.departmentId };
  const found = await models.members.find({ ...unit, active: true }, { _id: 1 }).lean();
  if (found.length > 0)
    notifier.toMembers(
      found.map(({ _id }) => _id),
      notice,
    );
}
