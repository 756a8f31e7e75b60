import { createHash } from 'node:crypto';
import type { Area } from '../../shared/areas/area.ts';
import type { Item } from '../../shared/catalogue/catalogue.ts';
import type { Instant } from '../../shared/ids.ts';
import type { Before, OrderEvent } from '../../shared/order/events.ts';
import { replay } from '../../shared/order/evolve.ts';
import type { Channel, Order } from '../../shared/order/order.ts';
import { titleOf } from '../../shared/privacy/title.ts';
import type { Letter } from './letter.ts';

/** Where imported letters belong and how they came in. */
export interface ImportPlace {
  readonly area: Area;
  readonly item: Item | null;
  readonly channel: Channel;
  readonly importId: string;
}

/** Short, URL-safe and the same whenever the same letter of the same community comes again (I6). */
export const stableId = (...parts: readonly string[]): string =>
  createHash('sha256').update(parts.join('\0')).digest('base64url').slice(0, 12);

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
 * are no clocks, no holder and no rating. The codes of its report open nothing: nobody was given them.
 */
export function toHistory(letter: Letter, no: string, place: ImportPlace): Order {
  const { area, item, channel, importId } = place;
  const id = stableId('order', area.communityId, letter.externalNo);
  const reportId = stableId('report', area.communityId, letter.externalNo);
  const base = (name: string, at: Instant) => ({
    id: stableId(name, id),
    at,
    by: { kind: 'system', job: 'import' } as const,
    commandId: `import-${importId}`,
  });
  const endedAt = letter.replyAt ?? letter.at;
  const submitted: OrderEvent = {
    ...base('submitted', letter.at),
    type: 'submitted',
    orderId: id,
    no,
    communityId: area.communityId,
    areaId: area._id,
    areaPath: area.path,
    levelAreaId: area.communityId,
    kind: 'request',
    urgent: false,
    categoryId: item?.categoryId ?? null,
    itemId: item?._id ?? null,
    title: titleOf(letter.title),
    address: '',
    channel,
    report: {
      _id: reportId,
      channel,
      text: letter.text,
      at: letter.at,
      photoIds: [],
      trackingHash: `import:${id}`,
      keyHash: `import:${id}`,
      hasContact: letter.phone !== null || letter.person !== null,
      externalNo: letter.externalNo,
      ratings: [],
    },
    clocks: [],
  };
  const completed: OrderEvent[] =
    letter.reply === null
      ? []
      : [
          {
            ...base('completed', endedAt),
            type: 'completed',
            text: letter.reply,
            photoIds: [],
            clocks: [],
            before: NOTHING_BEFORE,
          },
        ];
  const history: OrderEvent[] = [
    submitted,
    ...completed,
    { ...base('closed', endedAt), type: 'closed', cause: 'import', clocks: [] },
  ];
  const state = replay(history);
  if (!state) throw new Error('a history begins with submitted');
  return { ...state, rev: 1, history, historyCut: 0, pending: [] };
}
