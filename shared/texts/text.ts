import type { Both, Language } from './language.ts';
import { ORDER_WORDS } from './order-words.ts';
import { PLACE_WORDS } from './place-words.ts';
import { TOLD } from './told.ts';

/** Every word of the domain by group: `status.new`, `returnReason.no_time`, `clock.arrive`, `told.completed`. */
const WORDS = {
  'zh-CN': { ...ORDER_WORDS['zh-CN'], ...PLACE_WORDS['zh-CN'], told: TOLD['zh-CN'] },
  en: { ...ORDER_WORDS.en, ...PLACE_WORDS.en, told: TOLD.en },
} satisfies Both<unknown>;

type Words = (typeof WORDS)['zh-CN'];
export type TextKey = { [G in keyof Words]: `${G}.${keyof Words[G] & string}` }[keyof Words];
export type TextParams = Readonly<Record<string, string | number>>;

/** All words of a language, for lists and selects. */
export const words = (language: Language): Words => WORDS[language];

/** A word of the domain; `{name}` in it is filled from `params`. A key that does not exist does not compile. */
export function text(language: Language, key: TextKey, params: TextParams = {}): string {
  const [group = '', name = ''] = key.split('.', 2);
  const found =
    (WORDS[language] as Readonly<Record<string, Readonly<Record<string, string>>>>)[group]?.[name] ?? key;
  return fill(found, params);
}

/** Puts params in their places; an unknown place is left empty. */
export const fill = (sentence: string, params: TextParams): string =>
  sentence.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ''));
