import type { AreaId, Instant } from '../../shared/ids.ts';
import { type Language, text } from '../../shared/texts/index.ts';
import type { OrderDocument } from '../store/collections/orders.ts';
import type { Models } from '../store/models.ts';
import { cellText } from './cells.ts';
import { csvLine } from './report.ts';

export interface RepliesOf {
  readonly communityId: AreaId;
  /** Finished from this instant on. */
  readonly from: Instant;
  /** And before this one. */
  readonly to: Instant;
}

const HEADINGS = {
  'zh-CN': ['工单编号', '本系统编号', '状态', '来件时间', '办结时间', '答复内容'],
  en: ['External number', 'Order', 'Status', 'Received', 'Finished', 'Reply'],
} as const;

const SHOWN = {
  no: 1,
  status: 1,
  doneAt: 1,
  closedAt: 1,
  result: 1,
  declineReason: 1,
  'reports.externalNo': 1,
  'reports.at': 1,
  'history.by': 1,
} as const;
type Shown = Pick<OrderDocument, 'no' | 'status' | 'doneAt' | 'closedAt' | 'result' | 'declineReason'> & {
  readonly reports: readonly { readonly externalNo?: string; readonly at: Instant }[];
  readonly history: readonly Pick<OrderDocument['history'][number], 'by'>[];
};

/**
 * What goes back to the system the tickets came from (I17): each external number with the reply it was given here, as lines
 * of a csv file. What only ever was imported came with its reply and is left out.
 * @param wall what the community's clock shows at an instant, as a Date whose UTC fields say it
 */
export async function* replyLines(
  models: Models,
  { communityId, from, to }: RepliesOf,
  language: Language,
  wall: (at: Instant) => Date,
): AsyncGenerator<string> {
  yield `\ufeff${csvLine(HEADINGS[language])}`;
  const within = { $gte: from, $lt: to };
  const cursor = models.orders
    .find(
      {
        communityId,
        status: { $in: ['done', 'closed', 'declined'] },
        $or: [{ doneAt: within }, { closedAt: within }],
        externalKeys: { $exists: true },
      },
      SHOWN,
    )
    .sort({ createdAt: 1 })
    .lean()
    .cursor({ batchSize: 200 });
  for await (const order of cursor as AsyncIterable<Shown>) {
    if (order.history.every(({ by }) => by.kind === 'system' && by.job === 'import')) continue;
    const finishedAt = order.doneAt ?? order.closedAt;
    for (const { externalNo, at } of order.reports) {
      if (externalNo === undefined) continue;
      yield csvLine([
        externalNo,
        order.no,
        text(language, `status.${order.status}`),
        cellText(wall(at)),
        finishedAt === null ? '' : cellText(wall(finishedAt)),
        order.result ?? order.declineReason ?? '',
      ]);
    }
  }
}
