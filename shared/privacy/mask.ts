/** A digit as people type it: half or full width. */
const D = '[0-9０-９]';
/** What people put between the groups of a number; never a line end. */
const GAP = '[ \\t\\u00a0\\u3000\\-－–—]';
const BREAK = `${GAP}?`;

/** Digits in groups of these sizes, gaps between the groups. */
const grouped = (...sizes: readonly number[]): string =>
  sizes.map((size) => `${D}{${size}}`).join(`${GAP}{1,2}`);
const alone = (...patterns: readonly string[]): RegExp =>
  new RegExp(`(?<!${D})(?:${patterns.join('|')})(?!${D})`, 'gu');

/** Longest first, so that an identity number is never taken for a phone number with a tail. */
const PATTERNS: readonly RegExp[] = [
  // identity numbers of 15 or 18 places (the last may be X), bank cards and anything else as long
  alone(`${D}{17}[xXｘＸ]`, `${D}{15,}`),
  // the same written in groups: 6-8-4 and 6-6-3 identity numbers, 4-4-4-4(-3) cards
  alone(
    `${grouped(6, 8)}${GAP}{1,2}${D}{3}[0-9０-９xXｘＸ]`,
    grouped(6, 6, 3),
    grouped(4, 4, 4, 4, 3),
    grouped(4, 4, 4, 4),
  ),
  // mobile, with or without +86, however it is spaced
  alone(
    `(?:[+＋]?[8８][6６]${BREAK})?[1１]${BREAK}[3-9３-９](?:${BREAK}${D}){9}`,
    `[1１][3-9３-９]${D}[.．·]${D}{4}[.．·]${D}{4}`,
  ),
  // landline with its area code, bare or in brackets
  alone(`[0０]${D}{2,3}[)）]?${GAP}{0,2}${D}{3,4}${BREAK}${D}{4}`),
];

/** Keeps the first three and last two places of what is found; everything between becomes stars. */
function star(found: string): string {
  const marks = found.split('');
  const places = marks.flatMap((mark, i) => (/[0-9０-９xXｘＸ]/u.test(mark) ? [i] : []));
  const hidden = new Set(places.slice(3, -2));
  return marks.map((mark, i) => (hidden.has(i) ? '*' : mark)).join('');
}

/**
 * Hides phone, identity and card numbers in a text; all else stays to the letter, and masking twice changes nothing
 * (P20). What is left of one number may complete another beside it, so it goes on until nothing is found.
 */
export function maskText(text: string): string {
  let masked = text;
  for (;;) {
    const next = PATTERNS.reduce((rest, pattern) => rest.replaceAll(pattern, star), masked);
    if (next === masked) return next;
    masked = next;
  }
}

/** `138****5678`, whatever the number looks like. */
export function maskPhone(phone: string): string {
  const plain = phone.replaceAll(/[\s-]/g, '');
  if (plain.length < 7) return '*'.repeat(plain.length);
  return `${plain.slice(0, 3)}${'*'.repeat(plain.length - 7)}${plain.slice(-4)}`;
}

/** `梁女士` of `梁玉梅女士`, `梁*` of `梁玉梅`: enough to greet somebody by. */
export function maskName(name: string): string {
  const title = /(女士|先生|大爷|阿姨|老师|师傅)$/u.exec(name)?.[0] ?? '';
  const family = /^./u.exec(name)?.[0] ?? '';
  return title === '' ? `${family}*` : `${family}${title}`;
}
