import { describe, expect, it } from 'vitest';
import { ITEMS, PEOPLE, POOL } from '../testing/community.ts';
import { Story, storyAt } from '../testing/story.ts';

describe('undo', () => {
  it('O25: within ten minutes the latest step is taken back, and both stay in the history', () => {
    const story = storyAt('dispatched').after(9);
    story.do(PEOPLE.officer, 'undo', { eventId: story.last.id });
    expect(story.order).toMatchObject({ status: 'new', offer: null });
    expect(story.order.history.map((event) => event.type)).toEqual(['submitted', 'dispatched', 'undone']);
  });

  it('O25: a claim taken back leaves the offer standing and nobody accountable', () => {
    const story = storyAt('handling').after(3);
    story.do(PEOPLE.worker, 'undo', { eventId: story.last.id });
    expect(story.order).toMatchObject({ status: 'dispatched', holder: null, firstHolder: null });
    expect(story.order.offer?.to).toMatchObject({ memberId: 'wang' });
    story.claim();
  });

  it('O25: a completion taken back keeps the deadline there was, and an extension that was asked for', () => {
    const story = storyAt('handling');
    const { resolve } = story.order.clocks;
    story.do(PEOPLE.worker, 'extend', { until: (resolve?.dueAt ?? 0) + 60_000, reason: '等灯泡' });
    story.complete().after(2);
    expect(story.order).toMatchObject({ extension: null });
    story.do(PEOPLE.worker, 'undo', { eventId: story.last.id });
    expect(story.order).toMatchObject({
      status: 'handling',
      result: null,
      doneAt: null,
      extension: { reason: '等灯泡' },
    });
    expect(story.order.clocks.resolve?.dueAt).toBe(resolve?.dueAt);
    expect(story.order.clocks.resolve?.metAt).toBeUndefined();
  });

  it('O25: the stage gone back to runs on with the time it had left', () => {
    const story = new Story()
      .submit({ itemId: 'lift' }, { item: ITEMS.lift })
      .after(10)
      .dispatch()
      .after(5)
      .claim()
      .after(4);
    story.do(PEOPLE.worker, 'undo', { eventId: story.last.id });
    const { respond } = story.order.clocks;
    expect(respond?.metAt).toBeUndefined();
    expect((respond?.dueAt ?? 0) - story.now).toBe(15 * 60_000);
  });

  it('O25: its author or an officer may, nobody else', () => {
    const story = new Story().submit().dispatch(POOL).claim(PEOPLE.volunteer);
    const eventId = story.last.id;
    expect(story.refuse(PEOPLE.second, 'undo', { eventId }).code).toBe('not_holder');
    expect(story.refuse(story.reporter, 'undo', { eventId }).code).toBe('forbidden');
    expect(story.decide(PEOPLE.colleague, 'undo', { eventId }).ok).toBe(true);
    const officers = storyAt('handling');
    officers.do(PEOPLE.officer, 'complete', { text: '已代办' });
    expect(officers.refuse(PEOPLE.worker, 'undo', { eventId: officers.last.id }).code).toBe('forbidden');
  });

  it('O25: after ten minutes it is too late', () => {
    const story = storyAt('dispatched');
    const eventId = story.last.id;
    expect(story.after(10).decide(PEOPLE.officer, 'undo', { eventId }).ok).toBe(true);
    expect(story.after(1).refuse(PEOPLE.officer, 'undo', { eventId })).toMatchObject({
      code: 'undo_too_late',
      details: { limit: 10 },
    });
  });

  it('O25: what followed refuses it, with what it was and whose', () => {
    const claimed = storyAt('dispatched');
    const eventId = claimed.last.id;
    expect(claimed.claim().refuse(PEOPLE.officer, 'undo', { eventId })).toMatchObject({
      code: 'undo_overtaken',
      details: { status: 'claimed', by: 'Wang' },
    });
    const rated = storyAt('done');
    const completed = rated.last.id;
    rated.rate();
    expect(rated.refuse(PEOPLE.officer, 'undo', { eventId: completed }).code).toBe('undo_overtaken');
  });

  it('O25: an urge or a warning does not stand in the way', () => {
    const story = storyAt('dispatched');
    const eventId = story.last.id;
    story.do(story.reporter, 'urge', {});
    story.do(PEOPLE.officer, 'undo', { eventId });
    expect(story.order).toMatchObject({ status: 'new', urges: 1 });
  });

  it('O25: only dispatch, claim and complete can be taken back, and each once', () => {
    const story = storyAt('dispatched');
    const eventId = story.last.id;
    story.do(PEOPLE.officer, 'undo', { eventId });
    expect(story.refuse(PEOPLE.officer, 'undo', { eventId }).code).toBe('undo_overtaken');
    expect(story.refuse(PEOPLE.officer, 'undo', { eventId: story.last.id }).code).toBe('not_found');
    const declined = storyAt('declined');
    expect(declined.refuse(PEOPLE.officer, 'undo', { eventId: declined.last.id }).code).toBe('not_found');
  });
});
