import { describe, expect, it } from 'vitest';
import { ITEMS, PEOPLE, POOL } from '../testing/community.ts';
import { Story, storyAt } from '../testing/story.ts';
import { nextTickAt } from './commands/tick.ts';

const urgent = (): Story => new Story().submit({ itemId: 'lift' }, { item: ITEMS.lift });
const types = (story: Story): string[] => story.order.history.map((event) => event.type);

describe('tick', () => {
  it('O38: a warning and a breach are recorded once each, however often the sweeper comes', () => {
    const story = urgent().after(25);
    const { effects } = story.do({ kind: 'system', job: 'clock' }, 'tick', {});
    expect(effects).toMatchObject([{ notice: 'clock_warning', to: { kind: 'officers' } }]);
    story.tick().after(6).tick().tick().after(20).tick();
    expect(types(story)).toEqual(['submitted', 'clock_warned', 'clock_breached']);
    expect(story.order.clocks.respond?.breachedAt).toBeDefined();
  });

  it('O38: a late step records the breach itself, before what it does', () => {
    const story = urgent().dispatch(POOL).after(40);
    const { events, effects } = story.do(PEOPLE.volunteer, 'claim', {});
    expect(events.map((event) => event.type)).toEqual(['clock_breached', 'claimed']);
    expect(events[0]?.by).toEqual({ kind: 'system', job: 'clock' });
    expect(effects).toMatchObject([{ notice: 'clock_breach' }]);
    expect(story.tick().order.history).toHaveLength(4);
  });

  it('O38: the time of the next tick is known, and before it a tick does nothing', () => {
    const story = urgent();
    const next = nextTickAt(story.order, story.settings) ?? 0;
    story.now = next - 1;
    expect(story.do({ kind: 'system', job: 'clock' }, 'tick', {}).events).toEqual([]);
    story.now = next;
    expect(story.do({ kind: 'system', job: 'clock' }, 'tick', {}).events).toHaveLength(1);
    expect(nextTickAt(storyAt('closed').order, story.settings)).toBeNull();
    expect(nextTickAt(storyAt('declined').order, story.settings)).toBeNull();
  });

  it('O27: an urgent claim is released when nobody arrived 15 minutes after the arrive clock was due', () => {
    const story = urgent().dispatch(POOL).claim(PEOPLE.volunteer).after(45);
    story.now -= 1;
    story.tick();
    expect(story.order.holder?.name).toBe('Vivi');
    story.now += 1;
    const { effects } = story.do({ kind: 'system', job: 'lease' }, 'tick', {});
    expect(story.order).toMatchObject({ status: 'dispatched', holder: null, offer: { to: POOL } });
    expect(story.last).toMatchObject({ type: 'released', cause: 'lease' });
    expect(effects.filter((effect) => effect.type === 'notice' && effect.notice === 'released')).toHaveLength(
      3,
    );
    expect(story.refuse(PEOPLE.volunteer, 'complete', { text: '修好了' }).code).toBe('wrong_status');
    expect(story.claim(PEOPLE.second).order.holder?.name).toBe('Vera');
  });

  it('O27: who arrived keeps it, and so does everyone whose order is not urgent', () => {
    const story = urgent().dispatch(POOL).claim(PEOPLE.volunteer).after(20);
    story.do(PEOPLE.volunteer, 'arrive', {});
    expect(story.after(300).tick().order.holder?.name).toBe('Vivi');
    expect(storyAt('handling').after(3000).tick().order.holder?.name).toBe('Wang');
  });

  it('O31: a clock that was set back neither undoes nor repeats anything', () => {
    const story = urgent().after(31).tick();
    const at = story.last.at;
    story.after(-600).tick().dispatch().claim();
    expect(story.order.history.slice(2).every((event) => event.at >= at)).toBe(true);
    expect(types(story)).toEqual(['submitted', 'clock_breached', 'dispatched', 'claimed']);
    expect(story.order.clocks.respond?.breachedAt).toBeDefined();
  });
});
