import { describe, expect, it } from 'vitest';
import { CHINA } from '../../shared/calendar/zone.ts';
import { makeLetterReader } from './letter.ts';
import type { Cell } from './readers/table.ts';

const headings = ['no', 'at', 'text', 'reply', 'replyAt'];
const read = makeLetterReader({
  headings,
  mapping: { externalNo: 'no', at: 'at', text: 'text', reply: 'reply', replyAt: 'replyAt' },
  zone: CHINA,
  now: Date.UTC(2026, 0, 1),
  date1904: false,
});
const of = (no: Cell, at: Cell, text: Cell, reply: Cell = null, replyAt: Cell = null) =>
  read({ number: 2, cells: [no, at, text, reply, replyAt] });
const problems = (...cells: Parameters<typeof of>): string[] => {
  const result = of(...cells);
  return result.ok ? [] : result.refused.complaints.map(({ problem }) => problem);
};

describe('rows of a ticket file', () => {
  it('I16 numbers keep their digits: leading zeros as text, large ones without powers of ten', () => {
    const numberOf = (no: Cell): string => {
      const result = of(no, '2025-01-01', '灯');
      return result.ok ? result.letter.externalNo : '';
    };
    expect(numberOf('000123')).toBe('000123');
    expect(numberOf(20_250_101_000_123)).toBe('20250101000123');
    expect(numberOf(`'+86-1`)).toBe('+86-1');
  });

  it('I16 a number a spreadsheet has rounded is refused, since two tickets may look like one', () => {
    expect(problems(2.0190425123456e16, '2025-01-01', '灯')).toEqual(['number_rounded']);
    expect(problems('2.01904E+16', '2025-01-01', '灯')).toEqual(['number_rounded']);
    expect(problems('20190425123456789', '2025-01-01', '灯')).toEqual([]);
  });

  it('I5 every reason of a row is told, with its cells as they were', () => {
    const result = of('', '昨天', '', '好', '去年');
    expect(result).toEqual({
      ok: false,
      refused: {
        rowNumber: 2,
        complaints: [
          { problem: 'no_external_no', column: 'no', value: '' },
          { problem: 'no_text', column: 'text', value: '' },
          { problem: 'bad_date', column: 'at', value: '昨天' },
          { problem: 'bad_reply_date', column: 'replyAt', value: '去年' },
        ],
        cells: ['', '昨天', '', '好', '去年'],
      },
    });
    expect(problems('1', '2026-06-01', '灯')).toEqual(['future_date']);
    expect(problems('1', '2025-06-01', '灯', '好', '2025-05-01')).toEqual(['reply_before_letter']);
    expect(problems('1', '2025-06-01 10:00', '灯', '好', '2025-06-01')).toEqual([]);
    expect(problems('1', '2025-06-01', '长'.repeat(10_001), '长'.repeat(10_001))).toEqual([
      'text_too_long',
      'text_too_long',
    ]);
  });

  it('I2 texts lose the blanks a web page put around them, and keep their lines', () => {
    const result = of('1', '2025-06-01', '\n\t\t\t\r\n\t\t\t　第一行\t\r\n\t第二行\n\n\n\n第三行\u0007 ');
    expect(result.ok && result.letter.text).toBe('第一行\n第二行\n\n第三行');
  });
});
