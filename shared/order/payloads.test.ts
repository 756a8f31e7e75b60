import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { INNER_COMMANDS, WIRE_COMMANDS } from './commands.ts';
import { parsePayload } from './payloads.ts';
import { BOUNDS } from './settings.ts';

const TYPES = [...WIRE_COMMANDS, ...INNER_COMMANDS];
const codeOf = (type: (typeof TYPES)[number], payload: unknown): string => {
  const parsed = parsePayload(type, payload);
  return parsed.ok ? 'ok' : `${parsed.code} ${parsed.details?.field ?? ''}`;
};

describe('what crosses the wire', () => {
  it('O41: a text is cleaned, wanted and bounded', () => {
    expect(parsePayload('feedback', { text: ' 已\u0000到\r\n现场\t。 ' })).toEqual({
      ok: true,
      payload: { text: '已到\n现场\t。' },
    });
    expect(codeOf('feedback', { text: ' \n ' })).toBe('text_empty text');
    expect(codeOf('feedback', {})).toBe('text_empty text');
    expect(codeOf('release', {})).toBe('text_empty reason');
    expect(codeOf('feedback', { text: '长'.repeat(BOUNDS.text) })).toBe('ok');
    expect(codeOf('feedback', { text: '长'.repeat(BOUNDS.text + 1) })).toBe('text_too_long text');
    expect(codeOf('submit', { areaId: 'a', text: '灯', address: '长'.repeat(BOUNDS.address + 1) })).toBe(
      'text_too_long address',
    );
  });

  it('O40: markup is ordinary text', () => {
    const text = '<script>alert(1)</script>';
    expect(parsePayload('complete', { text })).toEqual({ ok: true, payload: { text } });
  });

  it('O41: scores are whole, from 1 to 5, and all three', () => {
    const rate = (more: object): string =>
      codeOf('rate', { reportId: 'r', speed: 5, effect: 5, attitude: 5, ...more });
    expect(rate({})).toBe('ok');
    expect(rate({ speed: 0 })).toBe('bad_score speed');
    expect(rate({ effect: 6 })).toBe('bad_score effect');
    expect(rate({ attitude: 4.5 })).toBe('bad_score attitude');
    expect(rate({ attitude: '5' })).toBe('bad_score attitude');
    expect(codeOf('rate', { reportId: 'r', speed: 5, effect: 5 })).toBe('bad_score attitude');
    expect(rate({ comment: '好'.repeat(BOUNDS.comment + 1) })).toBe('text_too_long comment');
  });

  it('O41: wrong types are named by their field, unknown fields are dropped', () => {
    expect(codeOf('submit', { areaId: 7, text: '灯' })).toBe('invalid areaId');
    expect(codeOf('submit', { areaId: 'a', text: '灯', kind: 'gift' })).toBe('invalid kind');
    expect(codeOf('submit', { areaId: 'a', text: '灯', contact: { phone: 'call me' } })).toBe(
      'invalid contact.phone',
    );
    expect(codeOf('return', { reason: 'no_mood', text: '不' })).toBe('invalid reason');
    expect(codeOf('dispatch', { to: {} })).toBe('invalid to');
    expect(
      codeOf('submit', { areaId: 'a', text: '灯', photoIds: Array.from({ length: 7 }, () => 'p') }),
    ).toBe('too_many_photos photoIds');
    expect(parsePayload('claim', { memberId: 'someone else' })).toEqual({ ok: true, payload: {} });
    expect(parsePayload('claim', undefined)).toEqual({ ok: true, payload: {} });
  });

  it('O41: whatever arrives is parsed or refused, and what was parsed parses again to the same', () => {
    fc.assert(
      fc.property(fc.constantFrom(...TYPES), fc.anything(), (type, payload) => {
        const parsed = parsePayload(type, payload);
        const again = parsed.ok ? parsePayload(type, parsed.payload) : parsed;
        expect(again).toEqual(parsed);
        expect(parsed.ok ? 'invalid' : parsed.code).toMatch(
          /^(invalid|bad_score|text_empty|text_too_long|too_many_photos)$/,
        );
      }),
    );
  });
});
