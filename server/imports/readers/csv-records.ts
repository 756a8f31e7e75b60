import Papa from 'papaparse';
import { TABLE_BOUNDS, UnreadableTable } from './table.ts';

export interface CsvRecord {
  readonly cells: readonly string[];
  /** Of the text it stands for, with its marks. */
  readonly chars: number;
}

/** @throws UnreadableTable for a record without end, and for a quote that is never closed */
export type Cutter = (piece: string, isLast: boolean) => readonly CsvRecord[];

/**
 * Cuts text that comes in pieces into records. The last one of what is there may go on in the next piece: it is kept back
 * and looked at again with that.
 */
export function makeCutter(delimiter: string): Cutter {
  let rest = '';
  /** What ended the first record ends all. */
  let linebreak: string | undefined;
  return (piece, isLast) => {
    rest += piece;
    // It may be half of a line's end.
    if (!isLast && linebreak === undefined && rest.endsWith('\r')) return [];
    const records: CsvRecord[] = [];
    let end = 0;
    let isOpen = false;
    Papa.parse<string[]>(rest, {
      delimiter,
      // Undefined: guessed.
      newline: linebreak as '\n' | undefined,
      step: ({ data, errors, meta }) => {
        if (records.length > 0) linebreak ??= meta.linebreak;
        records.push({ cells: data, chars: meta.cursor - end });
        end = meta.cursor;
        isOpen = errors.some(({ code }) => code === 'MissingQuotes');
      },
    });
    if (records.some(({ chars }) => chars > TABLE_BOUNDS.recordChars))
      throw new UnreadableTable('row_too_long');
    const kept = isLast ? undefined : records.pop();
    if (isLast && isOpen) throw new UnreadableTable('damaged');
    rest = kept ? rest.slice(rest.length - kept.chars) : '';
    return records;
  };
}
