import { createTexts } from '../kit/i18n.ts';
import { en } from './texts/en.ts';
import { zh } from './texts/zh.ts';

export const t = createTexts({ zh, en });

/** The sentence for a field the server refused: the field's own rule, or what is wrong with its words. */
export function wrongWords(field: string, code: string): string {
  if (code === 'text_empty') return t().form.empty;
  if (code === 'text_too_long') return t().form.tooLong;
  const name = field.split('.').filter((part) => !/^\d+$/u.test(part));
  const rules: Readonly<Record<string, string>> = t().wrong;
  return rules[name.join('.')] ?? rules[name.at(-1) ?? ''] ?? rules[name[0] ?? ''] ?? t().form.wrong;
}
