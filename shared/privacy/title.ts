import { BOUNDS } from '../order/settings.ts';
import { cleanText } from './clean-text.ts';
import { maskText } from './mask.ts';

/** The first sentence of a report, at most 60 characters, with numbers masked: safe for everyone (O3). */
export function titleOf(text: string): string {
  const masked = maskText(cleanText(text));
  const [sentence = ''] = masked.split(/[。！？!?\n]/u, 1);
  const words = [...(sentence.trim() || masked.trim())];
  return words.length <= BOUNDS.title ? words.join('') : `${words.slice(0, BOUNDS.title - 1).join('')}…`;
}
