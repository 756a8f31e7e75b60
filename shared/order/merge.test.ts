import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AREAS, ITEMS, PEOPLE, POOL, resident } from '../testing/community.ts';
import { Story, storyAt } from '../testing/story.ts';
import { Universe } from '../testing/universe.ts';
import type { Order } from './order.ts';
import { BOUNDS } from './settings.ts';

const FIVE = { speed: 5, effect: 5, attitude: 5 } as const;

/** Some orders of one matter, dispatched to the pool. */
function orders(universe: Universe, count: number): string[] {
  return Array.from({ length: count }, (_, i) => {
    const id = universe.open(
      resident(null),
      { areaId: 'grid1', text: `第${i}位居民` },
      { area: AREAS.grid1, item: ITEMS.lamp },
    );
    universe.send(PEOPLE.officer, id, 'dispatch', { to: { pool: true } }, { target: POOL });
    return id;
  });
}
const at = (universe: Universe, id: string): Order => {
  const order = universe.orders.get(id);
  if (!order) throw new Error(`no order ${id}`);
  return order;
};
const merge = (universe: Universe, from: string, into: string, survivor = at(universe, into)) =>
  universe.send(PEOPLE.officer, from, 'merge', { intoId: into }, { survivor });
const rate = (universe: Universe, id: string) => {
  const order = at(universe, id);
  const reportId = order.reports[0]?._id ?? '';
  return universe.send(
    resident(reportId),
    id,
    'rate',
    { reportId, ...FIVE },
    { survivor: universe.survivorOf(order) },
  );
};
const finish = (universe: Universe, id: string): void => {
  universe.send(PEOPLE.volunteer, id, 'claim', {});
  universe.send(PEOPLE.volunteer, id, 'complete', { text: '修好了' });
};

describe('merge', () => {
  it('O23: the source is followed through its survivor, which adopts its reports', () => {
    const universe = new Universe();
    const [a = '', b = ''] = orders(universe, 2);
    expect(merge(universe, a, b).ok).toBe(true);
    universe.settleAll();
    expect(at(universe, a)).toMatchObject({ status: 'merged', mergedInto: b });
    expect(at(universe, b).adopted).toMatchObject([
      { orderId: a, reportIds: [at(universe, a).reports[0]?._id], rated: [] },
    ]);
  });

  it('O23: the holder of what was merged away is told', () => {
    const story = storyAt('handling');
    const { effects } = story.do(
      PEOPLE.officer,
      'merge',
      { intoId: 'x' },
      { survivor: new Story().submit().order },
    );
    expect(effects).toMatchObject([{ type: 'adopt' }, { notice: 'released', to: { memberIds: ['wang'] } }]);
  });

  it('O23: not into itself, into what has ended, into what one may not see, nor from under others', () => {
    const story = storyAt('new');
    const into = (survivor: Order | null) =>
      story.refuse(PEOPLE.officer, 'merge', { intoId: survivor?._id ?? 'x' }, { survivor });
    expect(into(story.order).code).toBe('merge_with_itself');
    expect(into(null).code).toBe('not_found');
    expect(into(new Story().submit({}, { area: AREAS.south }).order).code).toBe('not_found');
    for (const status of ['done', 'closed', 'declined', 'merged'] as const) {
      expect(into(storyAt(status).order)).toMatchObject({ code: 'merge_survivor_closed' });
    }
    const universe = new Universe();
    const [a = '', b = '', c = ''] = orders(universe, 3);
    merge(universe, a, b);
    universe.settleAll();
    expect(merge(universe, b, c)).toMatchObject({ ok: false, code: 'merge_has_adopted' });
    expect(merge(universe, c, b).ok).toBe(true);
  });

  it('O23: two merges that cross end with one survivor or none, whatever comes first', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 6 }), fc.boolean(), (turns, stale) => {
        const universe = new Universe();
        const [a = '', b = ''] = orders(universe, 2);
        const seen = { a: at(universe, a), b: at(universe, b) };
        merge(universe, a, b, seen.b);
        if (!stale) universe.settle(a);
        merge(universe, b, a, seen.a);
        for (const turn of turns) universe.settle(turn ? a : b);
        universe.settleAll();
        const merged = [a, b].filter((id) => at(universe, id).status === 'merged');
        expect(merged.length).toBeLessThanOrEqual(1);
        const adoptions = [a, b].flatMap((id) => at(universe, id).adopted.map((one) => one.orderId));
        expect(adoptions).toEqual(merged);
      }),
    );
  });

  it('O23: a survivor that has ended by then does not adopt, and the source is taken back as it was', () => {
    const universe = new Universe();
    const [a = '', b = ''] = orders(universe, 2);
    const before = at(universe, a);
    merge(universe, a, b);
    universe.send(PEOPLE.officer, b, 'decline', { text: '不受理' });
    universe.settleAll();
    expect(at(universe, a)).toMatchObject({ status: 'dispatched', offer: before.offer, mergedInto: null });
    expect(
      at(universe, a)
        .history.map((event) => event.type)
        .slice(-2),
    ).toEqual(['merged_into', 'unmerged']);
    expect(at(universe, b).adopted).toEqual([]);
  });

  it('O23: adopting twice is adopting once; more than an order can hold is refused', () => {
    const story = storyAt('new');
    const system = { kind: 'system', job: 'effect' } as const;
    const payload = { orderId: 'other', no: 'BM26-9', reportIds: ['r1'] };
    story.do(system, 'adopt', payload);
    expect(story.do(system, 'adopt', payload).events).toEqual([]);
    const many = Array.from({ length: BOUNDS.reports - 2 }, (_, i) => `m${i}`);
    story.do(system, 'adopt', { orderId: 'third', no: 'BM26-8', reportIds: many });
    expect(
      story.refuse(system, 'adopt', { orderId: 'fourth', no: 'BM26-7', reportIds: ['one more'] }).code,
    ).toBe('too_many_reports');
  });

  it('O24: what is taken out again goes on where it was, and its survivor lets go of it', () => {
    const universe = new Universe();
    const [a = '', b = ''] = orders(universe, 2);
    universe.send(PEOPLE.worker, a, 'claim', {});
    merge(universe, a, b);
    universe.settleAll();
    universe.send(PEOPLE.officer, a, 'unmerge', {});
    universe.settleAll();
    expect(at(universe, a)).toMatchObject({
      status: 'handling',
      holder: { memberId: 'wang' },
      mergedInto: null,
    });
    expect(at(universe, b).adopted).toEqual([]);
  });

  it('R6: every report keeps a rating of its own, and the survivor closes with the last', () => {
    const universe = new Universe();
    const [a = '', b = '', c = ''] = orders(universe, 3);
    merge(universe, a, c);
    merge(universe, b, c);
    universe.settleAll();
    expect(rate(universe, a)).toMatchObject({ ok: false, code: 'not_done_yet' });
    finish(universe, c);
    for (const id of [a, c]) expect(rate(universe, id).ok).toBe(true);
    universe.settleAll();
    expect(at(universe, c).status).toBe('done');
    expect(rate(universe, a)).toMatchObject({ ok: false, code: 'already_rated' });
    expect(rate(universe, b).ok).toBe(true);
    universe.settleAll();
    expect(at(universe, c).status).toBe('closed');
    expect(at(universe, a).reports[0]?.ratings).toHaveLength(1);
    expect(universe.ratings).toHaveLength(3);
  });

  it('R6: a report that was rated in an earlier round of its own is rated again for the survivor', () => {
    const universe = new Universe();
    const [a = '', b = ''] = orders(universe, 2);
    finish(universe, a);
    rate(universe, a);
    universe.send(PEOPLE.officer, a, 'reopen', { reason: '又坏了' });
    merge(universe, a, b);
    universe.settleAll();
    expect(at(universe, b).round).toBe(2);
    finish(universe, b);
    expect(rate(universe, a).ok).toBe(true);
  });

  it('R6: after it was rated through a survivor and taken out, it can be rated for its own work', () => {
    const universe = new Universe();
    const [a = '', b = ''] = orders(universe, 2);
    merge(universe, a, b);
    universe.settleAll();
    finish(universe, b);
    rate(universe, a);
    universe.settleAll();
    universe.send(PEOPLE.officer, a, 'unmerge', {});
    finish(universe, a);
    expect(rate(universe, a).ok).toBe(true);
  });

  it('O26: a resident whose report is reached through a survivor urges and reopens that one', () => {
    const universe = new Universe();
    const [a = '', b = ''] = orders(universe, 2);
    merge(universe, a, b);
    universe.settleAll();
    const reporter = resident(at(universe, a).reports[0]?._id ?? '');
    expect(universe.send(reporter, b, 'urge', {}).ok).toBe(true);
    finish(universe, b);
    expect(universe.send(reporter, b, 'reopen', { reason: '没修好' }).ok).toBe(true);
    expect(at(universe, b)).toMatchObject({ status: 'handling', round: 2 });
  });
});
