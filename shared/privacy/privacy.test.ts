import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BOUNDS } from '../order/settings.ts';
import { cleanText } from './clean-text.ts';
import { maskName, maskPhone, maskText } from './mask.ts';
import { titleOf } from './title.ts';

const digit = fc.integer({ min: 0, max: 9 }).map(String);
const digits = (n: number): fc.Arbitrary<string> =>
  fc.array(digit, { minLength: n, maxLength: n }).map((list) => list.join(''));
const mobile = fc
  .tuple(fc.constantFrom('13', '15', '17', '18', '19'), digits(9))
  .map((parts) => parts.join(''));
const words = fc
  .array(fc.constantFrom('请', '找', '梁', '女士', '，', ' ', '\n', 'A', '栋', '：', '（', '😀'), {
    maxLength: 8,
  })
  .map((list) => list.join(''));
const wide = (text: string): string =>
  text.replaceAll(/\d/g, (one) => String.fromCodePoint(0xff10 + Number(one)));

describe('masking', () => {
  it('P20: mobile numbers, however they are written', () => {
    const spaced = (number: string): string[] => {
      const [a, b, c] = [number.slice(0, 3), number.slice(3, 7), number.slice(7)];
      return [
        number,
        `${a} ${b} ${c}`,
        `${a}-${b}-${c}`,
        `${a}－${b}－${c}`,
        `${a}.${b}.${c}`,
        number.split('').join(' '),
        `+86${number}`,
        `+86 ${number}`,
        `86-${number}`,
        wide(number),
      ];
    };
    fc.assert(
      fc.property(words, mobile, words, (before, number, after) => {
        for (const written of spaced(number)) {
          const masked = maskText(`${before}${written}${after}`);
          const left = masked.normalize('NFKC').replaceAll(/[^\d*]/g, '');
          expect(left).toMatch(/\*{4,}/);
          expect(left).not.toContain(number);
        }
      }),
    );
  });

  it.each([
    ['0533-2345678', '053*-*****78'],
    ['（0533）23456789', '（053*）******89'],
    ['010 62345678', '010 ******78'],
    ['11010119900101123X。', '110*************3X。'],
    ['110101199001011234', '110*************34'],
    ['110101900101123', '110**********23'],
    ['110101 19900101 1234', '110*** ******** **34'],
    ['6222021234567890123', '622**************23'],
    ['6222 0212 3456 7890', '622* **** **** **90'],
    ['13800001234，13900001234', '138******34，139******34'],
  ])('P20: %s', (text, masked) => {
    expect(maskText(text)).toBe(masked);
  });

  it.each([
    '2026-11-23 2026-11-24',
    '2026-11-23 09:30:15',
    '3栋2单元502',
    '192.168.100.12',
    'GX26-1180',
    '12345热线',
    '面积1234567平方',
    '20260123-20260224',
  ])('P20: %s is left alone', (text) => {
    expect(maskText(text)).toBe(text);
  });

  it('P20: masking twice is masking once, and keeps the length', () => {
    const numbers = fc.oneof(
      mobile,
      digits(13),
      digits(15),
      digits(16),
      digits(18),
      digits(7),
      fc.constantFrom(' ', '-', '0533', 'X', '+86', '*'),
    );
    const mixture = fc
      .array(fc.oneof(words, numbers, numbers.map(wide)), { maxLength: 12 })
      .map((list) => list.join(''));
    fc.assert(
      fc.property(fc.oneof(mixture, fc.string({ unit: 'grapheme' })), (text) => {
        const masked = maskText(text);
        expect(maskText(masked)).toBe(masked);
        expect(masked).toHaveLength(text.length);
      }),
      { numRuns: 500 },
    );
  });

  it('P20: text without so many digits is never changed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const plain = text.replaceAll(/[0-9０-９]/g, '零');
        expect(maskText(plain)).toBe(plain);
      }),
    );
  });

  it('P21: contact data is shown only in part', () => {
    expect(maskPhone('13800001234')).toBe('138****1234');
    expect(maskPhone('0533-2345678')).toBe('053****5678');
    expect(maskPhone('12345')).toBe('*****');
    expect(maskName('梁玉梅')).toBe('梁*');
    expect(maskName('梁玉梅女士')).toBe('梁女士');
    expect(maskName('')).toBe('*');
  });
});

describe('texts from outside', () => {
  it('O40: line ends, control and direction marks go; newline, tab and markup stay', () => {
    expect(cleanText(' a\r\nb\rc\u2028d\u0007\u202e\ufeff\te<b> ')).toBe('a\nb\nc\nd\te<b>');
    expect(cleanText('e\u0301')).toBe('é');
    expect(cleanText('\ud83d灯')).toBe('\ufffd灯');
    expect(cleanText('👨‍👩‍👧')).toBe('👨‍👩‍👧');
  });

  it('O40: cleaning twice is cleaning once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const clean = cleanText(text);
        expect(cleanText(clean)).toBe(clean);
      }),
    );
  });

  it('O3: the title is the first sentence, at most 60 characters, without numbers', () => {
    expect(titleOf('电梯坏了！老人下不来')).toBe('电梯坏了');
    expect(titleOf('！！！')).toBe('！！！');
    expect(titleOf('三楼\t 漏水\n很急')).toBe('三楼 漏水');
    expect(titleOf('找13800001234')).toBe('找138******34');
    expect(titleOf('长'.repeat(80))).toBe(`${'长'.repeat(59)}…`);
    expect(titleOf('👨‍👩‍👧'.repeat(80))).toBe(`${'👨‍👩‍👧'.repeat(59)}…`);
    expect(titleOf('长'.repeat(60))).toBe('长'.repeat(60));
    expect(BOUNDS.title).toBe(60);
  });
});
