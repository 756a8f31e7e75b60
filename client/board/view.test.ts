import { describe, expect, it } from 'vitest';
import type { BoardEntry } from '../../shared/protocol/board.ts';
import { columnsOf, type Names, NO_FILTER } from './view.ts';

const names: Names = {
  pathOf: (id) => `/s/c/${id}/`,
  areaName: (id) => id,
  areaRank: (id) => Number(id.slice(1)),
  categoryRank: () => 0,
  itemName: (id) => id ?? '',
  categoryId: (id) => `cat-${id}`,
  categoryName: (id) => `cat-${id}`,
};
const NOW = 1_000_000;

const entry = (
  id: string,
  more: Partial<BoardEntry['card']> = {},
  state: Partial<{
    status: BoardEntry['state'][0];
    due: number | null;
    holder: string | null;
    finished: number | null;
    sentBy: string | null;
  }> = {},
): BoardEntry => ({
  id,
  card: {
    no: `TY26-${id}`,
    title: `事情${id}`,
    areaId: 'g1',
    address: '',
    kind: 'request',
    channel: 'qr',
    urgent: false,
    itemId: 'light',
    createdAt: 1,
    reports: 1,
    returns: 0,
    urges: 0,
    ...more,
  },
  state: [
    state.status ?? 'new',
    1,
    state.holder ?? null,
    state.due ?? null,
    'resolve',
    state.finished ?? null,
    null,
    state.sentBy ?? null,
    null,
  ],
});

describe('columns of the board', () => {
  it('U30 puts urgent first, then the nearest deadline, then the oldest', () => {
    const cards = [
      entry('late', {}, { due: 500 }),
      entry('soon', {}, { due: 900 }),
      entry('hot', { urgent: true }, { due: 9_000_000 }),
    ];
    const [first] = columnsOf(cards.toReversed(), NO_FILTER, names, NOW, 'me');
    expect(first?.ids).toEqual(['hot', 'late', 'soon']);
    expect([first?.urgent, first?.overdue]).toEqual([1, 2]);
  });

  it('U31 filters by words, area, urgency, wishes and mine together', () => {
    const cards = [
      entry('a', { title: '路灯不亮', areaId: 'g2' }),
      entry('b', { title: '路灯不亮', urgent: true }),
      entry('c', { kind: 'wish' }, { status: 'handling', holder: 'me' }),
    ];
    const ids = (filter: Partial<typeof NO_FILTER>) =>
      columnsOf(cards, { ...NO_FILTER, ...filter }, names, NOW, 'me').flatMap((column) => column.ids);
    expect(ids({ text: '路灯 ty26' })).toEqual(['b', 'a']);
    expect(ids({ text: '路灯', areaPath: '/s/c/g2/' })).toEqual(['a']);
    expect(ids({ urgent: true })).toEqual(['b']);
    expect(ids({ wishes: true })).toEqual(['c']);
    expect(ids({ mine: true })).toEqual(['c']);
  });

  it('U31 mine is what I dispatched, hold or am offered; wishes and mine are counted', () => {
    const cards = [
      entry('sent', {}, { status: 'dispatched', sentBy: 'me' }),
      entry('held', { kind: 'wish' }, { status: 'dispatched', holder: 'me' }),
      entry('other', {}, { status: 'dispatched', sentBy: 'you' }),
    ];
    const [, column] = columnsOf(cards, { ...NO_FILTER, mine: true }, names, NOW, 'me');
    expect(column?.ids.toSorted()).toEqual(['held', 'sent']);
    expect([column?.mine, column?.wishes]).toEqual([2, 1]);
  });

  it('U32 shows a card on its way where it is going', () => {
    const columns = columnsOf([entry('a')], NO_FILTER, names, NOW, 'me', { a: 'dispatched' });
    expect(columns.map((column) => column.ids)).toEqual([[], ['a'], [], []]);
  });

  it('U33 heads each lane with its name and count', () => {
    const [first] = columnsOf(
      [entry('a'), entry('b', { areaId: 'g2' }), entry('c')],
      { ...NO_FILTER, lane: 'area' },
      names,
      NOW,
      'me',
    );
    expect(first?.rows.map((row) => (row.kind === 'lane' ? `${row.name} ${row.count}` : row.key))).toEqual([
      'g1 2',
      'a',
      'c',
      'g2 1',
      'b',
    ]);
  });
});
