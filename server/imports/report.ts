import { importWords, type Language } from '../../shared/texts/index.ts';
import type { RefusedRow } from './letter.ts';

const HEADINGS = { 'zh-CN': ['行号', '原因'], en: ['Row', 'Reason'] } as const;

/** Headings that the list of refused rows puts before those of the file, as mappings compare them. */
export const ERROR_HEADINGS: ReadonlySet<string> = new Set(
  Object.values(HEADINGS).flatMap((both) => both.map((heading) => heading.toLowerCase())),
);

/** The first line of the list of refused rows, with the mark by which spreadsheets know UTF-8. */
export const errorHead = (language: Language, headings: readonly string[]): string =>
  `\ufeff${csvLine([...HEADINGS[language], ...headings])}`;

/** A refused row: its number, every reason in the reader's language, and its cells as they were. */
export function errorLine(language: Language, { rowNumber, complaints, cells }: RefusedRow): string {
  const { problem: words } = importWords(language);
  const mark = language === 'en' ? ': ' : '：';
  const reasons = complaints.map(
    ({ problem, column }) => `${column === '' ? '' : column + mark}${words[problem]}`,
  );
  return csvLine([String(rowNumber), reasons.join(language === 'en' ? '; ' : '；'), ...cells]);
}

export const csvLine = (cells: readonly string[]): string => `${cells.map(csvCell).join(',')}\r\n`;

/** A cell that a spreadsheet would take for a formula is marked as text (I9). */
export function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r＝＋－＠]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
