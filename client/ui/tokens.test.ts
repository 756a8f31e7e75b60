import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { slipHeight, titleLines } from './slipHeight.ts';

const HERE = import.meta.dirname;
const read = (name: string): string =>
  readFileSync(join(HERE, name), 'utf8').replaceAll(/\/\*[\s\S]*?\*\//g, '');
const files = (ending: string): string[] => readdirSync(HERE).filter((name) => name.endsWith(ending));
const modules = files('.module.css');

/** The custom properties declared under a selector, the last declaration winning. */
const declared = (css: string, selector: string): Map<string, string> => {
  const found = new Map<string, string>();
  for (const block of css.matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
    if (block[1]?.trim() !== selector) continue;
    for (const line of (block[2] ?? '').matchAll(/(--[\w-]+)\s*:\s*([^;]+);/g))
      found.set(line[1] ?? '', (line[2] ?? '').trim());
  }
  return found;
};

const pixels = (value: string | undefined): number => Number.parseFloat(value ?? 'NaN');

describe('tokens', () => {
  it('U2: cinnabar is used only by the seals, overdue clocks and the counts of urgent and overdue', () => {
    const users = modules.filter((name) => /var\(--(cinnabar|seal|on-seal|on-cinnabar)/.test(read(name)));
    expect(users.sort()).toEqual([
      'ColumnHeader.module.css',
      'CountdownRing.module.css',
      'Due.module.css',
      'FilterChip.module.css',
      'Seal.module.css',
      'Slip.module.css',
    ]);
  });

  it('U3: modules take type and colour from the tokens, so every theme and 大字 reach them', () => {
    const literal = /font(-size)?:\s*[^;]*\d+(px|rem)|#[0-9a-f]{3,8}\b|rgba?\(|hsla?\(|oklch\(/i;
    // A QR code is dark on white in every theme, because cameras need it.
    expect(modules.filter((name) => literal.test(read(name)))).toEqual(['QrCode.module.css']);
  });

  it('U3: every token a module uses is declared', () => {
    const known = new Set([...read('tokens.css').matchAll(/(--[\w-]+)\s*:/g)].map((match) => match[1]));
    const missing = modules.flatMap((name) => {
      const css = read(name);
      const own = new Set([...css.matchAll(/(--[\w-]+)\s*:/g)].map((match) => match[1]));
      return [...css.matchAll(/var\((--[\w-]+)\)/g)]
        .map((match) => match[1])
        .filter((token) => !known.has(token) && !own.has(token))
        .map((token) => `${name} ${token}`);
    });
    expect(missing).toEqual([]);
  });

  it('U3: every colour of the light theme has its dark counterpart', () => {
    const css = read('tokens.css');
    const dark = declared(css, '[data-theme="dark"]');
    const onlyLight = [...declared(css, ':root')]
      .filter(([name, value]) => value.startsWith('oklch') && !dark.has(name))
      .map(([name]) => name);
    // A filled seal is the same in both.
    expect(onlyLight).toEqual(['--seal', '--on-seal']);
  });

  it('U6: a slip is exactly as high as slipHeight says, in normal and in large type', () => {
    const css = read('tokens.css');
    const normal = declared(css, ':root');
    const large = new Map([...normal, ...declared(css, '[data-type="large"]')]);
    const drawn = read('Slip.module.css');
    expect(drawn.replaceAll(/\s+/g, ' ')).toContain(
      '28px + 2 * var(--slip-row) + var(--lines) * var(--slip-title) + var(--slip-stub)',
    );
    for (const [tokens, isLarge] of [
      [normal, false],
      [large, true],
    ] as const)
      for (const lines of [1, 2] as const)
        expect(slipHeight(lines, isLarge)).toBe(
          28 +
            2 * pixels(tokens.get('--slip-row')) +
            lines * pixels(tokens.get('--slip-title')) +
            pixels(tokens.get('--slip-stub')),
        );
    expect([slipHeight(1), slipHeight(2)]).toEqual([116, 136]);
  });

  it('U6: the rows of a slip hold the type that stands in them', () => {
    const css = read('tokens.css');
    const normal = declared(css, ':root');
    const large = new Map([...normal, ...declared(css, '[data-type="large"]')]);
    const lineHeight = (font: string | undefined): number => pixels(font?.split('/')[1]);
    for (const tokens of [normal, large]) {
      expect(pixels(tokens.get('--slip-row'))).toBe(lineHeight(tokens.get('--t-12')));
      expect(pixels(tokens.get('--slip-title'))).toBe(lineHeight(tokens.get('--t-14')));
    }
  });

  it('U6: a title gets a second line when one would cut it', () => {
    expect(titleLines('单元门禁卡刷不开', 235)).toBe(1);
    expect(titleLines('一二三四五六七八九十一二三四五', 236)).toBe(1);
    expect(titleLines('一二三四五六七八九十一二三四五', 235)).toBe(2);
    expect(titleLines('一二三四五六七八九十一二三四五六', 235)).toBe(2);
    expect(titleLines('一二三四五六七八九十一二三四五', 235, true)).toBe(2);
    expect(titleLines('Street lamp out on the third floor', 235)).toBe(2);
    expect(titleLines('Lamp out', 235)).toBe(1);
  });

  it('U9: no words are written into components; all text comes in', () => {
    const worded = [...files('.tsx'), ...files('.ts')]
      .filter((name) => !name.includes('.test.'))
      .filter((name) => {
        const code = readFileSync(join(HERE, name), 'utf8')
          .replaceAll(/\/\*[\s\S]*?\*\//g, '')
          .replaceAll(/^\s*\/\/.*$/gm, '');
        return /[\u4e00-\u9fff]|(aria-label|title|placeholder|alt)="[^"]/.test(code);
      });
    expect(worded).toEqual([]);
  });
});
