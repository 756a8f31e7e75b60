import { BOUNDS } from '../settings.ts';
import { accept, refuse, stamp, type Verb } from './verb.ts';

/** The survivor's side of a merge (O23). Adopting what is adopted already changes nothing. */
export const adopt: Verb<'adopt'> = (moment, payload) => {
  const { order } = moment;
  if (order.adopted.some((one) => one.orderId === payload.orderId)) return accept([]);
  if (order._id === payload.orderId) return refuse('merge_with_itself');
  const reports = order.reports.length + order.adopted.reduce((sum, one) => sum + one.reportIds.length, 0);
  if (reports + payload.reportIds.length > BOUNDS.reports)
    return refuse('too_many_reports', { limit: BOUNDS.reports });
  const { orderId, no, reportIds, round } = payload;
  const adoption = { orderId, no, reportIds, at: moment.at, rated: [] };
  return accept([{ ...stamp(moment, 'adopted'), adoption, ...(round === undefined ? {} : { round }) }]);
};

/** The survivor's side of an unmerge. */
export const giveUp: Verb<'give_up'> = (moment, payload) => {
  if (!moment.order.adopted.some((one) => one.orderId === payload.orderId)) return accept([]);
  return accept([{ ...stamp(moment, 'gave_up'), orderId: payload.orderId }]);
};
