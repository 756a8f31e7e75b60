import { HOUR } from '../../calendar/zone.ts';
import { accept, holderOf, notice, OFFICERS, refuse, stamp, type Verb } from './verb.ts';

/** Urging again within the hour is heard already: it is refused, so that histories stay short (O22). */
const AGAIN_AFTER_MS = HOUR;

export const urge: Verb<'urge'> = (moment, payload) => {
  const { lastUrgedAt } = moment.order;
  if (lastUrgedAt !== null && moment.at - lastUrgedAt < AGAIN_AFTER_MS) {
    return refuse('conflict', { status: 'urged', at: lastUrgedAt });
  }
  return accept(
    [{ ...stamp(moment, 'urged'), text: payload.text ?? '' }],
    [OFFICERS, ...holderOf(moment.order)].map((to) => notice(moment, 'urged', to)),
  );
};
