import { t } from '../words.ts';
import type { WhyNot } from './verbs.ts';

/** A reason in words. */
export function whyText(why: WhyNot): string {
  const words = t().why;
  return why.code === 'heldBy' ? words.heldBy(why.name) : words[why.code];
}
