import { applyClockChanges } from '../../clocks/apply.ts';
import { isRunning, isStage } from '../../clocks/clock.ts';
import { clockChanges } from '../../clocks/phases.ts';
import { clockRules, reclassify } from '../../clocks/rules.ts';
import type { Clock, ClockChange, Clocks } from '../../clocks/types.ts';
import { escalationOf } from '../level.ts';
import { phaseOf } from '../phase.ts';
import { escalationRule } from './escalate.ts';
import { accept, clockContext, refuse, stamp, type Verb } from './verb.ts';

/**
 * Puts category, urgency, area or address right; the deadline class is counted anew from the same start, the stages of an
 * urgent matter start, or stand still where it turns out not to be urgent (O29).
 */
export const sort: Verb<'sort'> = (moment, payload) => {
  const { order, context, at } = moment;
  const { area, item } = context.found;
  if (payload.areaId !== undefined && (!area?.active || area.communityId !== order.communityId)) {
    return refuse('unknown_area', { field: 'areaId' });
  }
  if (payload.itemId && !item?.active) return refuse('unknown_item', { field: 'itemId' });
  const urgent = payload.urgent ?? order.urgent;
  const retimed = item ? reclassify(order.clocks, item.deadline, clockContext(context)).changes : [];
  const clocks = applyClockChanges(order.clocks, retimed);
  const rules = clockRules({ urgent, urgentMinutes: context.settings.urgentMinutes });
  const staged = urgent
    ? clockChanges(clocks, phaseOf(order), at, rules, clockContext(context)).changes
    : runningStages(clocks).map(({ name }): ClockChange => ({ type: 'pause', name, at }));
  return accept([
    {
      ...stamp(moment, 'sorted'),
      itemId: payload.itemId === undefined ? order.itemId : payload.itemId,
      categoryId: payload.itemId === undefined ? order.categoryId : (item?.categoryId ?? null),
      urgent,
      areaId: area?._id ?? order.areaId,
      areaPath: area?.path ?? order.areaPath,
      address: payload.address ?? order.address,
      clocks: urgent === order.urgent ? retimed : [...retimed, ...staged],
      ...(payload.itemId === undefined ? escalationOf(order) : escalationRule(item, context.settings)),
    },
  ]);
};

const runningStages = (clocks: Clocks): readonly Clock[] =>
  Object.values(clocks).filter((clock) => isStage(clock.name) && isRunning(clock));
