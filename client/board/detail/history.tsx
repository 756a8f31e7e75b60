import { Show } from 'solid-js';
import type { HistoryRow } from '../../../shared/protocol/dto.ts';
import { eventText } from '../../../shared/texts/index.ts';
import { historyDetail } from '../../kit/history-detail.ts';
import { language } from '../../kit/i18n.ts';
import { now } from '../../kit/now.ts';
import { timestamp } from '../../kit/timing.ts';
import { Button } from '../../ui/index.ts';
import { t } from '../words.ts';

/** One event as the timeline draws it. */
export function historyItem(row: HistoryRow, undo: () => void) {
  const target = row.target === 'pool' ? t().pool : row.target;
  const detail = historyDetail(row);
  return {
    id: row.id,
    time: timestamp(row.at, now()),
    dateTime: new Date(row.at).toISOString(),
    title: (
      <>
        <Show when={row.by}>{(name) => <strong>{name()} </strong>}</Show>
        {eventText(language(), row.type)} {target}
        <Show when={row.undoable}>
          {' '}
          <Button variant="link" onClick={undo}>
            {t().undo}
          </Button>
        </Show>
      </>
    ),
    ...(detail === undefined ? {} : { detail }),
  };
}
