import type { TableFault } from '../../../shared/protocol/imports.ts';

/** A Date's UTC fields are the wall clock, as spreadsheets know no zone. */
export type Cell = string | number | Date | null;

/** One line of the file as it stands; `number` is the line a person sees in a spreadsheet, counted from 1. */
export interface TableRow {
  readonly number: number;
  readonly cells: readonly Cell[];
}

/** A file that is being read. Its rows can be gone through once; leaving the loop early is fine. */
export interface Table {
  readonly kind: 'xlsx' | 'csv';
  /** True when bare serials count days from 1904 instead of 1900. */
  readonly date1904: boolean;
  /** @throws UnreadableTable when it turns out to be damaged */
  rows(): AsyncGenerator<TableRow>;
  /** Share of the file that was read, 0 to 1. */
  share(): number;
  /** All lines of the file, headings included, as far as can be told from what was read. */
  estimate(): number;
}

/** @throws never by itself: readers throw it for files they cannot read, with the reason a person is told (I4). */
export class UnreadableTable extends Error {
  override readonly name = 'UnreadableTable';
  readonly reason: TableFault;

  constructor(reason: TableFault, options?: ErrorOptions) {
    super(reason, options);
    this.reason = reason;
  }
}

export const TABLE_BOUNDS = {
  /** A cell longer than a spreadsheet can hold comes from a broken or hostile file. */
  cellChars: 65_534,
  columns: 256,
  rows: 1_048_576,
  /** Characters of one csv record: a quote that is never closed would swallow the file. */
  recordChars: 1024 * 1024,
} as const;

export const clip = (text: string): string => text.slice(0, TABLE_BOUNDS.cellChars);
