import type { Zone } from '../../shared/calendar/types.ts';
import type { Instant } from '../../shared/ids.ts';
import { BOUNDS } from '../../shared/order/settings.ts';
import { cleanText } from '../../shared/privacy/clean-text.ts';
import { parseDate } from './dates.ts';
import type { ImportField, Mapping } from './mapping.ts';
import type { Cell, TableRow } from './table.ts';

/** A row that can be imported. */
export interface Letter {
  readonly rowNumber: number;
  readonly externalNo: string;
  readonly title: string;
  readonly text: string;
  readonly at: Instant;
  readonly person: string | null;
  readonly phone: string | null;
  readonly reply: string | null;
  readonly replyAt: Instant | null;
  readonly area: string | null;
  readonly item: string | null;
}

export type RowProblem =
  | 'no_external_no'
  | 'no_text'
  | 'text_too_long'
  | 'bad_date'
  | 'future_date'
  | 'bad_reply_date'
  | 'reply_before_letter';

/** One reason why a row was left out, for the list that can be downloaded. */
export interface RowError {
  readonly rowNumber: number;
  readonly problem: RowProblem;
  readonly column: string;
  readonly value: string;
}

export type LetterResult =
  | { readonly ok: true; readonly letter: Letter }
  | { readonly ok: false; readonly errors: RowError[] };

const MOST_SHOWN = 60;

/** Reads rows by a mapping. Every problem of a row is told, not only the first (I5). */
export function letterReader(headings: readonly string[], mapping: Mapping, zone: Zone, now: Instant) {
  const columns = new Map<ImportField, number>();
  for (const [field, heading] of Object.entries(mapping))
    columns.set(field as ImportField, headings.indexOf(heading));

  return (row: TableRow): LetterResult => {
    const cell = (field: ImportField): Cell => row.cells[columns.get(field) ?? -1] ?? null;
    const text = (field: ImportField): string => tidy(cell(field));
    const errors: RowError[] = [];
    const complain = (problem: RowProblem, field: ImportField): void => {
      const value = String(cell(field) ?? '').slice(0, MOST_SHOWN);
      errors.push({ rowNumber: row.number, problem, column: mapping[field] ?? '', value });
    };

    const externalNo = text('externalNo').slice(0, 100);
    if (externalNo === '') complain('no_external_no', 'externalNo');
    const body = text('text') || text('title');
    if (body === '') complain('no_text', 'text');
    if (body.length > BOUNDS.text) complain('text_too_long', 'text');
    const at = parseDate(cell('at'), zone);
    if (at === null) complain('bad_date', 'at');
    else if (at > now) complain('future_date', 'at');
    const reply = text('reply').slice(0, BOUNDS.text);
    const replyAt = cell('replyAt') === null ? null : parseDate(cell('replyAt'), zone);
    if (cell('replyAt') !== null && replyAt === null) complain('bad_reply_date', 'replyAt');
    // The same day without a time of day is midnight: that is not "before the letter".
    if (at !== null && replyAt !== null && replyAt < at - DAY_MS) complain('reply_before_letter', 'replyAt');
    if (errors.length > 0 || at === null) return { ok: false, errors };

    return {
      ok: true,
      letter: {
        rowNumber: row.number,
        externalNo,
        title: text('title') || body,
        text: body,
        at,
        person: text('person') || null,
        phone: text('phone') || null,
        reply: reply || null,
        replyAt: replyAt === null ? null : Math.max(replyAt, at),
        area: text('area') || null,
        item: text('item') || null,
      },
    };
  };
}

const DAY_MS = 86_400_000;

/** Files exported from web pages carry runs of tabs, CR and full-width blanks around their texts. */
function tidy(cell: Cell): string {
  if (cell === null) return '';
  if (cell instanceof Date) return cell.toISOString();
  return cleanText(String(cell))
    .replaceAll(/[\t\u3000\u00a0 ]+\n/g, '\n')
    .replaceAll(/\n[\t\u3000\u00a0 ]+/g, '\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}
