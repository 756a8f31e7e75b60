import { describe, expect, it } from 'vitest';
import { DAY } from '../calendar/zone.ts';
import { ITEMS, PEOPLE, POOL, resident } from '../testing/community.ts';
import { Story, storyAt } from '../testing/story.ts';

const GOOD = { speed: 4, effect: 5, attitude: 5 } as const;

describe('rate', () => {
  it('R1: once per report and round, when the work is done', () => {
    const story = storyAt('handling');
    const payload = { reportId: story.reportId, ...GOOD };
    expect(story.refuse(story.reporter, 'rate', payload).code).toBe('not_done_yet');
    story.complete();
    const { effects } = story.do(story.reporter, 'rate', { ...payload, comment: '来得快' });
    expect(story.order.reports[0]?.ratings).toMatchObject([
      { round: 1, ...GOOD, comment: '来得快', via: 'resident' },
    ]);
    expect(effects).toMatchObject([{ type: 'rating', round: 1, reportId: story.reportId, via: 'resident' }]);
    expect(story.order.status).toBe('closed');
    expect(story.refuse(story.reporter, 'rate', payload).code).toBe('already_rated');
  });

  it('R1: of one’s own report only', () => {
    const story = storyAt('done');
    const payload = { reportId: story.reportId, ...GOOD };
    expect(story.refuse(resident('another'), 'rate', payload).code).toBe('not_found');
    expect(story.refuse(story.reporter, 'rate', { ...payload, reportId: 'another' }).code).toBe('not_found');
  });

  it('R10: a member cannot rate, whoever they are', () => {
    const story = storyAt('done');
    for (const who of Object.values(PEOPLE)) {
      expect(story.refuse(who, 'rate', { reportId: story.reportId, ...GOOD }).code).toBe(
        'member_cannot_rate',
      );
    }
  });

  it('R11: for 30 days after it was closed', () => {
    const story = storyAt('closed');
    const payload = { reportId: story.reportId, ...GOOD };
    story.now += 30 * DAY;
    expect(story.decide(story.reporter, 'rate', payload).ok).toBe(true);
    story.now += 1;
    expect(story.refuse(story.reporter, 'rate', payload)).toMatchObject({
      code: 'rating_over',
      details: { limit: 30 },
    });
  });

  it('R9: a low score in any dimension is told to the officers', () => {
    expect(
      storyAt('done')
        .rate(2)
        .effects.map((effect) => (effect.type === 'notice' ? effect.notice : effect.type)),
    ).toEqual(['rating', 'low_rating']);
    expect(storyAt('done').rate(3).effects).toHaveLength(1);
  });

  it('R7: by telephone through somebody who neither took it in nor handled it', () => {
    const story = new Story()
      .submit({ rateByCallback: true }, {}, PEOPLE.colleague)
      .dispatch(POOL)
      .claim(PEOPLE.volunteer)
      .complete(PEOPLE.volunteer);
    const payload = { reportId: story.reportId, ...GOOD };
    expect(story.refuse(story.reporter, 'rate', payload).code).toBe('callback_only');
    expect(story.refuse(PEOPLE.colleague, 'callback', payload).code).toBe('handled_it_yourself');
    expect(story.refuse(PEOPLE.volunteer, 'callback', payload).code).toBe('forbidden');
    expect(
      story.refuse({ ...PEOPLE.volunteer, roles: ['volunteer', 'officer'] }, 'callback', payload).code,
    ).toBe('handled_it_yourself');
    expect(story.refuse(PEOPLE.admin, 'callback', payload).code).toBe('forbidden');
    story.do(PEOPLE.officer, 'callback', payload);
    expect(story.order.reports[0]?.ratings).toMatchObject([{ via: 'callback' }]);
    expect(story.last).toMatchObject({ type: 'closed', cause: 'callback' });
  });

  it('R7: who handled the survivor does not call back for what was merged into it', () => {
    const survivor = storyAt('done');
    const merged = storyAt('merged');
    const payload = { reportId: merged.reportId, ...GOOD };
    const worker = { ...PEOPLE.worker, roles: ['officer'] as const, areaPaths: PEOPLE.officer.areaPaths };
    expect(merged.refuse(worker, 'callback', payload, { survivor: survivor.order }).code).toBe(
      'handled_it_yourself',
    );
    merged.do(PEOPLE.officer, 'callback', payload, { survivor: survivor.order });
  });
});

describe('reopen and close', () => {
  it('O26: not solved: the same holder goes on in a new round that is rated again', () => {
    const story = new Story().submit({ itemId: 'lift' }, { item: ITEMS.lift }).dispatch().claim().after(45);
    story.complete().rate(2);
    story.after(600);
    const { effects } = story.do(story.reporter, 'reopen', { reason: '电梯又停了' });
    expect(story.order).toMatchObject({
      status: 'handling',
      round: 2,
      holder: { memberId: 'wang', since: story.now },
      result: null,
      closedAt: null,
    });
    expect(story.order.clocks.arrive).toMatchObject({ startedAt: story.now, earlierBreaches: 1 });
    expect(story.order.clocks.resolve?.startedAt).toBe(story.now);
    expect(effects).toMatchObject([
      { notice: 'reopened', to: { kind: 'officers' } },
      { notice: 'reopened', to: { memberIds: ['wang'] } },
    ]);
    story.complete().rate(5);
    expect(story.order.reports[0]?.ratings.map((one) => one.round)).toEqual([1, 2]);
    expect(story.order.status).toBe('closed');
  });

  it('O26: from done as well; a declined order only by an officer; not for ever', () => {
    storyAt('done').do(PEOPLE.officer, 'reopen', { reason: '没修好' });
    const declined = storyAt('declined');
    expect(declined.refuse(declined.reporter, 'reopen', { reason: '请受理' }).code).toBe('forbidden');
    const closed = storyAt('closed');
    closed.now += 31 * DAY;
    expect(closed.refuse(closed.reporter, 'reopen', { reason: '又坏了' }).code).toBe('rating_over');
    expect(closed.decide(PEOPLE.officer, 'reopen', { reason: '又坏了' }).ok).toBe(true);
  });

  it('O28: it closes when every report is rated, by an officer, or by time', () => {
    const rated = storyAt('done');
    rated.rate();
    expect(rated.last).toMatchObject({ type: 'closed', cause: 'all_rated' });
    expect(storyAt('closed').last).toMatchObject({ cause: 'officer' });
    const waiting = storyAt('done');
    waiting.now += 7 * DAY - 1;
    expect(waiting.do({ kind: 'system', job: 'timeout' }, 'tick', {}).events).toEqual([]);
    waiting.now += 1;
    waiting.tick();
    expect(waiting.last).toMatchObject({ type: 'closed', cause: 'timeout' });
  });
});
