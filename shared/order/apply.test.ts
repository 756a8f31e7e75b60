import { describe, expect, it } from 'vitest';
import { PEOPLE, POOL, toMember } from '../testing/community.ts';
import { commandOf, contextOf, Story, storyAt } from '../testing/story.ts';
import { apply } from './apply.ts';
import { decide } from './decide.ts';
import type { OrderEvent } from './events.ts';
import { evolve, replay } from './evolve.ts';
import { BOUNDS } from './settings.ts';

describe('apply and replay', () => {
  it('O30: replaying the history gives the same order, and nothing gives nothing', () => {
    const { rev, history, historyCut, pending, ...state } = storyAt('closed').order;
    expect([rev, historyCut, pending]).toEqual([history.length, 0, []]);
    expect(replay(history)).toEqual(state);
    expect(replay([])).toBeNull();
  });

  it('O30: a history that does not begin with a submission is none', () => {
    const [, second] = storyAt('dispatched').order.history;
    expect(() => evolve(null, second as OrderEvent)).toThrow(RangeError);
  });

  it('O32: the same order, command and context always decide the same', () => {
    const { order, now } = storyAt('dispatched');
    const command = commandOf('claim', {});
    const context = { ...contextOf(PEOPLE.worker, now), newId: () => 'same' };
    expect(decide(order, command, context)).toEqual(decide(order, command, context));
  });

  it('O32: deciding changes neither the order nor the command', () => {
    const freeze = <T>(value: T): T => {
      if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(freeze);
      return value;
    };
    const story = storyAt('handling');
    const decision = decide(
      freeze(story.order),
      freeze(commandOf('complete', { text: '好了' })),
      contextOf(PEOPLE.worker, story.now),
    );
    expect(decision.ok && apply(story.order, decision).order.status).toBe('done');
  });

  it('S7: past the bound the oldest events are handed out to be kept elsewhere', () => {
    const story = new Story().submit();
    const cut: OrderEvent[] = [];
    let order = story.order;
    for (let n = 0; n < BOUNDS.events + 20; n += 1) {
      const target = n % 2 === 0 ? POOL : toMember(PEOPLE.worker);
      const decision = decide(
        order,
        commandOf('dispatch', { to: { pool: true } }),
        contextOf(PEOPLE.officer, story.now, { target }),
      );
      if (!decision.ok) throw new Error(decision.code);
      const applied = apply(order, decision);
      order = { ...applied.order, pending: [] };
      cut.push(...applied.cut);
    }
    expect(order.history).toHaveLength(BOUNDS.events);
    expect(order.historyCut).toBe(cut.length);
    expect(cut).toHaveLength(21);
    const { rev, history, historyCut, pending, ...state } = order;
    expect([rev, historyCut, pending]).toEqual([521, 21, []]);
    expect(replay([...cut, ...history])).toEqual(state);
  });
});
