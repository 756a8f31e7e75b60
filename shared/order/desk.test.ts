import { describe, expect, it } from 'vitest';
import { HOUR } from '../calendar/zone.ts';
import { AREAS, ITEMS, PEOPLE, POOL, TEAM, toMember } from '../testing/community.ts';
import { Story, storyAt } from '../testing/story.ts';

const GIVEN_BACK = { reason: 'not_my_area', text: '是二网格的' } as const;

describe('what the desk decides', () => {
  it('O12: whom an order is offered to is told, and a later offer takes the place of the first', () => {
    const story = new Story().submit();
    const { effects } = story.do(
      PEOPLE.officer,
      'dispatch',
      { to: { memberId: 'wang' }, note: '带梯子' },
      { target: toMember(PEOPLE.worker) },
    );
    expect(effects).toMatchObject([{ type: 'notice', notice: 'offered', to: { kind: 'offered' } }]);
    expect(story.order.offer).toMatchObject({ to: { memberId: 'wang' }, by: 'ouyang' });
    expect(
      story.do(PEOPLE.officer, 'dispatch', { to: { pool: true } }, { target: POOL }).effects,
    ).toMatchObject([{ notice: 'pooled' }]);
    expect(story.order.offer?.to).toEqual(POOL);
  });

  it('O12: nobody is dispatched who is not there, nor an order that somebody holds', () => {
    expect(
      storyAt('new').refuse(PEOPLE.officer, 'dispatch', { to: { memberId: 'x' } }, { target: null }).code,
    ).toBe('unknown_target');
    expect(
      storyAt('handling').refuse(PEOPLE.officer, 'dispatch', { to: { pool: true } }, { target: POOL }),
    ).toMatchObject({
      code: 'already_claimed',
      details: { by: 'Wang' },
    });
  });

  it('O50: whoever saw another offer than the one that stands is told who sent it, and nothing changes', () => {
    const story = storyAt('dispatched');
    const standing = story.order.offer?.at ?? 0;
    const send = { to: { pool: true }, offeredAt: null } as const;
    expect(story.refuse(PEOPLE.officer, 'dispatch', send, { target: POOL })).toMatchObject({
      code: 'already_dispatched',
      details: { by: PEOPLE.officer.name, status: 'dispatched' },
    });
    expect(story.order.offer?.at).toBe(standing);
    story.do(PEOPLE.officer, 'dispatch', { ...send, offeredAt: standing }, { target: POOL });
    expect(story.order.offer?.to).toEqual(POOL);
  });

  it('O37: a full column takes no more orders, but an offer in it may change', () => {
    const story = storyAt('new');
    story.settings = {
      ...story.settings,
      columnLimits: { ...story.settings.columnLimits, dispatched: 12, done: 9 },
    };
    const full = { target: POOL, load: { column: 12, member: 0 } };
    expect(story.refuse(PEOPLE.officer, 'dispatch', { to: { pool: true } }, full).code).toBe('column_full');
    story.dispatch().do(PEOPLE.officer, 'dispatch', { to: { pool: true } }, full);
    story.claim(PEOPLE.volunteer);
    expect(
      story.refuse(PEOPLE.volunteer, 'complete', { text: '好' }, { load: { column: 9, member: 0 } }).code,
    ).toBe('column_full');
  });

  it('O17: its holder or whom it is offered to gives it back; it is counted and told', () => {
    const story = storyAt('handling');
    const { effects } = story.do(PEOPLE.worker, 'return', GIVEN_BACK);
    expect(story.order).toMatchObject({
      status: 'new',
      offer: null,
      holder: null,
      returns: 1,
      firstHolder: { name: 'Wang' },
    });
    expect(effects).toMatchObject([
      { notice: 'returned', to: { kind: 'officers' } },
      { notice: 'returned', to: { memberIds: ['wang'] } },
    ]);
    story.dispatch(TEAM).do(PEOPLE.second, 'return', GIVEN_BACK);
    expect(story.order.returns).toBe(2);
  });

  it('O17: nobody gives back what another holds or what is offered to everybody', () => {
    const team = new Story().submit().dispatch(TEAM).claim(PEOPLE.second);
    expect(team.refuse({ ...PEOPLE.volunteer, teamIds: ['brigade'] }, 'return', GIVEN_BACK).code).toBe(
      'not_holder',
    );
    const pooled = new Story().submit().dispatch(POOL);
    expect(pooled.refuse(PEOPLE.volunteer, 'return', GIVEN_BACK).code).toBe('not_offered');
    pooled.do(PEOPLE.officer, 'return', GIVEN_BACK);
  });

  it('O18: declining ends it with an explanation that can be read', () => {
    const story = storyAt('dispatched');
    story.do(PEOPLE.officer, 'decline', { text: '已由供电公司受理' });
    expect(story.order).toMatchObject({
      status: 'declined',
      declineReason: '已由供电公司受理',
      offer: null,
      closedAt: story.now,
    });
    story.do(PEOPLE.officer, 'reopen', { reason: '改为受理' });
    expect(story.order).toMatchObject({ status: 'new', declineReason: null, closedAt: null });
  });

  it('O19: escalating changes who is responsible, not where the matter is', () => {
    const story = storyAt('handling');
    story.do(PEOPLE.officer, 'escalate', { text: '需要街道协调' });
    expect(story.order).toMatchObject({
      status: 'new',
      levelAreaId: 'street',
      areaId: 'grid1',
      areaPath: AREAS.grid1.path,
      holder: null,
    });
    expect(story.last).toMatchObject({ cause: 'hand', fromAreaId: 'north', toAreaId: 'street' });
    expect(story.refuse(PEOPLE.officer, 'escalate', { text: '再上' }).code).toBe('no_higher_level');
  });

  it('O20: an extension is asked for once at a time, to a later deadline', () => {
    const story = storyAt('handling');
    const due = story.order.clocks.resolve?.dueAt ?? 0;
    expect(story.refuse(PEOPLE.worker, 'extend', { until: due, reason: '等料' }).code).toBe('bad_deadline');
    story.do(PEOPLE.worker, 'extend', { until: due + HOUR, reason: '等料' });
    expect(story.order.clocks.resolve?.dueAt).toBe(due);
    expect(story.refuse(PEOPLE.worker, 'extend', { until: due + 2 * HOUR, reason: '等料' })).toMatchObject({
      code: 'extension_pending',
      details: { by: 'Wang' },
    });
  });

  it('O21: somebody else decides on it, or a leader; what was approved is the new deadline', () => {
    const story = storyAt('handling');
    const due = story.order.clocks.resolve?.dueAt ?? 0;
    story.do(PEOPLE.officer, 'extend', { until: due + HOUR, reason: '等料' });
    const requestId = story.last.id;
    expect(story.refuse(PEOPLE.worker, 'approve', { requestId, approved: true }).code).toBe('forbidden');
    expect(story.refuse(PEOPLE.officer, 'approve', { requestId, approved: true }).code).toBe('forbidden');
    expect(story.refuse(PEOPLE.colleague, 'approve', { requestId: 'other', approved: true }).code).toBe(
      'no_extension_asked',
    );
    const { effects } = story.do(PEOPLE.colleague, 'approve', { requestId, approved: true });
    expect(story.order).toMatchObject({ extension: null, extensions: 1 });
    expect(story.order.clocks.resolve).toMatchObject({ dueAt: due + HOUR, originalDueAt: due });
    expect(effects).toMatchObject([{ notice: 'extension_decided', to: { memberIds: ['wang'] } }]);
  });

  it('O21: a leader may decide on their own; a refusal leaves the deadline', () => {
    const story = storyAt('handling');
    const due = story.order.clocks.resolve?.dueAt ?? 0;
    story.do(PEOPLE.leader, 'extend', { until: due + HOUR, reason: '等料' });
    story.do(PEOPLE.leader, 'approve', { requestId: story.last.id, approved: false, text: '不必' });
    expect(story.order).toMatchObject({ extension: null, extensions: 0 });
    expect(story.order.clocks.resolve?.dueAt).toBe(due);
  });

  it('O22: urging is counted and told, and within the hour it is heard already', () => {
    const story = storyAt('handling');
    const { effects } = story.do(story.reporter, 'urge', { text: '快点' });
    expect(effects).toMatchObject([
      { notice: 'urged', to: { kind: 'officers' } },
      { notice: 'urged', to: { memberIds: ['wang'] } },
    ]);
    const length = story.order.history.length;
    expect(story.after(59).refuse(story.reporter, 'urge', {}).code).toBe('conflict');
    expect(story.order.history).toHaveLength(length);
    story.after(1).do(story.reporter, 'urge', {});
    expect(story.order.urges).toBe(2);
  });

  it('O27: who lets go gives a reason; the offer stands unless it was theirs alone', () => {
    const personal = storyAt('handling');
    personal.do(PEOPLE.worker, 'release', { reason: '家里有事' });
    expect(personal.order).toMatchObject({ status: 'new', offer: null, holder: null });
    const pooled = new Story().submit({ kind: 'wish' }).dispatch(POOL).claim(PEOPLE.volunteer);
    const { effects } = pooled.do(PEOPLE.volunteer, 'release', { reason: '出差' });
    expect(pooled.order).toMatchObject({ status: 'dispatched', holder: null, offer: { to: POOL } });
    expect(pooled.last).toMatchObject({ type: 'released', cause: 'holder', reason: '出差' });
    expect(effects).toHaveLength(3);
    expect(pooled.claim(PEOPLE.second).refuse(PEOPLE.volunteer, 'release', { reason: '' }).code).toBe(
      'not_holder',
    );
    pooled.do(PEOPLE.officer, 'release', { reason: '换人' });
    expect(pooled.last).toMatchObject({ cause: 'officer' });
  });

  it('O29: sorting counts the deadline class anew from the same start', () => {
    const story = storyAt('new').after(30);
    const started = story.order.clocks.resolve?.startedAt;
    story.do(PEOPLE.officer, 'sort', { itemId: 'drains' }, { item: ITEMS.drains });
    expect(story.order).toMatchObject({ itemId: 'drains', categoryId: 'repairs' });
    expect(story.order.clocks.resolve).toMatchObject({ startedAt: started, rule: { kind: 'week' } });
    story.do(
      PEOPLE.officer,
      'sort',
      { urgent: true, areaId: 'grid2', address: '5栋' },
      { area: AREAS.grid2 },
    );
    expect(story.order).toMatchObject({
      urgent: true,
      areaId: 'grid2',
      areaPath: AREAS.grid2.path,
      address: '5栋',
      itemId: 'drains',
    });
    expect(story.order.clocks.respond?.startedAt).toBe(story.now);
    story.do(PEOPLE.officer, 'sort', { itemId: null });
    expect(story.order).toMatchObject({ itemId: null, categoryId: null, urgent: true });
  });

  it('O29: the stages of a matter that turns out not to be urgent stand still, and run on when it is', () => {
    const story = new Story().submit({ itemId: 'lift' }, { item: ITEMS.lift }).after(10);
    story.do(PEOPLE.officer, 'sort', { urgent: false });
    expect(story.order.clocks.respond).toMatchObject({ pausedAt: story.now, remainingMs: 20 * 60_000 });
    story.after(60).dispatch().tick();
    expect(story.order.history.some((event) => event.type === 'clock_breached')).toBe(false);
    story.do(PEOPLE.officer, 'sort', { urgent: true });
    expect(story.order.clocks.respond?.dueAt).toBe(story.now + 20 * 60_000);
  });

  it('O29: a place in another community, an unknown place or item is refused', () => {
    const story = storyAt('new');
    expect(story.refuse(PEOPLE.officer, 'sort', { areaId: 'south' }, { area: AREAS.south }).code).toBe(
      'unknown_area',
    );
    expect(story.refuse(PEOPLE.officer, 'sort', { areaId: 'x' }, { area: null }).code).toBe('unknown_area');
    expect(story.refuse(PEOPLE.officer, 'sort', { itemId: 'gone' }, { item: ITEMS.gone }).code).toBe(
      'unknown_item',
    );
  });
});
