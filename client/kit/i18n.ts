import { type Accessor, createSignal } from 'solid-js';
import { localStore, type TextStore } from './storage.ts';

export const LANGUAGES = ['zh-CN', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

const KEY = 'language';
const [current, setCurrent] = createSignal<Language>('zh-CN');

/** The interface's language (reactive). */
export const language: Accessor<Language> = current;

/**
 * The language to begin with: what was chosen before, otherwise the first wish of the browser that is Chinese or
 * English, otherwise Chinese.
 */
export function preferredLanguage(kept: string | null, wishes: readonly string[]): Language {
  const chosen = LANGUAGES.find((one) => one === kept);
  if (chosen) return chosen;
  for (const wish of wishes) {
    if (/^zh\b/iu.test(wish)) return 'zh-CN';
    if (/^en\b/iu.test(wish)) return 'en';
  }
  return 'zh-CN';
}

/** Call once before the first render: reads the choice and names it on `<html lang>`. */
export function startLanguage(store: TextStore = localStore, wishes = navigator.languages): void {
  apply(preferredLanguage(store.read(KEY), wishes));
}

/** Changes the language at once and keeps it for the next visit. */
export function setLanguage(next: Language, store: TextStore = localStore): void {
  apply(next);
  store.write(KEY, next);
}

function apply(next: Language): void {
  setCurrent(next);
  document.documentElement.lang = next;
}

/**
 * Texts of one app in the current language. English is typed by the Chinese shape, so a missing text does not compile.
 * Values are strings or functions of what is put into them: `t().undo.left(minutes)`.
 */
export const createTexts =
  <Texts extends object>(dictionaries: { readonly zh: Texts; readonly en: Texts }): Accessor<Texts> =>
  () =>
    current() === 'en' ? dictionaries.en : dictionaries.zh;

/** The name of something that carries both languages (catalogue items and categories). */
export const named = (thing: { readonly name: string; readonly nameEn?: string }): string =>
  current() === 'en' && thing.nameEn ? thing.nameEn : thing.name;
