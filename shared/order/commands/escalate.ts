import type { Item } from '../../catalogue/catalogue.ts';
import { answerBreaches } from '../../clocks/missed.ts';
import type { Accepted } from '../decision.ts';
import type { EscalationCause } from '../events.ts';
import { levelAbove } from '../level.ts';
import type { OrderSettings } from '../settings.ts';
import {
  accept,
  clocksFor,
  holderOf,
  type Moment,
  notice,
  OFFICERS,
  refuse,
  stamp,
  type Verb,
} from './verb.ts';

/** One level up: only who is responsible changes, not where the matter is (O19). */
export const escalate: Verb<'escalate'> = (moment, payload) =>
  goUp(moment, 'hand', payload.text) ?? refuse('no_higher_level');

/**
 * Takes an order one level up, for whatever cause; null at the street. It is to be dispatched anew from there, its
 * deadlines stay as they are. The desk of either level is told, as the officers of a street are officers of all below it,
 * and whoever held it.
 */
export function goUp(moment: Moment, cause: EscalationCause, text: string): Accepted | null {
  const { order, at } = moment;
  const toAreaId = levelAbove(order);
  if (toAreaId === null) return null;
  return accept(
    [
      {
        ...stamp(moment, 'escalated'),
        fromAreaId: order.levelAreaId,
        toAreaId,
        text,
        cause,
        clocks: [...clocksFor(moment, 'new'), ...answerBreaches(order.clocks, at)],
      },
    ],
    [OFFICERS, ...holderOf(order)].map((to) => notice(moment, 'escalated', to)),
  );
}

/** How long after a missed deadline an order will go up by itself: its item's own word, or the community's (O51). */
export function escalationRule(
  item: Pick<Item, 'escalateAfter'> | null | undefined,
  settings: OrderSettings,
): { readonly escalateAfterMinutes?: number } {
  const after = item?.escalateAfter ?? settings.escalateAfterMinutes;
  return after === null || after === 'never' ? {} : { escalateAfterMinutes: after };
}
