import Papa from 'papaparse';
import { TABLE_BOUNDS, UnreadableTable } from './table.ts';

export interface CsvRecord {
  readonly cells: readonly string[];
  /** Of the text it stands for, with its marks. */
  readonly chars: number;
}

/** @throws UnreadableTable for a record without end, and for a quote that is never closed */
export type Cutter = (piece: string, isLast: boolean) => readonly CsvRecord[];

interface Found extends CsvRecord {
  /** A quote is not closed. */
  readonly isOpen: boolean;
}

/**
 * Cuts text that comes in pieces into records. The last one of what is there may go on in the next piece: it is kept back
 * and looked at again with that.
 *
 * A cell that goes on behind its closing quote, as in `"路灯"不亮`, would by the rules go on to the next quote, over any number of
 * lines: the line it stands in is then taken as it is written, and no other row is lost (I5).
 */
export function makeCutter(delimiter: string): Cutter {
  let rest = '';
  /** What ended the first record ends all. */
  let linebreak: string | undefined;

  /** Records from a place on, up to one that swallowed lines. */
  const parse = (text: string, from: number, isLast: boolean): { found: Found[]; swallowed: boolean } => {
    const found: Found[] = [];
    let end = from;
    let swallowed = false;
    Papa.parse<string[]>(text.slice(from), {
      delimiter,
      // Undefined: guessed.
      newline: linebreak as '\n' | undefined,
      step: ({ data, errors, meta }, parser) => {
        if (found.length > 0) linebreak ??= meta.linebreak;
        const start = end;
        end = from + meta.cursor;
        const isOpen = errors.some(({ code }) => code === 'MissingQuotes');
        const isSpoilt =
          errors.some(({ code }) => code === 'InvalidQuotes') &&
          (isOpen || lineAt(text, start, meta.linebreak).length < end - start);
        const atEnd = end === text.length && !text.endsWith(meta.linebreak);
        const mayGoOn = !isLast && atEnd && end - start <= TABLE_BOUNDS.recordChars;
        if (isSpoilt && !mayGoOn) {
          linebreak ??= meta.linebreak;
          swallowed = true;
          parser.abort();
          return;
        }
        found.push({ cells: data, chars: end - start, isOpen });
      },
    });
    return { found, swallowed };
  };

  return (piece, isLast) => {
    const all = rest + piece;
    // The last character may be half of a line's end.
    const text = !isLast && all.endsWith('\r') ? all.slice(0, -1) : all;
    const records: Found[] = [];
    for (let at = 0; at < text.length; ) {
      const { found, swallowed } = parse(text, at, isLast);
      records.push(...found);
      at += found.reduce((sum, { chars }) => sum + chars, 0);
      if (!swallowed) break;
      const line = lineAt(text, at, linebreak ?? '\n');
      records.push({ cells: literal(line, delimiter), chars: line.length, isOpen: false });
      at += line.length;
    }
    if (records.some(({ chars }) => chars > TABLE_BOUNDS.recordChars))
      throw new UnreadableTable('row_too_long');
    if (isLast && records.at(-1)?.isOpen) throw new UnreadableTable('damaged');
    const kept = isLast ? undefined : records.pop();
    rest = all.slice(text.length - (kept?.chars ?? 0));
    return records;
  };
}

/** With its end. */
const lineAt = (text: string, at: number, linebreak: string): string => {
  const end = text.indexOf(linebreak, at);
  return end < 0 ? text.slice(at) : text.slice(at, end + linebreak.length);
};

/** A line's cells as they are written; quotes count only around a whole cell. */
const literal = (line: string, delimiter: string): string[] =>
  line
    .replace(/[\r\n]+$/, '')
    .split(delimiter)
    .map((cell) => (/^".*"$/.test(cell) ? cell.slice(1, -1).replaceAll('""', '"') : cell));
