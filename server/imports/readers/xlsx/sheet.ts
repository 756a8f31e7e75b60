import { clip, TABLE_BOUNDS } from '../table.ts';
import type { NumberFormat } from './formats.ts';
import { unescape } from './strings.ts';
import type { Attributes, Listener } from './xml.ts';

/** A cell as it is written: shared texts are still numbers into the list of them. */
export type RawCell = string | number | Date | null | { readonly shared: number };

export interface RawRow {
  readonly number: number;
  readonly cells: RawCell[];
}

export interface SheetReader extends Listener {
  /** Rows heard to their end since it was asked last. */
  take(): RawRow[];
  /** The last row, as the sheet itself says; 0 when it does not. */
  lastRow(): number;
}

const DAY_MS = 86_400_000;
/** 1970-01-01 as a serial of each system. */
const UNIX_SERIAL = { from1900: 25_569, from1904: 24_107 };

/** Collects rows from the elements of a sheet. Formulas are neither kept nor computed: their last result counts. */
export function makeSheetReader(formats: readonly NumberFormat[], date1904: boolean): SheetReader {
  let rows: RawRow[] = [];
  let cells: RawCell[] = [];
  let rowNumber = 0;
  let last = 0;
  let column = -1;
  let cell: Attributes = {};
  let value = '';
  let listening = false;
  let inReading = false;

  const openCell = (attributes: Attributes): void => {
    const placed = columnOf(attributes['r'] ?? '');
    column = placed ?? column + 1;
    cell = attributes;
    value = '';
  };
  const closeCell = (): void => {
    if (column >= TABLE_BOUNDS.columns) return;
    while (cells.length < column) cells.push(null);
    cells[column] = toCell(cell['t'] ?? 'n', value, formats[Number(cell['s'] ?? 0)] ?? 'plain', date1904);
  };
  return {
    open: (name, attributes) => {
      if (name === 'dimension') last = Number(/(\d+)$/.exec(attributes['ref'] ?? '')?.[1] ?? 0);
      else if (name === 'row') {
        rowNumber = Number(attributes['r'] ?? rowNumber + 1);
        cells = [];
        column = -1;
      } else if (name === 'c') openCell(attributes);
      else if (name === 'rPh') inReading = true;
      else if (name === 'v' || name === 't') listening = !inReading;
    },
    text: (piece) => {
      if (listening) value += piece;
    },
    close: (name) => {
      if (name === 'v' || name === 't') listening = false;
      else if (name === 'rPh') inReading = false;
      else if (name === 'c') closeCell();
      else if (name === 'row') rows.push({ number: rowNumber, cells });
    },
    take: () => {
      const taken = rows;
      rows = [];
      return taken;
    },
    lastRow: () => last,
  };
}

function toCell(type: string, value: string, format: NumberFormat, date1904: boolean): RawCell {
  if (value === '') return null;
  switch (type) {
    case 's':
      return { shared: Number(value) };
    case 'str':
    case 'inlineStr':
      return clip(unescape(value));
    case 'b':
      return value === '1' ? 'true' : 'false';
    case 'e':
      return null;
    case 'd':
      return new Date(/[zZ]$/.test(value) ? value : `${value}Z`);
    default:
      return toNumber(value, format, date1904);
  }
}

function toNumber(value: string, format: NumberFormat, date1904: boolean): RawCell {
  const number = Number(value);
  if (!Number.isFinite(number)) return clip(value);
  if (format === 'plain') return number;
  if (format === 'date') {
    const epoch = date1904 ? UNIX_SERIAL.from1904 : UNIX_SERIAL.from1900;
    return new Date(Math.round((number - epoch) * (DAY_MS / 1000)) * 1000);
  }
  return Number.isInteger(number) && number >= 0 ? String(number).padStart(format.digits, '0') : number;
}

/** `AB12` is column 27, counted from 0; undefined for a cell that does not say where it is. */
function columnOf(reference: string): number | undefined {
  const letters = /^[A-Z]{1,3}/.exec(reference)?.[0];
  if (letters === undefined) return undefined;
  return letters.split('').reduce((sum, letter) => sum * 26 + (letter.charCodeAt(0) - 64), 0) - 1;
}
