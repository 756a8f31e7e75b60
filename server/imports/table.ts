import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import ExcelJS from 'exceljs';
import iconv from 'iconv-lite';

export type Cell = string | number | Date | null;

/** One line of the file as it stands; `number` is the line a person sees in a spreadsheet, counted from 1. */
export interface TableRow {
  readonly number: number;
  readonly cells: readonly Cell[];
}

export class UnreadableTable extends Error {
  override readonly name = 'UnreadableTable';
}

const SNIFF_BYTES = 256 * 1024;
/** A cell longer than a spreadsheet can hold comes from a broken or hostile file. */
const MOST_CELL_CHARS = 32_767 * 2;

/**
 * Streams the first sheet of an xlsx file, or a csv file in UTF-8 or GB18030 with commas, semicolons or tabs. The kind is
 * read from the content, not from the name. Rows come one at a time, so that memory does not grow with the file (I2).
 * @throws UnreadableTable for a file that is neither.
 */
export async function* readTable(path: string): AsyncGenerator<TableRow> {
  const head = await firstBytes(path);
  if (head.length === 0) throw new UnreadableTable('the file is empty');
  if (head.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004'))) yield* readXlsx(path);
  else if (head.subarray(0, 4).equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0]))) {
    throw new UnreadableTable('this is an old .xls file: save it as .xlsx or .csv first');
  } else if (looksBinary(head)) throw new UnreadableTable('this is neither an xlsx nor a csv file');
  else yield* readCsv(path, head);
}

async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const buffer = Buffer.alloc(SNIFF_BYTES);
    const { bytesRead } = await file.read(buffer, 0, SNIFF_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

const looksBinary = (head: Buffer): boolean => head.includes(0);

async function* readXlsx(path: string): AsyncGenerator<TableRow> {
  const reader = new ExcelJS.stream.xlsx.WorkbookReader(path, {
    sharedStrings: 'cache',
    hyperlinks: 'ignore',
    styles: 'cache',
    worksheets: 'emit',
    entries: 'ignore',
  });
  try {
    for await (const sheet of reader) {
      for await (const row of sheet) {
        const values = Array.isArray(row.values) ? row.values.slice(1) : [];
        yield { number: row.number, cells: Array.from(values, toCell) };
      }
      return;
    }
  } catch (error) {
    throw new UnreadableTable('the xlsx file is damaged', { cause: error });
  }
}

function toCell(value: unknown): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value.slice(0, MOST_CELL_CHARS);
  if (typeof value === 'number' || value instanceof Date) return value;
  if (typeof value === 'boolean') return String(value);
  if (typeof value !== 'object') return null;
  // Formula cells carry their last result; a formula itself is never evaluated or kept.
  if ('result' in value) return toCell(value.result);
  if ('richText' in value && Array.isArray(value.richText)) {
    return value.richText.map((part: { readonly text?: string }) => part.text ?? '').join('');
  }
  return 'text' in value ? toCell(value.text) : null;
}

async function* readCsv(path: string, head: Buffer): AsyncGenerator<TableRow> {
  const encoding = isUtf8(head) ? 'utf8' : 'gb18030';
  const delimiter = delimiterOf(iconv.decode(head, encoding));
  const source: Readable = createReadStream(path);
  const decoded = source.pipe(iconv.decodeStream(encoding, { stripBOM: true }));
  const records = decoded.pipe(
    parse({
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      info: true,
      bom: true,
    }),
  );
  source.on('error', (error) => records.destroy(error));
  decoded.on('error', (error) => records.destroy(error));
  try {
    for await (const { record, info } of records as AsyncIterable<{
      record: string[];
      info: { lines: number };
    }>) {
      yield {
        number: info.lines,
        cells: record.map((cell) => (cell === '' ? null : cell.slice(0, MOST_CELL_CHARS))),
      };
    }
  } catch (error) {
    throw new UnreadableTable('the csv file is damaged', { cause: error });
  } finally {
    source.destroy();
  }
}

/** True when the bytes are UTF-8; a character cut at the end of what was read does not count against it. */
function isUtf8(head: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** The separator that occurs most often in the first line, quotes left out. */
function delimiterOf(text: string): string {
  const line = (text.split(/\r?\n/, 1)[0] ?? '').replaceAll(/"[^"]*"/g, '');
  const count = (mark: string): number => line.split(mark).length - 1;
  return [',', '\t', ';'].reduce((best, mark) => (count(mark) > count(best) ? mark : best), ',');
}
