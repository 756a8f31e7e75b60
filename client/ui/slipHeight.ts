/** Rows of a slip in pixels; Slip.module.css and tokens.css draw the same sums (rule U6). */
const ROWS = {
  normal: { paddingTop: 12, meta: 16, gap: 4, title: 20, place: 16, paddingBottom: 8, stub: 36 },
  large: { paddingTop: 12, meta: 20, gap: 4, title: 24, place: 20, paddingBottom: 8, stub: 44 },
} as const;

/** Height of a desk slip in pixels: 116 or 136, and 136 or 160 in large type. Virtual lists rely on it. */
export const slipHeight = (lines: 1 | 2, large = false): number => {
  const row = large ? ROWS.large : ROWS.normal;
  return (
    row.paddingTop +
    row.meta +
    row.gap +
    row.title * lines +
    row.gap +
    row.place +
    row.paddingBottom +
    row.stub
  );
};

// Both sides, and two pixels so that rounding never cuts a title that seems to fit.
const PADDING = 26;
const WIDE = /[\u1100-\u115f\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/u;

/**
 * How many lines a title takes on a slip of `width` pixels, without measuring the DOM. Latin letters are counted a
 * little wide, so a doubtful title gets two lines: a blank line is better than a cut word.
 */
export const titleLines = (title: string, width: number, large = false): 1 | 2 => {
  const em = large ? 17 : 14;
  let length = 0;
  for (const character of title) length += WIDE.test(character) ? em : em * 0.62;
  return length <= width - PADDING ? 1 : 2;
};
