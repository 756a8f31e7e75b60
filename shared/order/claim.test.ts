import { describe, expect, it } from 'vitest';
import { AREAS, DEPARTMENT, ITEMS, PEOPLE, POOL, TEAM, toMember } from '../testing/community.ts';
import { Story, storyAt } from '../testing/story.ts';

describe('claim', () => {
  it('O13: one person takes what is offered, and is the first who answers for it', () => {
    const story = storyAt('dispatched').claim();
    expect(story.order).toMatchObject({
      status: 'handling',
      holder: { memberId: 'wang', name: 'Wang', since: story.now },
      firstHolder: { memberId: 'wang', name: 'Wang' },
    });
  });

  it('O13: whoever is later is told who was faster', () => {
    const story = new Story().submit().dispatch(POOL).claim(PEOPLE.volunteer);
    const at = story.now;
    const refusal = story.after(1).refuse(PEOPLE.second, 'claim', {});
    expect(refusal).toMatchObject({ code: 'already_claimed', details: { by: 'Vivi', byId: 'vivi', at } });
    expect(story.complete(PEOPLE.volunteer).refuse(PEOPLE.second, 'claim', {}).details?.by).toBe('Vivi');
  });

  it('O13: the holder who claims again under another id hears their own name', () => {
    expect(storyAt('handling').refuse(PEOPLE.worker, 'claim', {}).details?.by).toBe('Wang');
  });

  it('M1: the pool is open to every active worker and volunteer of the area, whatever the kind', () => {
    for (const kind of ['request', 'wish'] as const) {
      for (const who of [PEOPLE.worker, PEOPLE.volunteer, PEOPLE.second]) {
        expect(new Story().submit({ kind }).dispatch(POOL).claim(who).order.holder?.memberId).toBe(
          who.memberId,
        );
      }
    }
    const pooled = new Story().submit().dispatch(POOL);
    expect(pooled.refuse(PEOPLE.officer, 'claim', {}).code).toBe('not_offered');
    expect(pooled.refuse(PEOPLE.neighbour, 'claim', {}).code).toBe('not_found');
    expect(pooled.refuse(PEOPLE.gone, 'claim', {}).code).toBe('forbidden');
  });

  it('M1: an order that belongs to no grid is open to those of every grid', () => {
    const wide = new Story().submit({ areaId: 'north' }, { area: AREAS.north }).dispatch(POOL);
    expect(wide.claim(PEOPLE.neighbour).order.holder?.memberId).toBe('nuo');
  });

  it('O13: an offer to a team or department may be taken by any of its members, for the unit', () => {
    expect(new Story().submit().dispatch(TEAM).claim(PEOPLE.second).order.holder).toMatchObject({
      memberId: 'vera',
      unit: 'Brigade',
    });
    expect(new Story().submit().dispatch(DEPARTMENT).claim(PEOPLE.specialist).order.holder).toMatchObject({
      unit: 'Waterworks',
    });
    expect(new Story().submit().dispatch(TEAM).refuse(PEOPLE.volunteer, 'claim', {}).code).toBe('not_found');
  });

  it('P3: who was offered it once is never told that there is no such order', () => {
    const story = new Story().submit().dispatch(toMember(PEOPLE.worker)).dispatch(toMember(PEOPLE.volunteer));
    expect(story.refuse(PEOPLE.worker, 'claim', {}).code).toBe('not_offered');
    story.claim(PEOPLE.volunteer);
    expect(story.refuse(PEOPLE.worker, 'claim', {})).toMatchObject({
      code: 'already_claimed',
      details: { by: 'Vivi' },
    });
    expect(story.refuse(PEOPLE.stranger, 'claim', {}).code).toBe('not_found');
  });

  it('P3: a resident who tries is not told who holds it', () => {
    const story = storyAt('handling');
    expect(story.refuse(story.reporter, 'claim', {})).toEqual({
      ok: false,
      code: 'forbidden',
      details: { status: 'handling' },
    });
  });

  it('O37: limits of column and member are enforced when they are on, and say how many', () => {
    const story = storyAt('dispatched');
    story.settings = {
      ...story.settings,
      memberLimit: 2,
      columnLimits: { ...story.settings.columnLimits, handling: 9 },
    };
    expect(story.refuse(PEOPLE.worker, 'claim', {}, { load: { column: 9, member: 0 } })).toMatchObject({
      code: 'column_full',
      details: { limit: 9 },
    });
    expect(story.refuse(PEOPLE.worker, 'claim', {}, { load: { column: 8, member: 2 } })).toMatchObject({
      code: 'member_full',
      details: { limit: 2 },
    });
    story.do(PEOPLE.worker, 'claim', {}, { load: { column: 8, member: 1 } });
  });

  it('O14: arriving is told once; a second time is answered with when it was', () => {
    const story = new Story().submit({ itemId: 'lift' }, { item: ITEMS.lift }).dispatch().claim().after(5);
    story.do(PEOPLE.worker, 'arrive', {});
    expect(story.order.clocks.arrive?.metAt).toBe(story.now);
    expect(story.refuse(PEOPLE.worker, 'arrive', {})).toMatchObject({
      code: 'wrong_status',
      details: { at: story.now },
    });
  });

  it('O16: category, arrival and photos are no preconditions of completing', () => {
    const story = storyAt('handling').complete();
    expect(story.order).toMatchObject({ status: 'done', result: '换了灯泡', doneAt: story.now });
  });

  it('O15: the holder’s first feedback meets the feedback clock, an officer’s does not', () => {
    const story = new Story().submit({ itemId: 'lift' }, { item: ITEMS.lift }).dispatch().claim();
    story.do(PEOPLE.worker, 'arrive', {});
    story.do(PEOPLE.officer, 'feedback', { text: '已联系物业' });
    expect(story.order.clocks.feedback?.metAt).toBeUndefined();
    story.do(PEOPLE.worker, 'feedback', { text: '已到现场', photoIds: ['p1'] });
    expect(story.order.clocks.feedback?.metAt).toBe(story.now);
    expect(story.order.feedbacks.map((one) => one.name)).toEqual(['Ouyang', 'Wang']);
  });
});
