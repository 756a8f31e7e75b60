import { typedInstant } from '../../../shared/calendar/typed.ts';
import type { Zone } from '../../../shared/calendar/types.ts';
import type { Instant, OrderId } from '../../../shared/ids.ts';
import { RETURN_REASONS } from '../../../shared/order/events.ts';
import type { OrderDetail } from '../../../shared/protocol/dto.ts';
import { DIMENSIONS, type Dimension, type Score } from '../../../shared/rating/score.ts';
import type { Action } from './actions.ts';

/** What the dialog of an action holds while it is filled in. */
export interface Asked {
  readonly text: string;
  readonly reason: string;
  /** As the box holds it: a time on the community's wall, `2026-06-10T17:30`. */
  readonly until: string;
  readonly intoId: OrderId;
  readonly scores: Readonly<Partial<Record<Dimension, Score>>>;
}

export const NOTHING_ASKED: Asked = { text: '', reason: '', until: '', intoId: '', scores: {} };

/** What is still missing, as a key of the board's texts. */
export type Missing = 'needWords' | 'chooseReason' | 'needUntil' | 'mergeUnknown' | 'needScores';

/** The payload of an action's command, or what is still missing. The server has the last word on both. */
export function payloadOf(
  action: Action,
  asked: Asked,
  order: Pick<OrderDetail, 'round' | 'reports'>,
  now: Instant,
  zone: Zone,
): Readonly<Record<string, unknown>> | Missing {
  const text = asked.text.trim();
  switch (action.asks) {
    case 'nothing':
      return {};
    case 'text':
      return text === '' ? 'needWords' : { text };
    case 'reason':
      return text === '' ? 'needWords' : { reason: text };
    case 'return':
      if (!RETURN_REASONS.some((reason) => reason === asked.reason)) return 'chooseReason';
      return text === '' ? 'needWords' : { reason: asked.reason, text };
    case 'until': {
      const until = typedInstant(asked.until, zone);
      if (until === undefined || until <= now) return 'needUntil';
      return text === '' ? 'needWords' : { until, reason: text };
    }
    case 'merge':
      return asked.intoId === '' ? 'mergeUnknown' : { intoId: asked.intoId };
    case 'rating': {
      if (DIMENSIONS.some((dimension) => asked.scores[dimension] === undefined)) return 'needScores';
      const unrated = order.reports.find((one) =>
        one.ratings.every((rating) => rating.round !== order.round),
      );
      return {
        reportId: (unrated ?? order.reports[0])?._id,
        ...asked.scores,
        ...(text === '' ? {} : { comment: text }),
      };
    }
  }
}
