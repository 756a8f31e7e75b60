import { type Cell, TABLE_BOUNDS, type Table, type TableRow, UnreadableTable } from '../table.ts';
import { type Archive, openArchive } from './archive.ts';
import { makeSheetReader, type RawCell, type RawRow } from './sheet.ts';
import { openStrings, type SharedStrings } from './strings.ts';
import { readWorkbook, type Workbook } from './workbook.ts';
import { listen } from './xml.ts';

/**
 * The first visible sheet of a workbook, row by row. Shared texts are read as far as rows need them and put aside in
 * `scratch`, so that the first rows are there at once and memory does not grow with the file.
 * @throws UnreadableTable
 */
export async function openXlsx(path: string, scratch: string): Promise<Table> {
  const archive = await openArchive(path);
  let workbook: Workbook;
  try {
    workbook = await readWorkbook(archive);
  } catch (error) {
    archive.close();
    throw error;
  }
  return toTable(archive, workbook, scratch);
}

function toTable(archive: Archive, workbook: Workbook, scratch: string): Table {
  const { sheet, strings: stringsPart, formats, date1904 } = workbook;
  const reader = makeSheetReader(formats, date1904);
  const total = archive.sizeOf(sheet) + (stringsPart === null ? 0 : archive.sizeOf(stringsPart));
  const read = { sheet: 0, heard: 0, rows: 0 };
  let strings: SharedStrings | null = null;
  const sheetShare = (): number => read.sheet / Math.max(1, archive.sizeOf(sheet));
  return {
    kind: 'xlsx',
    date1904,
    share: () => Math.min(1, (read.sheet + (strings?.bytesRead() ?? 0)) / Math.max(1, total)),
    estimate: () => reader.lastRow() || Math.round(read.heard / Math.max(1e-9, sheetShare())),
    async *rows() {
      try {
        strings = await openStrings(archive, stringsPart, scratch);
        for await (const bytes of listen(await archive.read(sheet), reader)) {
          read.sheet = bytes;
          const rows = reader.take();
          read.heard += rows.length;
          await strings.reach(highest(rows));
          for (const row of rows) {
            read.rows += 1;
            if (read.rows > TABLE_BOUNDS.rows) throw new UnreadableTable('too_large');
            yield resolve(row, strings);
          }
        }
      } finally {
        await strings?.close();
        archive.close();
      }
    },
  };
}

const isShared = (cell: RawCell | undefined): cell is { readonly shared: number } =>
  typeof cell === 'object' && cell !== null && 'shared' in cell;

/** The last shared text these rows refer to; -1 when they refer to none. */
function highest(rows: readonly RawRow[]): number {
  let most = -1;
  for (const { cells } of rows) {
    for (const cell of cells) if (isShared(cell)) most = Math.max(most, cell.shared);
  }
  return most;
}

const resolve = ({ number, cells }: RawRow, strings: SharedStrings): TableRow => ({
  number,
  cells: Array.from(cells, (cell): Cell => (isShared(cell) ? strings.at(cell.shared) : (cell ?? null))),
});
