import { phaseOf } from '../phase.ts';
import { accept, clocksFor, refuse, stamp, type Verb } from './verb.ts';

/** Takes an order out of its survivor again, to where it was (O24). */
export const unmerge: Verb<'unmerge'> = (moment) => {
  const { order, context, at } = moment;
  const merged = order.history.findLast((event) => event.type === 'merged_into');
  if (merged?.type !== 'merged_into' || order.mergedInto === null) return refuse('not_merged');
  const { before } = merged;
  return accept(
    [
      {
        ...stamp(moment, 'unmerged'),
        fromId: order.mergedInto,
        restored: before,
        clocks: clocksFor(moment, phaseOf({ ...before, feedbacks: order.feedbacks })),
      },
    ],
    [{ id: context.newId(), type: 'give_up', at, survivorId: order.mergedInto }],
  );
};
