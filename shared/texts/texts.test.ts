import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '../calendar/zone.ts';
import { NOTICES } from '../order/notice-type.ts';
import { ERRORS, isRefusalCode } from '../protocol/errors.ts';
import { SCORES } from '../rating/score.ts';
import {
  deadlineText,
  eventText,
  LANGUAGES,
  noticeText,
  pickLanguage,
  reasonText,
  refusalText,
  scoreText,
  spanText,
  text,
  words,
} from './index.ts';

const CODES = Object.keys(ERRORS).filter(isRefusalCode);
const CJK = /[\u4e00-\u9fff]/u;

describe('words', () => {
  it('T1: every refusal has a sentence in both languages that fills all its places', () => {
    for (const code of CODES) {
      const zh = refusalText(code, 'zh-CN', { by: 'Wang', limit: 9, field: 'text', orderNo: 'N' });
      const en = refusalText(code, 'en', { by: 'Wang', limit: 9, field: 'text', orderNo: 'N' });
      expect(zh).toMatch(/[。！？]$/u);
      expect(en).toMatch(/[.!?]$/u);
      expect(en).not.toMatch(CJK);
      expect(`${zh}${en}`).not.toMatch(/[{}]|undefined/);
      expect(zh.length).toBeLessThanOrEqual(40);
    }
  });

  it('T1: a refusal says who, which and how many, and does without when it does not know', () => {
    expect(refusalText('already_claimed', 'zh-CN', { by: '小王' })).toBe('小王已经接了这一单。');
    expect(refusalText('already_claimed', 'zh-CN')).toBe('别人已经接了这一单。');
    expect(refusalText('already_claimed', 'en')).toBe('Somebody else has already claimed this order.');
    expect(refusalText('text_too_long', 'zh-CN', { field: 'address' })).toContain('位置');
    expect(refusalText('invalid', 'en', { field: 'whatever' })).toBe(
      'Something here is not right. Correct it and submit again.',
    );
    expect(refusalText('already_claimed', 'zh-CN', { by: '{limit}', limit: 5 })).toBe(
      '{limit}已经接了这一单。',
    );
  });

  it('T2: both languages have the same words, none empty, none of the other language', () => {
    const [zh, en] = LANGUAGES.map((language) => words(language));
    const keysOf = (all: object | undefined): string[] =>
      Object.entries(all ?? {}).flatMap(([group, entries]: [string, object]) =>
        Object.keys(entries).map((key) => `${group}.${key}`),
      );
    expect(keysOf(en)).toEqual(keysOf(zh));
    const all = (one: object | undefined): string[] =>
      Object.values(one ?? {}).flatMap((group: object) => Object.values(group) as string[]);
    expect([...all(zh), ...all(en)].every((word) => word.trim() !== '')).toBe(true);
    expect(all(en).filter((word) => CJK.test(word))).toEqual([]);
    for (const language of LANGUAGES) {
      for (const notice of NOTICES) expect(noticeText(language, notice)).not.toBe('');
      for (const score of SCORES) expect(scoreText(language, score)).not.toBe('');
    }
  });

  it('T2: a word by its key', () => {
    expect(text('zh-CN', 'status.dispatched')).toBe('待接单');
    expect(text('en', 'returnReason.no_time')).toBe('no time');
    expect(text('zh-CN', 'told.claimed')).toBe('已有人接单，正在办理。');
    expect(eventText('zh-CN', 'fed_back')).toBe('反馈');
    expect(reasonText('zh-CN', { code: 'load', value: 2 })).toBe('手上2件');
    expect(reasonText('en', { code: 'own_grid' })).toBe('own grid');
  });

  it('T3: spans and deadline classes as people say them', () => {
    expect(
      [22 * MINUTE + 18_000, 3 * HOUR + 34 * MINUTE, 5 * DAY + HOUR, 2 * HOUR, -61_000].map((ms) =>
        spanText('zh-CN', ms),
      ),
    ).toEqual(['22:18', '3时34分', '5天', '2时', '1:01']);
    expect([3 * HOUR + 4 * MINUTE, 5 * DAY].map((ms) => spanText('en', ms))).toEqual(['3 h 04', '5 d']);
    expect(deadlineText('zh-CN', { kind: 'half_day' })).toBe('不过晌');
    expect(deadlineText('zh-CN', { kind: 'workdays', days: 3 })).toBe('3 个工作日');
    expect(deadlineText('en', { kind: 'working_hours', hours: 2 })).toBe('2 working hours');
    expect(deadlineText('en', { kind: 'minutes', minutes: 30 })).toBe('30 minutes');
  });

  it('T4: the language that is wished for, by weight, and Chinese for want of any', () => {
    expect(pickLanguage(undefined)).toBe('zh-CN');
    expect(pickLanguage('fr, de;q=0.9')).toBe('zh-CN');
    expect(pickLanguage('en-GB,en;q=0.9,zh-CN;q=0.8')).toBe('en');
    expect(pickLanguage('en;q=0.2, zh-TW')).toBe('zh-CN');
    expect(pickLanguage('en;q=0, zh')).toBe('zh-CN');
    expect(pickLanguage('en;q=oops')).toBe('en');
    expect(pickLanguage(';;;,,,')).toBe('zh-CN');
  });
});
