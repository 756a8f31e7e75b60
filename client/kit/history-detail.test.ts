import { describe, expect, it } from 'vitest';
import type { HistoryRow } from '../../shared/protocol/dto.ts';
import { historyDetail } from './history-detail.ts';

const row = (more: Partial<HistoryRow> & Pick<HistoryRow, 'type'>): HistoryRow => ({
  id: 'e1',
  at: 0,
  by: null,
  byId: null,
  undoable: false,
  ...more,
});

describe('what a line of the history says besides who and when', () => {
  it('U42: codes are read as words, beside what was written', () => {
    expect(historyDetail(row({ type: 'returned', reason: 'no_time', text: '今天排满了' }))).toBe(
      '时间冲突：今天排满了',
    );
    expect(historyDetail(row({ type: 'closed', reason: 'all_rated' }))).toBe('都已评价');
    expect(historyDetail(row({ type: 'escalated', reason: 'clock' }))).toBe('超时未办，自动升级');
    expect(historyDetail(row({ type: 'escalated', reason: 'returns' }))).toBe('多次退单，自动升级');
    expect(historyDetail(row({ type: 'escalated', text: '请街道协调' }))).toBe('请街道协调');
    expect(historyDetail(row({ type: 'clock_breached', reason: 'arrive' }))).toBe('到场');
    expect(historyDetail(row({ type: 'undone', reason: 'dispatched' }))).toBe('派单');
    expect(historyDetail(row({ type: 'fed_back', text: '已到现场' }))).toBe('已到现场');
  });

  it('U42: a code nobody has a word for is never shown', () => {
    expect(historyDetail(row({ type: 'clock_warned', reason: 'something_new' }))).toBeUndefined();
    expect(historyDetail(row({ type: 'closed', reason: 'something_new', text: '' }))).toBeUndefined();
    expect(historyDetail(row({ type: 'arrived', reason: 'respond' }))).toBeUndefined();
  });
});
