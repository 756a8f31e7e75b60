import { describe, expect, it } from 'vitest';
import { DAY, MINUTE } from '../calendar/zone.ts';
import { DEPARTMENT, ITEMS, PEOPLE, POOL, TEAM, toMember } from '../testing/community.ts';
import { Story, storyAt, T0 } from '../testing/story.ts';
import { CLOSED_STAYS_MS, isOnBoard, offerMark, toCard, toCardState } from './card.ts';
import { toOwnReport, toProgress } from './progress.ts';

const NAMES = { areaName: '一网格', category: '基础设施', item: undefined };

describe('the card', () => {
  it('O42: what rarely changes, and nothing personal', () => {
    const story = new Story().submit({ text: '灯坏了，找13800001234', itemId: 'lift' }, { item: ITEMS.lift });
    story.do({ kind: 'system', job: 'effect' }, 'adopt', { orderId: 'b', no: 'B', reportIds: ['r1', 'r2'] });
    expect(toCard(story.order)).toEqual({
      no: story.order.no,
      title: '灯坏了，找138******34',
      areaId: 'grid1',
      address: '',
      kind: 'request',
      channel: 'web',
      urgent: true,
      itemId: 'lift',
      createdAt: T0,
      reports: 3,
      returns: 0,
      urges: 0,
    });
  });

  it('O42: what often changes: status, rev, holder, the deadline that comes first, and the offer', () => {
    const story = new Story().submit({ itemId: 'lift' }, { item: ITEMS.lift });
    expect(toCardState(story.order)).toEqual([
      'new',
      1,
      null,
      T0 + 30 * MINUTE,
      'respond',
      T0,
      null,
      null,
      null,
    ]);
    expect(toCardState(story.dispatch(POOL).order).slice(6)).toEqual(['pool', PEOPLE.officer.memberId, null]);
    story.after(10).claim(PEOPLE.volunteer);
    expect(toCardState(story.order)).toEqual([
      'handling',
      3,
      'vivi',
      story.now + 30 * MINUTE,
      'arrive',
      story.now,
      null,
      PEOPLE.officer.memberId,
      null,
    ]);
    expect(toCardState(story.complete(PEOPLE.volunteer).order)).toEqual([
      'done',
      4,
      'vivi',
      null,
      null,
      story.now,
      null,
      PEOPLE.officer.memberId,
      null,
    ]);
  });

  it('O42: an offer is named by whom it is made to', () => {
    expect([POOL, toMember(PEOPLE.worker), TEAM, DEPARTMENT].map(offerMark)).toEqual([
      'pool',
      'm:wang',
      't:brigade',
      'd:water',
    ]);
  });

  it('O43: a closed order stays on the board for a day; declined and merged ones leave at once', () => {
    const closed = storyAt('closed');
    expect(isOnBoard(closed.order, closed.now + CLOSED_STAYS_MS - 1)).toBe(true);
    expect(isOnBoard(closed.order, closed.now + CLOSED_STAYS_MS)).toBe(false);
    for (const status of ['new', 'dispatched', 'handling', 'done'] as const) {
      expect(isOnBoard(storyAt(status).order, T0 + 365 * DAY)).toBe(true);
    }
    for (const status of ['declined', 'merged'] as const)
      expect(isOnBoard(storyAt(status).order, T0)).toBe(false);
  });
});

describe('the resident’s page', () => {
  it('P10: the course in roles, with masked words, in ISO times', () => {
    const story = storyAt('handling').after(1);
    story.do(PEOPLE.worker, 'complete', { text: '换好了，有事打13900001234' });
    const progress = toProgress(story.order, null, NAMES);
    expect(progress).toMatchObject({
      status: 'done',
      category: '基础设施',
      areaName: '一网格',
      dueAt: null,
      result: '换好了，有事打139******34',
    });
    expect(progress).not.toHaveProperty('item');
    expect(progress.timeline).toEqual([
      { at: '2026-09-21T01:00:00.000Z', event: 'submitted' },
      { at: '2026-09-21T01:00:00.000Z', event: 'dispatched', role: 'officer' },
      { at: '2026-09-21T01:00:00.000Z', event: 'claimed', role: 'worker' },
      { at: '2026-09-21T01:01:00.000Z', event: 'completed' },
    ]);
  });

  it('P10: what was taken back is left out with its undoing', () => {
    const story = storyAt('handling');
    story.do(PEOPLE.worker, 'undo', { eventId: story.last.id });
    expect(toProgress(story.order, null, NAMES).timeline.map((row) => row.event)).toEqual([
      'submitted',
      'dispatched',
    ]);
  });

  it('P10: the deadline is told while it runs', () => {
    const { order } = storyAt('dispatched');
    expect(toProgress(order, null, NAMES).dueAt).toBe(order.clocks.resolve?.dueAt);
  });

  it('P11: what its bearer may do now', () => {
    const own = (story: Story, now = story.now) =>
      toOwnReport(story.order, null, story.reportId, NAMES, story.settings, now);
    const handling = storyAt('handling');
    expect(own(handling)).toMatchObject({
      text: '楼道灯坏了',
      canRate: false,
      canUrge: true,
      canReopen: false,
    });
    handling.do(handling.reporter, 'urge', {});
    expect(own(handling)).toMatchObject({ canUrge: false });
    expect(own(storyAt('done'))).toMatchObject({ canRate: true, canUrge: false, canReopen: true });
    const closed = storyAt('closed');
    expect(own(closed)).toMatchObject({ canRate: true, canReopen: true });
    expect(own(closed, closed.now + 31 * DAY)).toMatchObject({ canRate: false, canReopen: false });
    expect(own(storyAt('declined'))).toMatchObject({ canRate: false, canReopen: false });
    expect(toOwnReport(closed.order, null, 'another', NAMES, closed.settings, closed.now)).toBeNull();
  });

  it('P11: after a merge it is the survivor’s course that is followed', () => {
    const merged = storyAt('merged');
    const survivor = storyAt('handling').after(5).complete();
    const progress = toProgress(merged.order, survivor.order, NAMES);
    expect(progress).toMatchObject({ orderNo: merged.order.no, status: 'done', result: '换了灯泡' });
    expect(progress.timeline.map((row) => row.event).slice(-1)).toEqual(['completed']);
    expect(
      toOwnReport(merged.order, survivor.order, merged.reportId, NAMES, merged.settings, survivor.now),
    ).toMatchObject({ canRate: true, canReopen: true });
  });
});
