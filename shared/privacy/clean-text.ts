// Everything Unicode calls a control but newline and tab, and the invisible marks that reorder or hide text.
const CONTROLS = /[\p{Cc}\u2028\u2029\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;

/** Half of a surrogate pair: no database or wire carries it. */
const HALVES = /\p{Cs}/gu;

/**
 * Marks heaped upon one letter: no script needs more than thirty (UAX #15, stream-safe text), and putting thousands of them
 * in order takes a time that grows with their square.
 */
const HEAPS = /(\p{M}{30})\p{M}+/gu;

/** Letters, digits and marks that Chinese texts are made of, all of which stay as they are: most texts hold nothing else. */
const PLAIN = /^[\n\t -~·\u2010-\u2027\u3000-\u3029\u4e00-\u9fff\uff01-\uff5e]*$/;

/**
 * A text as people typed it, fit to be stored: line ends become `\n`, control and direction marks go (newline and tab
 * stay), composed form, no blanks around it. Markup is ordinary text and stays (O40).
 */
export function cleanText(text: string): string {
  if (PLAIN.test(text)) return text.trim();
  return (
    text
      .replaceAll(/\r\n?|\u2028|\u2029/g, '\n')
      .replaceAll(CONTROLS, (mark) => (mark === '\n' || mark === '\t' ? mark : ''))
      .replaceAll(HALVES, '\ufffd')
      .replaceAll(HEAPS, '$1')
      .normalize('NFC')
      // Composed letters that are written apart in NFC may have added one.
      .replaceAll(HEAPS, '$1')
      .trim()
  );
}
