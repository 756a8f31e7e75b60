import { CLOCK_NAMES } from '../../shared/clocks/types.ts';
import type { HistoryRow } from '../../shared/protocol/dto.ts';
import { eventText, words } from '../../shared/texts/index.ts';
import { language } from './i18n.ts';
import { word } from './words.ts';

/** What an event says besides who and when, in words: its code translated, its text as it was written. */
export function historyDetail(row: HistoryRow): string | undefined {
  const reason = row.reason === undefined ? undefined : reasonWord(row.type, row.reason);
  const parts = [reason, row.text].filter((part) => part !== undefined && part !== '');
  return parts.length > 0 ? parts.join(language() === 'en' ? ': ' : '：') : undefined;
}

/** Codes that have no word say nothing: nobody reads codes. */
function reasonWord(type: HistoryRow['type'], code: string): string | undefined {
  const { returnReason, closedBy, escalatedBy }: Readonly<Record<string, Readonly<Record<string, string>>>> =
    words(language());
  switch (type) {
    case 'returned':
      return returnReason?.[code];
    case 'closed':
      return closedBy?.[code];
    case 'escalated':
      return escalatedBy?.[code];
    case 'clock_warned':
    case 'clock_breached': {
      const clock = CLOCK_NAMES.find((name) => name === code);
      return clock && word.clock(clock);
    }
    case 'undone':
      return UNDOABLE.has(code) ? eventText(language(), code as 'claimed') : undefined;
    default:
      return undefined;
  }
}

const UNDOABLE: ReadonlySet<string> = new Set(['dispatched', 'claimed', 'completed']);
