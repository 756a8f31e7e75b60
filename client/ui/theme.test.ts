import { createComputed, createRoot } from 'solid-js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  appearance,
  applyAppearance,
  DEFAULT_APPEARANCE,
  parseAppearance,
  setAppearance,
  startAppearance,
} from './theme.ts';

const system = (matching: readonly string[]): void => {
  vi.stubGlobal('matchMedia', (query: string) => ({
    matches: matching.some((part) => query.includes(part)),
    addEventListener: () => {},
    removeEventListener: () => {},
  }));
};

const attributes = (): (string | undefined)[] => {
  const { theme, contrast, type } = document.documentElement.dataset;
  return [theme, contrast, type];
};

describe('appearance', () => {
  beforeEach(() => {
    localStorage.clear();
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
    setAppearance(DEFAULT_APPEARANCE);
  });

  it.each([null, '', 'not json', '42', 'null', '{"theme":"pink","contrast":1,"type":[]}'])(
    'U14: a stored %s means the defaults',
    (text) => {
      expect(parseAppearance(text)).toEqual(DEFAULT_APPEARANCE);
    },
  );

  it('U14: "system" follows the system, a choice does not', () => {
    system(['dark', 'more']);
    applyAppearance(DEFAULT_APPEARANCE);
    expect(attributes()).toEqual(['dark', 'high', 'normal']);
    applyAppearance({ theme: 'light', contrast: 'normal', type: 'large' });
    expect(attributes()).toEqual(['light', 'normal', 'large']);
    system([]);
    applyAppearance({ theme: 'dark', contrast: 'high', type: 'normal' });
    expect(attributes()).toEqual(['dark', 'high', 'normal']);
  });

  it('U14: a choice is kept for the next visit and followed in other tabs', () => {
    system([]);
    setAppearance({ type: 'large' });
    setAppearance({ theme: 'dark' });
    const stop = startAppearance();
    expect(appearance()).toEqual({ theme: 'dark', contrast: 'system', type: 'large' });
    const newValue = JSON.stringify({ theme: 'light', contrast: 'high', type: 'normal' });
    dispatchEvent(new StorageEvent('storage', { key: 'paidan.appearance', newValue }));
    expect(attributes()).toEqual(['light', 'high', 'normal']);
    stop();
  });

  it('U14: what draws by itself is told when the page already has the new look', () => {
    createRoot((end) => {
      const seen: (string | undefined)[] = [];
      createComputed(() => {
        appearance();
        seen.push(document.documentElement.dataset['type']);
      });
      setAppearance({ type: 'large' });
      setAppearance({ type: 'normal' });
      expect(seen.slice(1)).toEqual(['large', 'normal']);
      end();
    });
  });

  it('U14: where storage is refused the choice still holds for the page', () => {
    system([]);
    vi.stubGlobal('localStorage', {
      getItem: () => {
        throw new Error('refused');
      },
      setItem: () => {
        throw new Error('refused');
      },
    });
    const stop = startAppearance();
    setAppearance({ type: 'large' });
    expect(attributes()).toEqual(['light', 'normal', 'large']);
    stop();
  });
});
