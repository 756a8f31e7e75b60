import { hash } from 'node:crypto';
import type { Instant } from '../../shared/ids.ts';
import type { Before, OrderEvent } from '../../shared/order/events.ts';
import { replay } from '../../shared/order/evolve.ts';
import type { Order } from '../../shared/order/order.ts';
import { maskText } from '../../shared/privacy/mask.ts';
import { titleOf } from '../../shared/privacy/title.ts';
import type { Letter } from './letter.ts';
import type { Place } from './places.ts';

export interface HistoryOf {
  readonly letter: Letter;
  readonly place: Place;
  readonly no: string;
  readonly importId: string;
  /** How to reach the resident is kept beside the order. */
  readonly hasContact: boolean;
}

/** Short, URL-safe and the same whenever the same letter of the same community comes again (I6). */
export const stableId = (...parts: readonly string[]): string =>
  hash('sha256', parts.join('\0'), 'base64url').slice(0, 12);

export const reportIdOf = (communityId: string, externalNo: string): string =>
  stableId('report', communityId, externalNo);

/** When the matter ended, as far as the file tells. */
export const endOf = (letter: Letter): Instant => letter.replyAt ?? letter.at;

const NOTHING_BEFORE: Before = {
  status: 'new',
  offer: null,
  holder: null,
  clocks: {},
  doneAt: null,
  result: null,
  arrivedAt: null,
  firstHolder: null,
  extension: null,
};

/**
 * A letter as closed history with its real times (I7): what another system did is recorded, not decided again, so there
 * are no clocks, no holder and no rating. Its report has no codes: nobody was given any.
 *
 * What is spread stands last: V8 adds fields to a spread object one by one, each as slowly as all that is around it, and this
 * runs a hundred thousand times.
 */
export function toHistory({ letter, place, no, importId, hasContact }: HistoryOf): Order {
  const { area, categoryId, item, channel } = place;
  const id = stableId('order', area.communityId, letter.externalNo);
  const reportId = reportIdOf(area.communityId, letter.externalNo);
  const base = (name: string, at: Instant) => ({
    id: stableId(name, id),
    at,
    by: { kind: 'system', job: 'import' } as const,
    commandId: `import-${importId}`,
  });
  const endedAt = endOf(letter);
  const submitted: OrderEvent = {
    type: 'submitted',
    orderId: id,
    no,
    communityId: area.communityId,
    areaId: area._id,
    areaPath: area.path,
    levelAreaId: area.communityId,
    kind: 'request',
    urgent: false,
    categoryId,
    itemId: item?._id ?? null,
    title: titleOf(letter.title),
    address: maskText(letter.address),
    channel,
    report: {
      _id: reportId,
      channel,
      text: letter.text,
      at: letter.at,
      photoIds: [],
      trackingHash: '',
      keyHash: '',
      hasContact,
      externalNo: letter.externalNo,
      ratings: [],
    },
    clocks: [],
    ...base('submitted', letter.at),
  };
  const completed: OrderEvent[] =
    letter.reply === ''
      ? []
      : [
          {
            type: 'completed',
            text: letter.reply,
            photoIds: [],
            clocks: [],
            before: NOTHING_BEFORE,
            ...base('completed', endedAt),
          },
        ];
  const history: OrderEvent[] = [
    submitted,
    ...completed,
    { type: 'closed', cause: 'import', clocks: [], ...base('closed', endedAt) },
  ];
  return orderFrom(history);
}

/** An order that comes in with its history. */
export function orderFrom(history: readonly OrderEvent[]): Order {
  const state = replay(history);
  if (!state) throw new Error('a history begins with submitted');
  // `_id` first, as databases keep it: they would have to turn the document round.
  const { _id, ...rest } = state;
  return { _id, rev: 1, history, historyCut: 0, pending: [], ...rest };
}
