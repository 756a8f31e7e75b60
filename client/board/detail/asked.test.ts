import { describe, expect, it } from 'vitest';
import { CHINA } from '../../../shared/calendar/zone.ts';
import { ACTIONS, type Action, type ActionType, actionsFor } from './actions.ts';
import { NOTHING_ASKED, payloadOf } from './asked.ts';

const NOW = Date.parse('2026-06-10T06:00:00Z');
const ORDER = { round: 2, reports: [] };
const action = (type: ActionType): Action => {
  const found = ACTIONS.find((one) => one.type === type);
  if (!found) throw new Error(type);
  return found;
};

describe('what the drawer asks', () => {
  it('U38: says what is missing before anything is sent', () => {
    const missing = (type: ActionType, asked = {}) =>
      payloadOf(action(type), { ...NOTHING_ASKED, ...asked }, ORDER, NOW, CHINA);
    expect(missing('decline', { text: '  ' })).toBe('needWords');
    expect(missing('return', { text: '不归我管', reason: 'made up' })).toBe('chooseReason');
    expect(missing('extend', { text: '等配件', until: '2020-01-01T08:00' })).toBe('needUntil');
    expect(missing('extend', { text: '等配件', until: '' })).toBe('needUntil');
    // 17:30 on the station's wall is 09:30 UTC, wherever this runs.
    const more = { ...NOTHING_ASKED, text: '等配件', until: '2026-06-10T17:30' };
    expect(payloadOf(action('extend'), more, ORDER, NOW, CHINA)).toEqual({
      until: Date.parse('2026-06-10T09:30:00Z'),
      reason: '等配件',
    });
    expect(missing('merge')).toBe('mergeUnknown');
    expect(missing('callback', { scores: { speed: 4, effect: 5 } })).toBe('needScores');
  });

  it('U38: a call-back rates the report that has no rating in this round', () => {
    const rated = { round: 2, at: NOW, speed: 3, effect: 3, attitude: 3, via: 'resident' } as const;
    const report = {
      channel: 'web',
      at: NOW,
      text: '',
      photoIds: [],
      contact: null,
      externalNo: null,
    } as const;
    const reports = [
      { ...report, _id: 'r1', ratings: [rated], rateByCallback: false, orderNo: 'A' },
      { ...report, _id: 'r2', ratings: [{ ...rated, round: 1 }], rateByCallback: true, orderNo: 'A' },
    ];
    const scores = { speed: 4, effect: 5, attitude: 3 } as const;
    expect(
      payloadOf(action('callback'), { ...NOTHING_ASKED, scores }, { round: 2, reports }, NOW, CHINA),
    ).toEqual({
      reportId: 'r2',
      ...scores,
    });
  });

  it('U39: each step that is allowed stands in exactly one place, the usual ones near', () => {
    const allowed = ['escalate', 'decline', 'merge', 'extend', 'dispatch'];
    const { near, more } = actionsFor('new', allowed);
    expect(near.map((one) => one.type)).toEqual(['escalate', 'decline']);
    expect(more.map((one) => one.type)).toEqual(['extend', 'merge']);
    const cramped = actionsFor('new', allowed, true);
    expect([cramped.near, cramped.more.map((one) => one.type).toSorted()]).toEqual([
      [],
      ['decline', 'escalate', 'extend', 'merge'],
    ]);
    expect(actionsFor('merged', ['unmerge']).near.map((one) => one.type)).toEqual(['unmerge']);
    expect(actionsFor('handling', []).near).toEqual([]);
  });
});
