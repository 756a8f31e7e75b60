import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { makeCutter } from './csv-records.ts';
import { clip, TABLE_BOUNDS, type Table, type TableRow, UnreadableTable } from './table.ts';

type Encoding = 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be';

const CHUNK_BYTES = 128 * 1024;

/**
 * A csv file in UTF-8, UTF-16 with a mark, or GB18030, with commas, semicolons or tabs.
 * @param head its first bytes
 */
export async function openCsv(path: string, head: Buffer): Promise<Table> {
  const encoding = await encodingOf(path, head);
  const text = new TextDecoder(encoding).decode(head);
  const { size } = await stat(path);
  const chars = (size * text.length) / head.length;
  const read = { bytes: 0, chars: 0, rows: 0 };
  return {
    kind: 'csv',
    date1904: false,
    share: () => Math.min(1, read.bytes / size),
    estimate: () => Math.round((read.rows * chars) / Math.max(1, Math.min(read.chars, chars))),
    async *rows() {
      const cut = makeCutter(delimiterOf(text));
      let line = 0;
      for await (const { piece, isLast } of pieces(path, encoding, (bytes) => {
        read.bytes += bytes;
      })) {
        const records = cut(piece, isLast);
        for (const { cells, chars: length } of records) {
          line += 1;
          read.chars += length;
          if (cells.length === 1 && cells[0]?.trim() === '') continue;
          read.rows += 1;
          if (read.rows > TABLE_BOUNDS.rows) throw new UnreadableTable('too_large');
          yield toRow(cells, line);
        }
      }
    },
  };
}

/** The decoded text in pieces that end anywhere, and at last an empty one. */
async function* pieces(
  path: string,
  encoding: Encoding,
  heard: (bytes: number) => void,
): AsyncGenerator<{ readonly piece: string; readonly isLast: boolean }> {
  const decoder = new TextDecoder(encoding);
  const source = createReadStream(path, { highWaterMark: CHUNK_BYTES });
  for await (const chunk of source as AsyncIterable<Buffer>) {
    heard(chunk.length);
    yield { piece: decoder.decode(chunk, { stream: true }), isLast: false };
  }
  yield { piece: decoder.decode(), isLast: true };
}

const toRow = (cells: readonly string[], number: number): TableRow => ({
  number,
  cells: cells.slice(0, TABLE_BOUNDS.columns).map((cell) => (cell === '' ? null : clip(cell))),
});

/** The whole file is looked at: one whose first Chinese character comes late would else be guessed wrongly. */
async function encodingOf(path: string, head: Buffer): Promise<Encoding> {
  if (head[0] === 0xff) return 'utf-16le';
  if (head[0] === 0xfe) return 'utf-16be';
  let cut: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    const bytes = cut.length === 0 ? chunk : Buffer.concat([cut, chunk]);
    const whole = bytes.length - cutCharacter(bytes);
    if (!isUtf8(bytes.subarray(0, whole))) return 'gb18030';
    cut = bytes.subarray(whole);
  }
  return cut.length === 0 ? 'utf-8' : 'gb18030';
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
