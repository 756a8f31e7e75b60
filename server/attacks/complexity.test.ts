import { cpuUsage } from 'node:process';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { suggestItems } from '../../shared/catalogue/suggest.ts';
import { BOUNDS } from '../../shared/order/settings.ts';
import { cleanText } from '../../shared/privacy/clean-text.ts';
import { maskName, maskText } from '../../shared/privacy/mask.ts';
import { titleOf } from '../../shared/privacy/title.ts';
import { WIRE } from '../../shared/protocol/limits.ts';
import { pickLanguage } from '../../shared/texts/index.ts';
import { readTrackingCode } from '../commands/codes.ts';
import { addressKey } from '../http/limits.ts';

/** Many times what any of it takes on a slow machine; what grows with the square takes many times this. */
const MOST_MS = 400;
const ITEMS = Array.from({ length: 200 }, (_, i) => ({
  name: `事项${i}`,
  keywords: ['aaaa', '1 3', 'x'.repeat(20)],
}));

/** Everything a stranger's words pass through, with the most of them that may come there. */
const WORK: Readonly<Record<string, { readonly most: number; readonly run: (text: string) => unknown }>> = {
  cleanText: { most: WIRE.httpBodyBytes, run: cleanText },
  maskText: { most: BOUNDS.text, run: maskText },
  titleOf: { most: BOUNDS.text, run: titleOf },
  maskName: { most: BOUNDS.text, run: maskName },
  suggestItems: { most: BOUNDS.text, run: (text) => suggestItems(cleanText(text), ITEMS, 3) },
  pickLanguage: { most: 16_384, run: pickLanguage },
  readTrackingCode: { most: 64, run: readTrackingCode },
  addressKey: { most: 16_384, run: addressKey },
};

/** What makes a careless expression try again and again: digits and gaps that nearly are a number, heaps of marks, blanks. */
const UNITS = [
  '1',
  '0',
  '1 3 ',
  '13800001234 ',
  '1 3 8 0 0 0 0 1 2 3 4 ',
  '123456 12345678 123',
  '12345678901234567X',
  '0108888 888',
  '+8613',
  '(010)',
  '１３－',
  '\u0f71\u0f72',
  'e\u0301\u0323',
  '\u0958',
  '👨‍👩‍👧',
  '\ufdfa',
  ' \t',
  '\r\n',
  '\u200b',
  '\ud83d',
  '！',
  'q=1;,',
  'zh;q=0.',
  'a'.repeat(30),
  '::ffff:',
  '(a+)+',
] as const;

/** Of the processor, not of the clock: a machine that does other things as well makes nothing slower. */
const millisecondsOf = (work: () => unknown): number => {
  const before = cpuUsage();
  work();
  const { user, system } = cpuUsage(before);
  return (user + system) / 1000;
};
const filled = (unit: string, most: number): string =>
  unit.repeat(Math.ceil(most / unit.length)).slice(0, most);

describe.each(Object.entries(WORK))('P75 %s', (_name, { most, run }) => {
  it.each(UNITS)('P75 takes a full measure of %j in no time', (unit) => {
    const text = filled(unit, most);
    expect(millisecondsOf(() => run(text))).toBeLessThan(MOST_MS);
    expect(millisecondsOf(() => run(`x${text}x`.slice(0, most)))).toBeLessThan(MOST_MS);
  });

  it('P75 takes a full measure of any mixture in no time', () => {
    const mixture = fc.array(fc.constantFrom(...UNITS), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(mixture, (units) => {
        expect(millisecondsOf(() => run(filled(units.join(''), most)))).toBeLessThan(MOST_MS);
      }),
      { numRuns: 20 },
    );
  });
});
