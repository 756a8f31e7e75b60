import { describe, expect, it } from 'vitest';
import { defaultItems } from './defaults.ts';
import { suggestItems } from './suggest.ts';

const ITEMS = [
  { id: 'lift', name: '电梯故障', keywords: ['电梯', '困人', 'lift'] },
  { id: 'noise', name: '噪音扰民', keywords: ['噪音', '装修', '吵'] },
  { id: 'light', name: '路灯照明', keywords: ['灯', '不亮'] },
];
const suggested = (text: string, most = 3): string[] => suggestItems(text, ITEMS, most).map((one) => one.id);

describe('suggesting an item', () => {
  it('M8: what a text is probably about, best first, and nothing rather than a bad guess', () => {
    expect(suggested('电梯里的灯不亮，电梯困人')).toEqual(['lift', 'light']);
    expect(suggested('楼上装修太吵')).toEqual(['noise']);
    expect(suggested('你好')).toEqual([]);
    expect(suggested('  ')).toEqual([]);
    expect(suggested('电梯 噪音 灯', 1)).toHaveLength(1);
  });

  it('M8: a name weighs more than keywords; width and case do not matter', () => {
    expect(suggested('灯不亮，噪音扰民')[0]).toBe('noise');
    expect(suggested('ＬＩＦＴ broken')).toEqual(['lift']);
  });

  it('M8: it keeps up with typing', () => {
    const items = defaultItems();
    const text = '小区路灯不亮'.repeat(500);
    const before = performance.now();
    for (let n = 0; n < 100; n += 1) suggestItems(text, items, 3);
    expect(performance.now() - before).toBeLessThan(1000);
  });
});
