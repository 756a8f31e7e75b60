import { cleanText } from '../../shared/privacy/clean-text.ts';
import type { Cell } from './readers/table.ts';

/** Fifteen places is what a spreadsheet keeps of a number; what came after became zeros. */
const EXACT_BELOW = 1e15;
const POWER_OF_TEN = /^\d(?:\.\d+)?E\+?\d{2}$/i;

/** A cell as a person reads it: dates by the wall clock, numbers with all their digits. */
export function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return cell;
  if (typeof cell === 'number') return Number.isInteger(cell) ? BigInt(cell).toString() : String(cell);
  if (Number.isNaN(cell.getTime())) return '';
  return cell.toISOString().slice(0, 19).replace('T', ' ').replace(' 00:00:00', '');
}

/** A long number that a spreadsheet took for a quantity and rounded: two tickets may look like one. */
export const isRounded = (cell: Cell): boolean =>
  typeof cell === 'number'
    ? Math.abs(cell) >= EXACT_BELOW
    : typeof cell === 'string' && POWER_OF_TEN.test(cell.trim());

/**
 * Text fit to be kept. Files exported from web pages carry runs of tabs, CR and full-width blanks around their texts; a
 * mark that keeps a cell from being taken for a formula, as our own lists have it, goes again.
 */
export function tidy(cell: Cell): string {
  const text = cleanText(cellText(cell));
  return (text.includes('\n') ? withTidyLines(text) : text).replace(/^'(?=[=+\-@])/, '').trim();
}

const withTidyLines = (text: string): string =>
  text
    .replaceAll(/[\t\u3000\u00a0 ]+\n/g, '\n')
    .replaceAll(/\n[\t\u3000\u00a0 ]+/g, '\n')
    .replaceAll(/\n{3,}/g, '\n\n');
