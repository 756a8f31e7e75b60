import { DAY } from '../../calendar/zone.ts';
import { isLow } from '../../rating/score.ts';
import type { RatePayload } from '../commands.ts';
import type { Decision } from '../decision.ts';
import type { Effect } from '../effects.ts';
import type { OrderEvent } from '../events.ts';
import type { Order } from '../order.ts';
import { hasHandled } from '../relation.ts';
import type { Report } from '../state.ts';
import { accept, type Moment, notice, OFFICERS, optional, refuse, stamp, type Verb } from './verb.ts';

/** The resident's own rating: once per report and round (R1). */
export const rate: Verb<'rate'> = (moment, payload) => {
  const { actor } = moment.context;
  if (actor.kind !== 'resident' || actor.reportId !== payload.reportId) return refuse('not_found');
  const report = moment.order.reports.find((one) => one._id === payload.reportId);
  if (report?.rateByCallback) return refuse('callback_only');
  return decideRating(moment, payload, 'resident');
};

/** Taken by telephone, by somebody who neither took the report in nor handled the order (R7). */
export const callback: Verb<'callback'> = (moment, payload) => {
  const { actor } = moment.context;
  if (actor.kind !== 'member') return refuse('forbidden');
  const report = moment.order.reports.find((one) => one._id === payload.reportId);
  const worked = workedOrder(moment);
  const involved = [moment.order, ...(worked ? [worked] : [])].some((one) => hasHandled(actor.memberId, one));
  if (involved || report?.takenBy === actor.memberId) return refuse('handled_it_yourself');
  return decideRating(moment, payload, 'callback');
};

/** A merged order's reports are rated for the work on its survivor, and kept where they are. */
const workedOrder = ({ order, context }: Moment): Order | null =>
  order.status === 'merged' ? (context.found.survivor ?? null) : order;

function decideRating(moment: Moment, payload: RatePayload, via: 'resident' | 'callback'): Decision {
  const { order, context, at } = moment;
  const worked = workedOrder(moment);
  if (!worked) return refuse('not_found');
  const report = order.reports.find((one) => one._id === payload.reportId);
  if (!report) return refuse('not_found', { field: 'reportId' });
  if (worked.status !== 'done' && worked.status !== 'closed')
    return refuse('not_done_yet', { status: worked.status });
  const { rateAfterCloseDays } = context.settings;
  if (worked.closedAt !== null && at > worked.closedAt + rateAfterCloseDays * DAY)
    return refuse('rating_over', { limit: rateAfterCloseDays });
  const { round } = worked;
  if (report.ratings.some((one) => one.round === round)) return refuse('already_rated');

  const { reportId, speed, effect, attitude } = payload;
  const scores = { reportId, round, speed, effect, attitude, ...optional('comment', payload.comment), via };
  const events: OrderEvent[] = [{ ...stamp(moment, 'rated'), ...scores }];
  const effects: Effect[] = [{ id: context.newId(), type: 'rating', at, ...scores }];
  if (isLow(payload)) effects.push(notice(moment, 'low_rating', OFFICERS));
  if (worked !== order) {
    effects.push({ id: context.newId(), type: 'rated_through', at, survivorId: worked._id, reportId, round });
  } else if (order.status === 'done' && (via === 'callback' || isAllRated(order, report))) {
    const cause = via === 'callback' ? 'callback' : 'all_rated';
    events.push({ ...stamp(moment, 'closed'), cause, clocks: [] });
  }
  return accept(events, effects);
}

/** True when nobody but perhaps `besides` has still to rate this round. */
export function isAllRated(order: Order, besides?: Report): boolean {
  const own = order.reports.every(
    (report) => report._id === besides?._id || report.ratings.some((one) => one.round === order.round),
  );
  return (
    own &&
    order.adopted.every((adoption) =>
      adoption.reportIds.every((id) =>
        adoption.rated.some((one) => one.reportId === id && one.round === order.round),
      ),
    )
  );
}

/** The survivor hears that a report reached through it was rated, and closes when it was the last (O28). */
export const noteRated: Verb<'note_rated'> = (moment, payload) => {
  const { order } = moment;
  const adoption = order.adopted.find((one) => one.reportIds.includes(payload.reportId));
  const known = adoption?.rated.some(
    (one) => one.reportId === payload.reportId && one.round === payload.round,
  );
  if (!adoption || known) return accept([]);
  const noted: OrderEvent = { ...stamp(moment, 'adopted_rated'), ...payload };
  const rated = [...adoption.rated, { reportId: payload.reportId, round: payload.round }];
  const adopted = order.adopted.map((one) => (one === adoption ? { ...adoption, rated } : one));
  const last = order.status === 'done' && isAllRated({ ...order, adopted });
  return accept(last ? [noted, { ...stamp(moment, 'closed'), cause: 'all_rated', clocks: [] }] : [noted]);
};
