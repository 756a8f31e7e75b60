import type { Zone } from '../../shared/calendar/types.ts';
import { DAY } from '../../shared/calendar/zone.ts';
import type { Instant } from '../../shared/ids.ts';
import { BOUNDS } from '../../shared/order/settings.ts';
import type { ImportField, Mapping, RowProblem } from '../../shared/protocol/imports.ts';
import { cellText, isRounded, tidy } from './cells.ts';
import { parseDate } from './dates.ts';
import type { Cell, TableRow } from './readers/table.ts';

/** A row that can be imported. */
export interface Letter {
  readonly rowNumber: number;
  readonly externalNo: string;
  readonly title: string;
  readonly text: string;
  readonly at: Instant;
  readonly person: string;
  readonly phone: string;
  readonly address: string;
  readonly reply: string;
  readonly replyAt: Instant | null;
  /** As the file names them. */
  readonly area: string;
  readonly item: string;
  readonly channel: string;
}

/** Nobody has answered it, and it is not said to be done. */
export const isWaiting = ({ reply, replyAt }: Pick<Letter, 'reply' | 'replyAt'>): boolean =>
  reply === '' && replyAt === null;

/** One reason why a row is left out. */
export interface Complaint {
  readonly problem: RowProblem;
  readonly column: string;
  readonly value: string;
}

/** A row that is left out, with every reason and its cells as they stand, for the list that can be downloaded. */
export interface RefusedRow {
  readonly rowNumber: number;
  readonly complaints: readonly Complaint[];
  readonly cells: readonly string[];
}

export type LetterResult =
  | { readonly ok: true; readonly letter: Letter }
  | { readonly ok: false; readonly refused: RefusedRow };

export interface LetterReader {
  (row: TableRow): LetterResult;
}

export interface ReaderParts {
  readonly headings: readonly string[];
  readonly mapping: Mapping;
  readonly zone: Zone;
  readonly now: Instant;
  /** Bare serials count from 1904. */
  readonly date1904: boolean;
}

const MOST_SHOWN = 60;
const MOST_NUMBER_CHARS = 100;
const MOST_NAME_CHARS = 40;
const MOST_PHONE_CHARS = 24;

/** Reads rows by a mapping. Every problem of a row is told, not only the first (I5). */
export function makeLetterReader({ headings, mapping, zone, now, date1904 }: ReaderParts): LetterReader {
  const columns = new Map<ImportField, number>();
  for (const [field, heading] of Object.entries(mapping)) {
    if (heading !== undefined) columns.set(field as ImportField, headings.indexOf(heading));
  }

  return (row) => {
    const cell = (field: ImportField): Cell => row.cells[columns.get(field) ?? -1] ?? null;
    const text = (field: ImportField): string => tidy(cell(field));
    const date = (field: ImportField): Instant | null => parseDate(cell(field), zone, date1904);
    const complaints: Complaint[] = [];
    const complain = (problem: RowProblem, field: ImportField): void => {
      const value = cellText(cell(field)).slice(0, MOST_SHOWN);
      complaints.push({ problem, column: mapping[field] ?? '', value });
    };

    const externalNo = text('externalNo').slice(0, MOST_NUMBER_CHARS);
    if (externalNo === '') complain('no_external_no', 'externalNo');
    else if (isRounded(cell('externalNo'))) complain('number_rounded', 'externalNo');
    const title = text('title');
    const body = text('text') || title;
    if (body === '') complain('no_text', 'text');
    if (body.length > BOUNDS.text) complain('text_too_long', 'text');
    const reply = text('reply');
    if (reply.length > BOUNDS.text) complain('text_too_long', 'reply');
    const at = date('at');
    if (at === null) complain('bad_date', 'at');
    else if (at > now) complain('future_date', 'at');
    const replyAt = date('replyAt');
    if (replyAt === null && text('replyAt') !== '') complain('bad_reply_date', 'replyAt');
    // The same day without a time of day is midnight: that is not "before the letter".
    if (at !== null && replyAt !== null && replyAt < at - DAY) complain('reply_before_letter', 'replyAt');
    if (complaints.length > 0 || at === null) {
      const cells = headings.map((_, column) => cellText(row.cells[column] ?? null));
      return { ok: false, refused: { rowNumber: row.number, complaints, cells } };
    }
    return {
      ok: true,
      letter: {
        rowNumber: row.number,
        externalNo,
        title: title || body,
        text: body,
        at,
        person: text('person').slice(0, MOST_NAME_CHARS),
        phone: text('phone').slice(0, MOST_PHONE_CHARS),
        address: text('address').slice(0, BOUNDS.address),
        reply,
        replyAt: replyAt === null ? null : Math.max(replyAt, at),
        area: text('area'),
        item: text('item'),
        channel: text('channel'),
      },
    };
  };
}
