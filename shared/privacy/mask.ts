/** A digit as people type it: half or full width. */
const D = '[0-9０-９]';
const GAP = '[ \\t\\u00a0-]?';
const digits = (n: number): string => `(?:${D}${GAP}){${n - 1}}${D}`;

/** Longest first, so that an identity number is never taken for a phone number with a tail. */
const PATTERNS: readonly RegExp[] = [
  // 18-digit identity number, last place may be X
  new RegExp(`(?<!${D})(?:${D}${GAP}){17}[0-9０-９xXｘＸ](?![0-9０-９A-Za-z])`, 'gu'),
  // bank card, 16 or 19 digits
  new RegExp(`(?<!${D})${digits(19)}(?!${D})`, 'gu'),
  new RegExp(`(?<!${D})${digits(16)}(?!${D})`, 'gu'),
  // 15-digit identity number
  new RegExp(`(?<!${D})${digits(15)}(?!${D})`, 'gu'),
  // mobile, with or without +86
  new RegExp(`(?<!${D})(?:[+＋]?[8８][6６]${GAP})?[1１][3-9３-９]${GAP}(?:${D}${GAP}){8}${D}(?!${D})`, 'gu'),
  // landline with area code
  new RegExp(`(?<!${D})[0０](?:${D}){2,3}${GAP}(?:${D}${GAP}){6,7}${D}(?!${D})`, 'gu'),
];

/** Keeps the first three and last two digits of what is found; everything between becomes stars. */
function star(found: string): string {
  const marks = [...found];
  const places = marks.flatMap((mark, i) => (/[0-9０-９xXｘＸ]/u.test(mark) ? [i] : []));
  const hidden = new Set(places.slice(3, -2));
  return marks.map((mark, i) => (hidden.has(i) ? '*' : mark)).join('');
}

/** Hides phone, identity and card numbers in a text; all else stays to the letter, and masking twice changes nothing (P20). */
export const maskText = (text: string): string =>
  PATTERNS.reduce((masked, pattern) => masked.replaceAll(pattern, star), text);

/** `138****5678`, whatever the number looks like. */
export function maskPhone(phone: string): string {
  const plain = phone.replaceAll(/[\s-]/g, '');
  if (plain.length < 7) return '*'.repeat(plain.length);
  return `${plain.slice(0, 3)}${'*'.repeat(plain.length - 7)}${plain.slice(-4)}`;
}

/** `梁女士` of `梁玉梅女士`, `梁*` of `梁玉梅`: enough to greet somebody by. */
export function maskName(name: string): string {
  const title = /(女士|先生|大爷|阿姨|老师|师傅)$/u.exec(name)?.[0] ?? '';
  const [family = ''] = [...name];
  return title === '' ? `${family}*` : `${family}${title}`;
}
