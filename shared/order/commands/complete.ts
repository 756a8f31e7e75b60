import { accept, beforeOf, clocksFor, refuse, stamp, type Verb } from './verb.ts';

/** Done, with what was done in words for the resident (O16). Arriving and photos are no preconditions. */
export const complete: Verb<'complete'> = (moment, payload) => {
  const limit = moment.context.settings.columnLimits.done;
  if (limit !== null && (moment.context.found.load?.column ?? 0) >= limit)
    return refuse('column_full', { limit });
  return accept([
    {
      ...stamp(moment, 'completed'),
      text: payload.text,
      photoIds: payload.photoIds ?? [],
      clocks: clocksFor(moment, 'done'),
      before: beforeOf(moment.order),
    },
  ]);
};
