import { MINUTE } from '../../calendar/zone.ts';
import type { Claimed, Completed, Dispatched, OrderEvent } from '../events.ts';
import { phaseOf } from '../phase.ts';
import { isDesk } from '../relation.ts';
import { accept, clocksFor, refuse, stamp, type Verb } from './verb.ts';

type Undoable = Dispatched | Claimed | Completed;

const isUndoable = (event: OrderEvent): event is Undoable =>
  event.type === 'dispatched' || event.type === 'claimed' || event.type === 'completed';

/** Events that do not stand in the way of taking back the one before them. */
const PASSING: ReadonlySet<OrderEvent['type']> = new Set([
  'urged',
  'clock_warned',
  'clock_breached',
  'adopted',
  'gave_up',
]);

/** The event that could be undone now, if any: the latest that changed where the order is. */
export function latestUndoable(history: readonly OrderEvent[]): Undoable | null {
  const last = history.findLast((event) => !PASSING.has(event.type));
  return last && isUndoable(last) ? last : null;
}

/**
 * Takes back the order's latest state-changing event within ten minutes of server time, by its author or an officer; both
 * stay in the history (O25).
 */
export const undo: Verb<'undo'> = (moment, payload) => {
  const { order, context, at } = moment;
  const event = order.history.find((one) => one.id === payload.eventId);
  if (!event || !isUndoable(event)) return refuse('not_found', { field: 'eventId' });
  const last = order.history.findLast((one) => !PASSING.has(one.type));
  if (last?.id !== event.id) {
    const by = last?.by.kind === 'member' ? last.by.name : undefined;
    return refuse('undo_overtaken', { status: last?.type ?? order.status, ...(by ? { by } : {}) });
  }
  if (at > event.at + context.settings.undoMinutes * MINUTE)
    return refuse('undo_too_late', { limit: context.settings.undoMinutes });
  const { actor } = context;
  if (actor.kind !== 'member') return refuse('forbidden');
  const author = event.by.kind === 'member' && event.by.memberId === actor.memberId;
  if (!author && !isDesk(actor, order)) return refuse('forbidden');
  return accept([
    {
      ...stamp(moment, 'undone'),
      eventId: event.id,
      undid: event.type,
      restored: event.before,
      clocks: clocksFor(moment, phaseOf({ ...event.before, feedbacks: order.feedbacks })),
    },
  ]);
};
