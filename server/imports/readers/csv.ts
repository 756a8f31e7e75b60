import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { CsvError, parse } from 'csv-parse';
import iconv from 'iconv-lite';
import { clip, TABLE_BOUNDS, type Table, type TableRow, UnreadableTable } from './table.ts';

type Encoding = 'utf8' | 'gb18030' | 'utf16';

interface CsvRecord {
  readonly record: readonly string[];
  /** `bytes` are those of the decoded text, in UTF-8. */
  readonly info: { readonly records: number; readonly empty_lines: number; readonly bytes: number };
}

/**
 * A csv file in UTF-8, UTF-16 with a mark, or GB18030, with commas, semicolons or tabs.
 * @param head its first bytes
 */
export async function openCsv(path: string, head: Buffer): Promise<Table> {
  const encoding = await encodingOf(path, head);
  const text = iconv.decode(head, encoding);
  const delimiter = delimiterOf(text);
  const { size } = await stat(path);
  const decodedSize = (size * Buffer.byteLength(text)) / head.length;
  const read = { bytes: 0, rows: 0, parsed: 0 };
  return {
    kind: 'csv',
    date1904: false,
    share: () => Math.min(1, read.bytes / size),
    estimate: () => Math.round((read.rows * decodedSize) / Math.max(1, Math.min(read.parsed, decodedSize))),
    async *rows() {
      const source = createReadStream(path);
      const decoded = source.pipe(iconv.decodeStream(encoding, { stripBOM: true }));
      const records = decoded.pipe(
        parse({
          delimiter,
          relax_column_count: true,
          relax_quotes: true,
          skip_empty_lines: true,
          info: true,
          max_record_size: TABLE_BOUNDS.recordChars,
        }),
      );
      source.on('data', (chunk) => {
        read.bytes += chunk.length;
      });
      source.on('error', (error) => records.destroy(error));
      decoded.on('error', (error) => records.destroy(error));
      try {
        for await (const { record, info } of records as AsyncIterable<CsvRecord>) {
          read.rows += 1;
          read.parsed = info.bytes;
          if (read.rows > TABLE_BOUNDS.rows) throw new UnreadableTable('too_large');
          yield toRow(record, info.records + info.empty_lines);
        }
      } catch (error) {
        if (!(error instanceof CsvError)) throw error;
        const tooLong = error.code === 'CSV_MAX_RECORD_SIZE';
        throw new UnreadableTable(tooLong ? 'row_too_long' : 'damaged', { cause: error });
      } finally {
        records.destroy();
        source.destroy();
      }
    },
  };
}

const toRow = (record: readonly string[], number: number): TableRow => ({
  number,
  cells: record.slice(0, TABLE_BOUNDS.columns).map((cell) => (cell === '' ? null : clip(cell))),
});

/** The whole file is looked at: one whose first Chinese character comes late would else be guessed wrongly. */
async function encodingOf(path: string, head: Buffer): Promise<Encoding> {
  if (head[0] === 0xff || head[0] === 0xfe) return 'utf16';
  let cut: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    const bytes = cut.length === 0 ? chunk : Buffer.concat([cut, chunk]);
    const whole = bytes.length - cutCharacter(bytes);
    if (!isUtf8(bytes.subarray(0, whole))) return 'gb18030';
    cut = bytes.subarray(whole);
  }
  return cut.length === 0 ? 'utf8' : 'gb18030';
}

/** How many bytes at the end may be the beginning of a UTF-8 character that goes on in the next chunk. */
function cutCharacter(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte < 0xc0) continue;
    const length = byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
    return length > back ? back : 0;
  }
  return 0;
}

/** The separator that occurs most often in the first line, quotes left out. */
function delimiterOf(text: string): string {
  const line = (text.split(/\r?\n/, 1)[0] ?? '').replaceAll(/"[^"]*"/g, '');
  const count = (mark: string): number => line.split(mark).length - 1;
  return [',', '\t', ';'].reduce((best, mark) => (count(mark) > count(best) ? mark : best), ',');
}
