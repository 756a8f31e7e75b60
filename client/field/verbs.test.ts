import { describe, expect, it } from 'vitest';
import { CHINA } from '../../shared/calendar/zone.ts';
import { emptyIntake, intakePayload } from '../kit/intake.ts';
import { payloadOf } from './ask/payload.ts';
import { typedText } from './model/refused.ts';
import { mapLink } from './order/map-link.ts';
import { mainVerb, whyNot } from './order/verbs.ts';
import { detail } from './testing/bench.tsx';

const none: ReadonlySet<string> = new Set();

describe('the verbs of an order', () => {
  it('U66 names the next step lowest: claim, arrive, complete', () => {
    expect(mainVerb(detail({ status: 'dispatched', allowed: ['claim'] }), none)).toBe('claim');
    expect(mainVerb(detail(), none)).toBe('arrive');
    expect(mainVerb(detail(), new Set(['arrive']))).toBe('complete');
    expect(mainVerb(detail({ status: 'done', allowed: [] }), none)).toBeNull();
  });

  it('U66 asks the next holder to arrive, though the former one did', () => {
    const row = { id: 'e', type: 'arrived', by: '周启', byId: 'zq', undoable: false } as const;
    expect(mainVerb(detail({ history: [{ ...row, at: 1_400_000 }] }), none)).toBe('arrive');
    expect(mainVerb(detail({ history: [{ ...row, at: 1_600_000 }] }), none)).toBe('complete');
  });

  it('U66 says why a step cannot be taken', () => {
    const theirs = detail({ holder: { memberId: 'zq', name: '周启', since: 1 }, allowed: [] });
    expect(whyNot('feedback', theirs, none, 'me')).toEqual({ code: 'heldBy', name: '周启' });
    expect(whyNot('complete', detail({ status: 'done', allowed: [] }), none, 'me')).toEqual({ code: 'done' });
    expect(whyNot('feedback', detail(), new Set(['feedback']), 'me')).toBeNull();
    expect(whyNot('arrive', detail(), new Set(['arrive']), 'me')).toEqual({ code: 'queued' });
    expect(whyNot('feedback', detail(), new Set(['complete']), 'me')).toEqual({ code: 'queued' });
  });
});

describe('what is sent', () => {
  const asked = { text: ' 修好了 ', reason: '', until: '' };

  it('U65 names the field that needs another look', () => {
    expect(payloadOf('complete', { ...asked, text: ' ' }, 0, CHINA)).toMatchObject({
      ok: false,
      field: 'text',
    });
    expect(payloadOf('return', asked, 0, CHINA)).toMatchObject({ ok: false, field: 'reason' });
    expect(
      payloadOf('extend', { ...asked, until: '2020-01-01T08:00' }, Date.UTC(2026, 1), CHINA),
    ).toMatchObject({
      ok: false,
      field: 'until',
    });
    expect(payloadOf('complete', { ...asked, text: '字'.repeat(10_001) }, 0, CHINA)).toMatchObject({
      tooLong: true,
    });
    expect(payloadOf('complete', asked, 0, CHINA)).toEqual({ ok: true, payload: { text: '修好了' } });
    expect(payloadOf('release', asked, 0, CHINA)).toEqual({ ok: true, payload: { reason: '修好了' } });
  });

  it('U64 copies words, not codes', () => {
    expect(typedText('return', { reason: 'no_time', text: '在住院' })).toBe('在住院');
    expect(typedText('release', { reason: '在住院' })).toBe('在住院');
  });

  it('U68 leaves out what was not filled in', () => {
    expect(intakePayload({ ...emptyIntake('g1', 'grid'), text: ' 灯不亮 ' })).toEqual({
      areaId: 'g1',
      text: '灯不亮',
      channel: 'grid',
    });
    expect(
      intakePayload({ ...emptyIntake('g1', 'grid'), text: '换灯泡', wish: true, phone: '1371' }),
    ).toMatchObject({
      kind: 'wish',
      contact: { phone: '1371' },
    });
  });

  it('U67 opens the map of the phone', () => {
    expect(mapLink('3号楼', 'Android')).toBe(`geo:0,0?q=${encodeURIComponent('3号楼')}`);
    expect(mapLink('3号楼', 'iPhone')).toContain('maps.apple.com');
  });
});
