import { BOUNDS } from '../order/settings.ts';
import { cleanText } from './clean-text.ts';
import { maskText } from './mask.ts';

const segmenter = new Intl.Segmenter('zh-CN', { granularity: 'grapheme' });

/** The first sentence of a report, at most 60 characters, with numbers masked: safe for everyone (O3). */
export function titleOf(text: string): string {
  const masked = maskText(cleanText(text));
  const [sentence = ''] = masked.split(/[。！？!?\n]/u, 1);
  const line = (sentence.trim() || masked).replaceAll(/\s+/gu, ' ').trim();
  if (line.length <= BOUNDS.title) return line;
  const marks: string[] = [];
  for (const { segment } of segmenter.segment(line)) {
    // One more than there is room for says enough: ten thousand would take a fifth of a second.
    if (marks.length === BOUNDS.title) return `${marks.slice(0, -1).join('')}…`;
    marks.push(segment);
  }
  return line;
}
