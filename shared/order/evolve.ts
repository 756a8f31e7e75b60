import { applyClockChanges } from '../clocks/apply.ts';
import type { Before, OrderEvent, Rated, Submitted } from './events.ts';
import { escalationOf } from './level.ts';
import type { Feedback, OrderState, Report } from './state.ts';

/**
 * The next order. Pure and total: any event on any order has a defined result, so that a history can always be replayed
 * (O30). Only `submitted` begins an order.
 * @throws RangeError when a history does not begin with `submitted`.
 */
export function evolve(state: OrderState | null, event: OrderEvent): OrderState {
  if (event.type === 'submitted') return begin(event);
  if (!state) throw new RangeError('a history begins with submitted');
  const clocks = 'clocks' in event ? applyClockChanges(state.clocks, event.clocks) : state.clocks;
  return change({ ...state, clocks, updatedAt: event.at }, event);
}

export const replay = (events: readonly OrderEvent[]): OrderState | null =>
  events.reduce<OrderState | null>(evolve, null);

function begin(event: Submitted): OrderState {
  return {
    _id: event.orderId,
    no: event.no,
    communityId: event.communityId,
    areaId: event.areaId,
    areaPath: event.areaPath,
    levelAreaId: event.levelAreaId,
    ...escalationOf(event),
    kind: event.kind,
    status: 'new',
    urgent: event.urgent,
    categoryId: event.categoryId,
    itemId: event.itemId,
    title: event.title,
    address: event.address,
    channel: event.channel,
    reports: [event.report],
    offer: null,
    holder: null,
    firstHolder: null,
    clocks: applyClockChanges({}, event.clocks),
    arrivedAt: null,
    feedbacks: [],
    result: null,
    declineReason: null,
    returns: 0,
    urges: 0,
    lastUrgedAt: null,
    extension: null,
    extensions: 0,
    round: 1,
    mergedInto: null,
    adopted: [],
    createdAt: event.at,
    updatedAt: event.at,
    doneAt: null,
    closedAt: null,
  };
}

/** Everything but the clocks, which `evolve` has already changed. */
function change(state: OrderState, event: Exclude<OrderEvent, Submitted>): OrderState {
  switch (event.type) {
    case 'dispatched':
      return { ...state, status: 'dispatched', offer: event.offer, holder: null };
    case 'claimed': {
      const { memberId, name } = event.holder;
      return {
        ...state,
        status: 'handling',
        holder: event.holder,
        firstHolder: state.firstHolder ?? { memberId, name },
        arrivedAt: null,
      };
    }
    case 'arrived':
      return { ...state, arrivedAt: event.at };
    case 'fed_back':
      return { ...state, feedbacks: [...state.feedbacks, toFeedback(event)] };
    case 'completed':
      return { ...state, status: 'done', doneAt: event.at, result: event.text, extension: null };
    case 'returned':
      return { ...backToNew(state), returns: state.returns + 1 };
    case 'declined':
      return { ...backToNew(state), status: 'declined', declineReason: event.text, closedAt: event.at };
    case 'escalated':
      return { ...backToNew(state), levelAreaId: event.toAreaId };
    case 'extension_asked': {
      const by = event.by.kind === 'member' ? event.by : { memberId: '', name: '' };
      const { id: eventId, at, until, reason } = event;
      return { ...state, extension: { eventId, at, until, reason, by: by.memberId, name: by.name } };
    }
    case 'extension_decided':
      return { ...state, extension: null, extensions: state.extensions + (event.approved ? 1 : 0) };
    case 'urged':
      return { ...state, urges: state.urges + 1, lastUrgedAt: event.at };
    case 'merged_into':
      return { ...state, status: 'merged', mergedInto: event.intoId };
    case 'unmerged':
      return { ...restore(state, event.restored), mergedInto: null, round: unratedRound(state) };
    case 'adopted':
      return {
        ...state,
        round: Math.max(state.round, event.round ?? 1),
        adopted: [...state.adopted.filter((one) => one.orderId !== event.adoption.orderId), event.adoption],
      };
    case 'gave_up':
      return { ...state, adopted: state.adopted.filter((one) => one.orderId !== event.orderId) };
    case 'adopted_rated':
      return { ...state, adopted: state.adopted.map((one) => noteRated(one, event.reportId, event.round)) };
    case 'released':
      return release(state);
    case 'reopened':
      return {
        ...state,
        status: event.holder ? 'handling' : 'new',
        holder: event.holder,
        offer: event.holder ? state.offer : null,
        arrivedAt: null,
        round: state.round + 1,
        doneAt: null,
        closedAt: null,
        result: null,
        declineReason: null,
      };
    case 'rated':
      return { ...state, reports: state.reports.map((report) => rate(report, event)) };
    case 'closed':
      return { ...state, status: 'closed', closedAt: event.at };
    case 'undone':
      return restore(state, event.restored);
    case 'sorted': {
      const { itemId, categoryId, urgent, areaId, areaPath, address } = event;
      const { escalateAfterMinutes: _, ...kept } = state;
      return { ...kept, ...escalationOf(event), itemId, categoryId, urgent, areaId, areaPath, address };
    }
    case 'clock_warned':
    case 'clock_breached':
      return state;
  }
}

const backToNew = (state: OrderState): OrderState => ({
  ...state,
  status: 'new',
  offer: null,
  holder: null,
  arrivedAt: null,
  extension: null,
});

/** The offer stands again, unless it was made to the very person who let go. */
function release(state: OrderState): OrderState {
  const to = state.offer?.to;
  const personal = !to || (to.kind === 'member' && to.memberId === state.holder?.memberId);
  if (personal) return backToNew(state);
  return { ...state, status: 'dispatched', holder: null, arrivedAt: null, extension: null };
}

/** Clocks are not put back: a breach stays whatever is undone (C16). */
function restore(state: OrderState, before: Before): OrderState {
  const { status, offer, holder, doneAt, result, arrivedAt, firstHolder, extension } = before;
  return { ...state, status, offer, holder, doneAt, result, arrivedAt, firstHolder, extension };
}

/** While it was merged, reports may have been rated for the survivor's work: what comes now is rated afresh (R6). */
const unratedRound = (state: OrderState): number =>
  Math.max(state.round, ...state.reports.flatMap((report) => report.ratings.map((one) => one.round + 1)));

function toFeedback(event: Extract<OrderEvent, { type: 'fed_back' }>): Feedback {
  const member = event.by.kind === 'member' ? event.by : null;
  return {
    eventId: event.id,
    at: event.at,
    by: member?.memberId ?? null,
    name: member?.name ?? '',
    text: event.text,
    photoIds: event.photoIds,
  };
}

function rate(report: Report, event: Rated): Report {
  if (report._id !== event.reportId) return report;
  const { round, at, speed, effect, attitude, comment, via } = event;
  const rating = { round, at, speed, effect, attitude, via, ...(comment === undefined ? {} : { comment }) };
  return { ...report, ratings: [...report.ratings, rating] };
}

function noteRated(
  adoption: OrderState['adopted'][number],
  reportId: string,
  round: number,
): OrderState['adopted'][number] {
  if (!adoption.reportIds.includes(reportId)) return adoption;
  if (adoption.rated.some((one) => one.reportId === reportId && one.round === round)) return adoption;
  return { ...adoption, rated: [...adoption.rated, { reportId, round }] };
}
