import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Area } from '../areas/area.ts';
import { HOUR, MINUTE } from '../calendar/zone.ts';
import type { Item } from '../catalogue/catalogue.ts';
import { AREAS, ITEMS, PEOPLE, POOL, SYSTEM } from '../testing/community.ts';
import { Story } from '../testing/story.ts';
import { toCardState } from './card.ts';
import { nextTickAt } from './commands/tick.ts';
import type { Escalated } from './events.ts';
import { replay } from './evolve.ts';
import { levelAbove } from './level.ts';
import type { Order } from './order.ts';
import { DEFAULT_ORDER_SETTINGS, type OrderSettings } from './settings.ts';

const HOURLY: Partial<OrderSettings> = { escalateAfterMinutes: 60 };
const BACK = { reason: 'not_my_area', text: '是二网格的' } as const;

function begin(rules: Partial<OrderSettings>, item: Item = ITEMS.lift, area: Area = AREAS.grid1): Story {
  const story = new Story();
  story.settings = { ...DEFAULT_ORDER_SETTINGS, ...rules };
  return story.submit({ areaId: area._id, itemId: item._id }, { item, area });
}
const types = ({ order }: Story): string[] => order.history.map((event) => event.type);
const ups = ({ history }: Order): Escalated[] => history.filter((event) => event.type === 'escalated');
const withItem = (after: Item['escalateAfter']): Item =>
  after === undefined ? ITEMS.lift : { ...ITEMS.lift, escalateAfter: after };

describe('escalation by the clock', () => {
  it('O51: an hour after the deadline, to the millisecond, and nothing before', () => {
    const story = begin(HOURLY).dispatch(POOL).after(31).tick();
    const due = story.order.clocks.respond?.dueAt ?? 0;
    expect(nextTickAt(story.order, story.settings)).toBe(due + HOUR);
    story.now = due + HOUR - 1;
    expect(story.tick().order.levelAreaId).toBe('north');
    story.now += 1;
    const { effects } = story.do(SYSTEM, 'tick', {});
    expect(story.order).toMatchObject({
      status: 'new',
      offer: null,
      levelAreaId: 'street',
      areaId: 'grid1',
      areaPath: AREAS.grid1.path,
    });
    expect(story.last).toMatchObject({ cause: 'clock', by: { kind: 'system', job: 'clock' }, text: '' });
    expect(effects).toMatchObject([{ notice: 'escalated', to: { kind: 'officers' } }]);
  });

  it('O51: it is off unless a community or an item sets it, and orders from before keep out of it', () => {
    expect(DEFAULT_ORDER_SETTINGS.escalateAfterMinutes).toBeNull();
    const story = begin({}).after(31).tick();
    expect('escalateAfterMinutes' in story.order).toBe(false);
    story.settings = { ...story.settings, ...HOURLY };
    expect(ups(story.after(9_999).tick().order)).toEqual([]);
  });

  it('O51: an item has terms of its own, or never goes up; without any the community’s hold', () => {
    expect(begin(HOURLY, withItem('never')).order.escalateAfterMinutes).toBeUndefined();
    expect(begin(HOURLY, withItem(15)).order.escalateAfterMinutes).toBe(15);
    expect(begin({}, withItem(15)).order.escalateAfterMinutes).toBe(15);
    expect(begin(HOURLY, withItem(null)).order.escalateAfterMinutes).toBe(60);
    expect(begin(HOURLY, withItem(undefined)).order.escalateAfterMinutes).toBe(60);
  });

  it('O51: classifying anew brings the rules of the new item; other corrections leave them', () => {
    const story = begin(HOURLY);
    story.do(PEOPLE.officer, 'sort', { address: '5栋' });
    expect(story.order.escalateAfterMinutes).toBe(60);
    story.do(PEOPLE.officer, 'sort', { itemId: 'lift' }, { item: withItem('never') });
    expect('escalateAfterMinutes' in story.order).toBe(false);
    story.do(PEOPLE.officer, 'sort', { itemId: null });
    expect(story.order.escalateAfterMinutes).toBe(60);
    expect(replay(story.order.history)?.escalateAfterMinutes).toBe(60);
  });

  it('O52: whoever holds it is told and lets go; deadlines and breaches stay, what was met stays met', () => {
    const story = begin(HOURLY, ITEMS.drains).dispatch(POOL).claim(PEOPLE.volunteer);
    const due = story.order.clocks.resolve?.dueAt ?? 0;
    story.now = due + HOUR;
    const { events, effects } = story.do(SYSTEM, 'tick', {});
    expect(events.map((event) => event.type)).toEqual(['clock_breached', 'escalated']);
    expect(effects.filter((one) => one.type === 'notice' && one.notice === 'escalated')).toMatchObject([
      { to: { kind: 'officers' } },
      { to: { memberIds: ['vivi'] } },
    ]);
    expect(story.order).toMatchObject({ holder: null, firstHolder: { name: 'Vivi' } });
    expect(story.order.clocks.resolve).toMatchObject({ dueAt: due, breachedAt: due, escalatedAt: story.now });
  });

  it('O52: a claim in time meets its clock, and what is met takes nothing up', () => {
    const story = begin(HOURLY, { ...ITEMS.lift, deadline: { kind: 'week' } })
      .dispatch(POOL)
      .after(45);
    story.claim(PEOPLE.volunteer).after(5).do(PEOPLE.volunteer, 'arrive', {});
    story.do(PEOPLE.volunteer, 'feedback', { text: '在修' });
    expect(ups(story.after(300).tick().order)).toEqual([]);
    expect(story.order.clocks.respond?.breachedAt).toBeDefined();
  });

  it('O52: at the street there is nowhere to go, and no tick asks again and again', () => {
    const story = begin(HOURLY).after(91).tick();
    expect(ups(story.order)).toHaveLength(1);
    const after = types(story.after(9_999).tick().tick());
    expect(types(story.tick())).toEqual(after);
    expect(nextTickAt(story.order, story.settings)).toBeNull();
    const above = begin(HOURLY, ITEMS.lift, AREAS.street);
    expect(ups(above.after(9_999).tick().order)).toEqual([]);
    expect(nextTickAt(above.order, above.settings)).toBeNull();
  });

  it('O52: what went up by hand after its breach does not go up by the clock for the same', () => {
    const story = begin(HOURLY, ITEMS.lift, DEEP).after(40);
    story.do({ ...PEOPLE.officer, areaPaths: ['/city/'] }, 'escalate', { text: '请街道协调' });
    expect(types(story)).toEqual(['submitted', 'clock_breached', 'escalated']);
    story.after(90).tick();
    expect(ups(story.order).map((event) => event.cause)).toEqual(['hand']);
  });

  it('O52: a server that was away releases an urgent claim first, as it would have done in time', () => {
    const story = begin(HOURLY, { ...ITEMS.lift, deadline: { kind: 'week' } })
      .dispatch(POOL)
      .claim(PEOPLE.volunteer)
      .after(600)
      .tick()
      .tick();
    expect(types(story).slice(-2)).toEqual(['clock_breached', 'released']);
    expect(story.order.levelAreaId).toBe('north');
  });

  it('C28: an extension gives it until the new deadline and the hour after', () => {
    const story = begin(HOURLY, ITEMS.drains).dispatch().claim();
    const due = story.order.clocks.resolve?.dueAt ?? 0;
    story.now = due + 10 * MINUTE;
    story.do(PEOPLE.leader, 'extend', { until: due + 5 * HOUR, reason: '等料' });
    story.do(PEOPLE.leader, 'approve', { requestId: story.last.id, approved: true });
    expect(nextTickAt(story.order, story.settings)).toBe(due + 6 * HOUR);
    story.now = due + 6 * HOUR - 1;
    expect(ups(story.tick().order)).toEqual([]);
    story.now += 1;
    expect(ups(story.tick().order)).toHaveLength(1);
  });

  it('O30: a history from before there were causes replays as it always did', () => {
    const story = begin({});
    story.do(PEOPLE.officer, 'escalate', { text: '请街道协调' });
    const older = story.order.history.map((event) => {
      if (event.type !== 'escalated') return event;
      const { cause: _, ...rest } = event;
      return rest;
    });
    expect(replay(older)).toEqual(replay(story.order.history));
  });
});

describe('escalation after returns', () => {
  const returning = (n: number | null): Story => begin({ escalateAfterReturns: n }, ITEMS.drains);
  const giveBack = (story: Story) => story.dispatch().do(PEOPLE.worker, 'return', BACK);

  it('O53: the second return takes it up, by rule and not by whoever gave it back', () => {
    const story = returning(2);
    giveBack(story);
    expect(types(story)).not.toContain('escalated');
    const { events, effects } = giveBack(story);
    expect(events.map((event) => event.type)).toEqual(['returned', 'escalated']);
    expect(events[1]).toMatchObject({ cause: 'returns', by: { kind: 'system' }, toAreaId: 'street' });
    expect(effects.map((effect) => effect.type === 'notice' && effect.notice)).toEqual([
      'returned',
      'escalated',
    ]);
    expect(story.order).toMatchObject({ status: 'new', returns: 2, levelAreaId: 'street', offer: null });
  });

  it('O53: at the street it is a plain return; off, it always is', () => {
    const story = returning(1);
    giveBack(story);
    expect(giveBack(story).events.map((event) => event.type)).toEqual(['returned']);
    const off = returning(null);
    for (let n = 0; n < 4; n += 1) giveBack(off);
    expect(ups(off.order)).toEqual([]);
    expect(off.order.returns).toBe(4);
  });
});

describe('the share of the time that is left when a clock warns', () => {
  it('C10: is the community’s as it was when the clock started, also after an extension', () => {
    const story = begin({ warnShare: 0.5 }).dispatch();
    expect(story.order.clocks.respond).toMatchObject({ warnAt: story.now + 15 * MINUTE });
    // Boards work out the ordinary warning themselves and are told any other.
    expect(toCardState(story.order)[8]).toBe(story.now + 15 * MINUTE);
    story.settings = { ...story.settings, warnShare: 0.1 };
    story.claim();
    expect(story.order.clocks.respond?.warnAt).toBe(story.now + 15 * MINUTE);
    expect(story.order.clocks.arrive?.warnAt).toBe(story.now + 27 * MINUTE);
    const { startedAt = 0, dueAt = 0 } = story.order.clocks.resolve ?? {};
    story.do(PEOPLE.leader, 'extend', { until: dueAt + HOUR, reason: '等料' });
    story.do(PEOPLE.leader, 'approve', { requestId: story.last.id, approved: true });
    const until = dueAt + HOUR;
    expect(story.order.clocks.resolve?.warnAt).toBe(until - Math.floor((until - startedAt) * 0.1));
  });
});

/** A group four levels below the top, with three levels above its community. */
const DEEP: Area = {
  ...AREAS.grid1,
  _id: 'deep',
  path: '/city/district/street/north/grid1/deep/',
};
const LEVELS_ABOVE = 3;

interface Turn {
  readonly what:
    | 'tick'
    | 'dispatch'
    | 'claim'
    | 'return'
    | 'escalate'
    | 'extend'
    | 'complete'
    | 'reopen'
    | 'sort';
  readonly minutes: number;
  readonly who: number;
}
const turn: fc.Arbitrary<Turn> = fc.record({
  what: fc.constantFrom(
    'tick',
    'tick',
    'tick',
    'dispatch',
    'claim',
    'return',
    'escalate',
    'extend',
    'complete',
    'reopen',
    'sort',
  ),
  minutes: fc.oneof(
    { weight: 5, arbitrary: fc.integer({ min: 0, max: 90 }) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 9 * 24 * 60 }) },
    { weight: 1, arbitrary: fc.integer({ min: -24 * 60, max: 0 }) },
  ),
  who: fc.nat(1),
});
const rules = fc.record({
  escalateAfterMinutes: fc.option(fc.integer({ min: 1, max: 120 })),
  escalateAfterReturns: fc.option(fc.integer({ min: 1, max: 3 })),
  warnShare: fc.double({ min: 0.05, max: 0.5, noNaN: true }),
});
const terms = fc.constantFrom<Item['escalateAfter']>(undefined, null, 'never', 5, 90);

function take(story: Story, { what, who }: Turn): void {
  const officer = who === 0 ? PEOPLE.officer : PEOPLE.leader;
  const worker = who === 0 ? PEOPLE.worker : PEOPLE.volunteer;
  // Paths of these people do not reach the deep tree: the desk's does.
  const desk = { ...officer, areaPaths: ['/city/'] };
  const hand = { ...worker, areaPaths: ['/city/'] };
  const { order } = story;
  const decide = (): ReturnType<Story['decide']> => {
    switch (what) {
      case 'tick':
        return story.decide(SYSTEM, 'tick', {});
      case 'dispatch':
        return story.decide(desk, 'dispatch', { to: { pool: true } }, { target: POOL });
      case 'claim':
        return story.decide(hand, 'claim', {});
      case 'return':
        return story.decide(desk, 'return', BACK);
      case 'escalate':
        return story.decide(desk, 'escalate', { text: '上报' });
      case 'extend':
        return story.decide(desk, 'extend', {
          until: (order.clocks.resolve?.dueAt ?? 0) + HOUR,
          reason: '等料',
        });
      case 'complete':
        return story.decide(desk, 'complete', { text: '好' });
      case 'reopen':
        return story.decide(desk, 'reopen', { reason: '又坏了' });
      case 'sort':
        return story.decide(
          desk,
          'sort',
          { itemId: 'drains' },
          { item: { ...ITEMS.drains, escalateAfter: 30 } },
        );
    }
  };
  const decision = decide();
  if (decision.ok) story.take(decision);
}

describe('whatever happens to an order of a deep tree', () => {
  const holds = (name: string, look: (story: Story, before: Order) => void): void => {
    it(name, () => {
      fc.assert(
        fc.property(fc.array(turn, { minLength: 5, maxLength: 60 }), rules, terms, (turns, by, own) => {
          const story = begin(by, withItem(own), DEEP);
          for (const one of turns) {
            const before = story.order;
            story.after(one.minutes);
            take(story, one);
            look(story, before);
          }
        }),
        { numRuns: 200 },
      );
    });
  };

  holds('O52: one level at a time, never past the top, and the place stays', ({ order }, before) => {
    expect(order.areaPath).toBe(DEEP.path);
    const gone = ups(order);
    expect(gone.length).toBeLessThanOrEqual(LEVELS_ABOVE);
    expect(gone.length - ups(before).length).toBeLessThanOrEqual(1);
    expect(
      gone.map(
        ({ fromAreaId, toAreaId }) =>
          levelAbove({ areaPath: DEEP.path, levelAreaId: fromAreaId }) === toAreaId,
      ),
    ).toEqual(gone.map(() => true));
    expect(order.levelAreaId).toBe(gone.at(-1)?.toAreaId ?? 'north');
  });

  holds('O52: the clock takes an order up once for each breach at most', ({ order }) => {
    const breaches = order.history.filter((event) => event.type === 'clock_breached').length;
    const byClock = ups(order).filter((event) => event.cause === 'clock');
    expect(byClock.length).toBeLessThanOrEqual(breaches);
    for (const event of byClock) expect(event.clocks.some((change) => change.type === 'escalate')).toBe(true);
  });

  holds('O30: the history replays to the same order', ({ order }) => {
    const { rev: _, history, historyCut: __, pending: ___, ...state } = order;
    expect(replay(history)).toEqual(state);
  });

  holds('C24: as many ticks as are due at one instant end, and the next one lies ahead', (story) => {
    for (let n = 0; n < 12 && (nextTickAt(story.order, story.settings) ?? Infinity) <= story.now; n += 1)
      story.tick();
    expect(nextTickAt(story.order, story.settings) ?? Infinity).toBeGreaterThan(story.now);
  });
});
