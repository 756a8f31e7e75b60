import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MINUTE } from '../calendar/zone.ts';
import { isRunning, isStage } from '../clocks/clock.ts';
import { begin, fittingActor, story, tell, wordsOf } from '../testing/attempts.ts';
import { PEOPLE } from '../testing/community.ts';
import { commandOf } from '../testing/story.ts';
import type { Commit, Universe } from '../testing/universe.ts';
import { toCard, toCardState } from './card.ts';
import type { OrderEventType } from './events.ts';
import { replay } from './evolve.ts';
import { type Order, STATUSES } from './order.ts';
import { toOwnReport, toProgress } from './progress.ts';
import { DEFAULT_ORDER_SETTINGS } from './settings.ts';
import { isOpen } from './table.ts';

// Complete by type: a new kind of event does not compile until it is named here, and then has to happen.
const EVENT_TYPES = Object.keys({
  submitted: 0,
  dispatched: 0,
  claimed: 0,
  arrived: 0,
  fed_back: 0,
  completed: 0,
  returned: 0,
  declined: 0,
  escalated: 0,
  extension_asked: 0,
  extension_decided: 0,
  urged: 0,
  merged_into: 0,
  adopted: 0,
  unmerged: 0,
  gave_up: 0,
  adopted_rated: 0,
  sorted: 0,
  released: 0,
  reopened: 0,
  rated: 0,
  closed: 0,
  undone: 0,
  clock_warned: 0,
  clock_breached: 0,
} satisfies { [type in OrderEventType]: 0 });

const withEvent = (order: Order, type: OrderEventType): boolean =>
  order.history.some((event) => event.type === type);

describe('whatever people do, in whatever order', () => {
  const holds = (
    name: string,
    look: (commit: Commit, universe: Universe) => void,
    end?: (universe: Universe) => void,
  ): void => {
    it(name, () => {
      fc.assert(
        fc.property(story, (steps) => {
          const universe = tell(steps, look);
          end?.(universe);
        }),
        { numRuns: 150 },
      );
    });
  };

  holds(
    'O32: an order has one holder exactly while it is handled, and one who was offered it',
    ({ after }) => {
      const held = after.holder !== null;
      if (after.status === 'handling') expect(held).toBe(true);
      if (after.status === 'new' || after.status === 'dispatched' || after.status === 'declined')
        expect(held).toBe(false);
      if (held) {
        const claims = after.history.filter((event) => event.type === 'claimed');
        expect(claims.some((event) => event.holder.memberId === after.holder?.memberId)).toBe(true);
      }
    },
  );

  holds('O33: an order is done only from the hands of its holder', ({ before, after, events }) => {
    if (after.status !== 'done' || before?.status === 'done') return;
    expect(before?.status).toBe('handling');
    expect(events.some((event) => event.type === 'completed')).toBe(true);
  });

  holds('O33: an order is closed only when it is done', ({ before, after }) => {
    if (after.status === 'closed' && before?.status !== 'closed') expect(before?.status).toBe('done');
  });

  holds('O30: the history replays to the same order', ({ after }) => {
    const { rev, history, historyCut, pending } = after;
    expect(after).toEqual({ ...replay(history), rev, history, historyCut, pending });
  });

  holds('O31: event times never run backwards, whatever the clock does', ({ after }) => {
    const times = after.history.map((event) => event.at);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });

  holds(
    'O34: every commit counts one, names its command and has ids of its own',
    ({ before, after, command, events }) => {
      expect(after.rev).toBe((before?.rev ?? 0) + 1);
      expect(events.every((event) => event.commandId === command.id)).toBe(true);
      const ids = [...after.history, ...after.pending].map((one) => one.id);
      expect(new Set(ids).size).toBe(ids.length);
    },
  );

  const AFTERWARDS: { readonly [status: string]: readonly OrderEventType[] } = {
    closed: ['rated', 'adopted_rated', 'gave_up', 'reopened'],
    declined: ['adopted_rated', 'gave_up', 'reopened'],
    merged: ['rated', 'unmerged'],
  };
  holds('O35: once it has ended, only rating, reopening and splitting follow', ({ before, events }) => {
    const allowed = before && AFTERWARDS[before.status];
    if (!allowed) return;
    const [first] = events;
    if (first) expect(allowed).toContain(first.type);
  });

  holds(
    'O36: clocks run only while somebody has to act, and a recorded breach stays for the round',
    ({ before, after }) => {
      const clocks = Object.values(after.clocks);
      if (!isOpen(after.status)) expect(clocks.some(isRunning)).toBe(false);
      if (!after.urgent) expect(clocks.some((clock) => isStage(clock.name) && isRunning(clock))).toBe(false);
      for (const clock of Object.values(before?.clocks ?? {})) {
        const now = clocks.find((one) => one.name === clock.name);
        expect(now).toBeDefined();
        if (clock.breachedAt === undefined || !now) continue;
        expect(
          now.breachedAt !== undefined || (now.earlierBreaches ?? 0) > (clock.earlierBreaches ?? 0),
        ).toBe(true);
      }
    },
  );

  holds('O36: a warning and a breach are recorded once in a round', ({ after }) => {
    const rounds = after.history.reduce<string[][]>(
      (found, event) => {
        if (event.type === 'reopened' || event.type === 'extension_decided' || event.type === 'sorted')
          found.push([]);
        if (event.type === 'clock_warned' || event.type === 'clock_breached')
          found.at(-1)?.push(`${event.type} ${event.clock}`);
        return found;
      },
      [[]],
    );
    for (const round of rounds) expect(new Set(round).size).toBe(round.length);
  });

  holds(
    'R1: a report is rated once in a round, and only when the work is done',
    ({ after, events, before }, universe) => {
      for (const { ratings } of after.reports) {
        const rounds = ratings.map((one) => one.round);
        expect(new Set(rounds).size).toBe(rounds.length);
      }
      if (!before || !events.some((event) => event.type === 'rated')) return;
      if (before.status === 'merged')
        expect(withEvent(universe.survivorOf(before) ?? before, 'completed')).toBe(true);
      else expect(['done', 'closed']).toContain(before.status);
    },
  );

  holds('R6: the present round of an open order has no ratings yet', ({ after }) => {
    if (!isOpen(after.status)) return;
    for (const { ratings } of after.reports)
      expect(ratings.every((one) => one.round < after.round)).toBe(true);
  });

  holds(
    'O23: every report is reached, through one merge at most, and both sides of it agree',
    () => undefined,
    (universe) => {
      for (const order of universe.all) {
        expect(order.reports.length).toBeGreaterThan(0);
        expect(order.pending).toEqual([]);
        const survivor = universe.survivorOf(order);
        expect(order.status === 'merged').toBe(order.mergedInto !== null);
        if (order.mergedInto !== null) {
          expect(survivor?.mergedInto).toBeNull();
          const adoption = survivor?.adopted.find((one) => one.orderId === order._id);
          expect(adoption?.reportIds).toEqual(order.reports.map((report) => report._id));
        }
        for (const { orderId } of order.adopted)
          expect(universe.orders.get(orderId)?.mergedInto).toBe(order._id);
      }
    },
  );

  holds(
    'R2: every rating that is on a report is counted once, and no other',
    () => undefined,
    (universe) => {
      const kept = universe.all.flatMap((order) =>
        order.reports.flatMap((report) => report.ratings.map((one) => `${report._id} ${one.round}`)),
      );
      const counted = universe.ratings.map((one) => `${one.reportId} ${one.round}`);
      expect(counted.sort()).toEqual(kept.sort());
    },
  );

  it('O39: such stories come to everything that can happen to an order', () => {
    const happened = new Set<string>();
    const states = new Set<string>();
    for (const steps of fc.sample(story, { seed: 3, numRuns: 400 })) {
      tell(steps, ({ events, after }) => {
        for (const event of events) happened.add(event.type);
        states.add(after.status);
      });
    }
    expect([...states].sort()).toEqual([...STATUSES].sort());
    expect([...happened].sort()).toEqual([...EVENT_TYPES].sort());
  });

  it('O34: a command that is sent again changes nothing', () => {
    fc.assert(
      fc.property(story, (steps) => {
        const { universe, ids } = begin();
        for (const one of steps) {
          universe.now += one.minutes * MINUTE;
          const orderId = ids[one.on] ?? '';
          const order = universe.orders.get(orderId);
          const other = universe.orders.get(ids[one.other] ?? '');
          if (!order || !other || one.type === 'adopt') continue;
          const actor = fittingActor(one, order);
          const { payload, found = {} } = wordsOf(universe, one, order, other);
          const command = commandOf(one.type, payload as never);
          const first = universe.run(actor, orderId, command, found);
          const after = JSON.stringify(universe.all);
          universe.now += one.pick * MINUTE;
          const second = universe.run(actor, orderId, command, found);
          expect(!first.ok || second === first).toBe(true);
          expect(!first.ok || JSON.stringify(universe.all) === after).toBe(true);
          universe.settle(orderId);
        }
      }),
      { numRuns: 100 },
    );
  });

  holds('P10: what the public and the board see never names a member or a number', ({ after }, universe) => {
    const survivor = universe.survivorOf(after);
    const names = { areaName: '一网格' };
    const report = toOwnReport(
      after,
      survivor,
      after.reports[0]?._id ?? '',
      names,
      DEFAULT_ORDER_SETTINGS,
      universe.now,
    );
    const publicWords = JSON.stringify([
      toProgress(after, survivor, names),
      { ...report, text: '' },
      toCard(after),
    ]);
    expect(toCardState(after)).toHaveLength(7);
    expect(publicWords).not.toContain('13800001234');
    for (const { name, memberId } of Object.values(PEOPLE)) {
      expect(publicWords).not.toContain(name);
      expect(publicWords).not.toContain(`"${memberId}"`);
    }
  });
});
