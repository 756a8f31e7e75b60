import { createSignal } from 'solid-js';

export type ThemeChoice = 'system' | 'light' | 'dark';
export type ContrastChoice = 'system' | 'normal' | 'high';
export type TypeChoice = 'normal' | 'large';

export interface Appearance {
  theme: ThemeChoice;
  contrast: ContrastChoice;
  type: TypeChoice;
}

export const DEFAULT_APPEARANCE: Appearance = { theme: 'system', contrast: 'system', type: 'normal' };

const KEY = 'paidan.appearance';
const DARK = '(prefers-color-scheme: dark)';
const MORE_CONTRAST = '(prefers-contrast: more)';

const oneOf = <T extends string>(value: unknown, choices: readonly T[], fallback: T): T =>
  choices.find((choice) => choice === value) ?? fallback;

/** Reads a stored appearance; anything unknown falls back to its default, so an old or damaged value is harmless. */
export const parseAppearance = (text: string | null): Appearance => {
  let raw: Partial<Record<keyof Appearance, unknown>> = {};
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    if (typeof value === 'object' && value !== null) raw = value;
  } catch {
    raw = {};
  }
  return {
    theme: oneOf(raw.theme, ['system', 'light', 'dark'], DEFAULT_APPEARANCE.theme),
    contrast: oneOf(raw.contrast, ['system', 'normal', 'high'], DEFAULT_APPEARANCE.contrast),
    type: oneOf(raw.type, ['normal', 'large'], DEFAULT_APPEARANCE.type),
  };
};

// Storage is refused in some private windows and embedded views: the choice then lasts as long as the page.
const read = (): Appearance => {
  try {
    return parseAppearance(localStorage.getItem(KEY));
  } catch {
    return DEFAULT_APPEARANCE;
  }
};

const write = (appearance: Appearance): void => {
  try {
    localStorage.setItem(KEY, JSON.stringify(appearance));
  } catch {
    // Kept in memory only.
  }
};

const asks = (query: string): boolean => globalThis.matchMedia?.(query).matches ?? false;

const [appearance, setSignal] = createSignal<Appearance>(DEFAULT_APPEARANCE);

/** What the user chose (reactive). */
export { appearance };

/** True while large type is on (reactive): virtual lists need it to know the height of a slip. */
export const largeType = (): boolean => appearance().type === 'large';

/** Writes the attributes the tokens answer to onto `root`, resolving "system" with the media queries. */
export const applyAppearance = (choice: Appearance, root: HTMLElement = document.documentElement): void => {
  const dark = choice.theme === 'dark' || (choice.theme === 'system' && asks(DARK));
  const high = choice.contrast === 'high' || (choice.contrast === 'system' && asks(MORE_CONTRAST));
  root.dataset['theme'] = dark ? 'dark' : 'light';
  root.dataset['contrast'] = high ? 'high' : 'normal';
  root.dataset['type'] = choice.type;
};

/** The page first: what draws by itself, such as a chart, reads the page's tokens as soon as it is told. */
const show = (next: Appearance): void => {
  applyAppearance(next);
  setSignal(next);
};

/** Changes part of the appearance, applies it at once and keeps it for the next visit. */
export const setAppearance = (change: Partial<Appearance>): void => {
  const next = { ...appearance(), ...change };
  show(next);
  write(next);
};

/**
 * Call once before the first render. Applies the stored appearance and follows the system and other tabs.
 * Returns a function that stops following.
 */
export const startAppearance = (): (() => void) => {
  show(read());
  // A copy, so that whoever draws is told: the system's own look has changed, not the choice.
  const follow = (): void => show({ ...appearance() });
  const otherTab = (event: StorageEvent): void => {
    if (event.key !== KEY) return;
    show(parseAppearance(event.newValue));
  };
  const queries = [DARK, MORE_CONTRAST].map((query) => globalThis.matchMedia?.(query));
  for (const query of queries) query?.addEventListener('change', follow);
  globalThis.addEventListener('storage', otherTab);
  const stop = (): void => {
    for (const query of queries) query?.removeEventListener('change', follow);
    globalThis.removeEventListener('storage', otherTab);
  };
  return stop;
};
