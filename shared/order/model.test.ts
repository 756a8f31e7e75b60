import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MINUTE } from '../calendar/zone.ts';
import { isRunning, isStage } from '../clocks/clock.ts';
import {
  AREAS,
  DEPARTMENT,
  EFFECT,
  ITEMS,
  PEOPLE,
  POOL,
  resident,
  SYSTEM,
  TEAM,
  toMember,
} from '../testing/community.ts';
import { commandOf, nextId } from '../testing/story.ts';
import { type Commit, Universe } from '../testing/universe.ts';
import type { Actor } from './actor.ts';
import { toCard, toCardState } from './card.ts';
import { latestUndoable } from './commands/undo.ts';
import type { CommandType, Payloads } from './commands.ts';
import type { Found } from './context.ts';
import type { OrderEventType } from './events.ts';
import { replay } from './evolve.ts';
import { levelAbove } from './level.ts';
import type { Order } from './order.ts';
import { toOwnReport, toProgress } from './progress.ts';
import { DEFAULT_ORDER_SETTINGS, type OrderSettings } from './settings.ts';
import type { OrderState } from './state.ts';
import { isOpen } from './table.ts';

const TARGETS = [
  POOL,
  TEAM,
  DEPARTMENT,
  toMember(PEOPLE.worker),
  toMember(PEOPLE.volunteer),
  toMember(PEOPLE.officer),
];
const EVERYBODY: readonly Actor[] = [...Object.values(PEOPLE), SYSTEM, EFFECT, resident(null)];
const ORDERS = 4;

/** One thing that somebody tries. `pick` chooses among payloads, `again` sends an earlier command once more. */
interface Attempt {
  readonly type: Exclude<CommandType, 'submit'>;
  readonly who: number;
  readonly fitting: boolean;
  readonly on: number;
  readonly other: number;
  readonly pick: number;
  readonly minutes: number;
  readonly stale: boolean;
  readonly settle: number;
  readonly again: boolean;
}

const weighted = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom('dispatch', 'claim', 'complete', 'rate', 'merge', 'undo') },
  {
    weight: 3,
    arbitrary: fc.constantFrom('arrive', 'feedback', 'return', 'release', 'reopen', 'unmerge', 'tick'),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      'decline',
      'escalate',
      'extend',
      'approve',
      'urge',
      'close',
      'sort',
      'callback',
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom('adopt', 'give_up', 'note_rated') },
) satisfies fc.Arbitrary<Attempt['type']>;

const minutes = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 20 }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 12 * 24 * 60 }) },
  { weight: 1, arbitrary: fc.integer({ min: -3 * 24 * 60, max: 0 }) },
);

const attempt: fc.Arbitrary<Attempt> = fc.record({
  type: weighted,
  who: fc.nat(100),
  fitting: fc.integer({ min: 0, max: 4 }).map((n) => n > 0),
  on: fc.nat(ORDERS - 1),
  other: fc.nat(ORDERS - 1),
  pick: fc.nat(20),
  minutes,
  stale: fc.integer({ min: 0, max: 3 }).map((n) => n === 0),
  settle: fc.nat(3),
  again: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
});
const story = fc.array(attempt, { minLength: 5, maxLength: 70 });

/** Communities that let time and returns take orders up, and those that do not. */
const ESCALATING: OrderSettings = {
  ...DEFAULT_ORDER_SETTINGS,
  escalateAfterMinutes: 20,
  escalateAfterReturns: 2,
};
const settings = fc.constantFrom(DEFAULT_ORDER_SETTINGS, ESCALATING);

function begin(by: OrderSettings): { readonly universe: Universe; readonly ids: readonly string[] } {
  const universe = new Universe(by);
  const ids = [ITEMS.lift, ITEMS.lamp, null, ITEMS.drains].map((item, i) =>
    universe.open(
      i === 2 ? PEOPLE.colleague : resident(null),
      {
        areaId: 'grid1',
        text: `第${i}件事，电话13800001234`,
        kind: i === 3 ? 'wish' : 'request',
        ...(item ? { itemId: item._id } : {}),
      },
      { area: i === 3 ? AREAS.north : AREAS.grid1, item },
    ),
  );
  return { universe, ids };
}

/** Somebody who may well succeed. */
function fittingActor({ type, pick }: Attempt, order: Order): Actor {
  const holder = Object.values(PEOPLE).find((one) => one.memberId === order.holder?.memberId);
  switch (type) {
    case 'claim':
      return (
        [PEOPLE.worker, PEOPLE.volunteer, PEOPLE.second, PEOPLE.specialist, PEOPLE.officer][pick % 5] ??
        PEOPLE.worker
      );
    case 'arrive':
    case 'feedback':
    case 'complete':
    case 'release':
    case 'return':
      return holder ?? PEOPLE.worker;
    case 'rate':
      return resident(order.reports[0]?._id ?? null);
    case 'callback':
      return PEOPLE.leader;
    case 'tick':
      return SYSTEM;
    case 'adopt':
    case 'give_up':
    case 'note_rated':
      return EFFECT;
    default:
      return pick % 2 === 0 ? PEOPLE.officer : PEOPLE.leader;
  }
}

/** What is said, and what a server would look up for it. */
function wordsOf(
  universe: Universe,
  one: Attempt,
  order: Order,
  other: Order,
): { payload: Payloads[CommandType]; found?: Found } {
  const reportId = order.reports[0]?._id ?? '';
  const score = ((one.pick % 5) + 1) as 1 | 2 | 3 | 4 | 5;
  switch (one.type) {
    case 'dispatch':
      return {
        payload: { to: { pool: true } },
        found: { target: TARGETS[one.pick % TARGETS.length] ?? null },
      };
    case 'claim':
    case 'arrive':
    case 'unmerge':
    case 'tick':
      return { payload: {} };
    case 'feedback':
    case 'complete':
    case 'decline':
    case 'urge':
    case 'close':
    case 'escalate':
      return { payload: { text: '说明' } };
    case 'return':
      return { payload: { reason: 'not_my_area', text: '不在辖区' } };
    case 'extend':
      return {
        payload: { until: (order.clocks.resolve?.dueAt ?? 0) + (one.pick - 3) * 60 * MINUTE, reason: '等料' },
      };
    case 'approve':
      return { payload: { requestId: order.extension?.eventId ?? 'none', approved: one.pick % 2 === 0 } };
    case 'merge':
      return { payload: { intoId: other._id }, found: { survivor: universe.look(other._id, one.stale) } };
    case 'reopen':
    case 'release':
      return { payload: { reason: '原因' } };
    case 'undo':
      return { payload: { eventId: latestUndoable(order.history)?.id ?? order.history[0]?.id ?? '' } };
    case 'sort': {
      const item = [ITEMS.lift, ITEMS.drains, ITEMS.lamp][one.pick % 3] ?? ITEMS.lamp;
      return { payload: { itemId: item._id, urgent: item.urgent }, found: { item } };
    }
    case 'rate':
    case 'callback':
      return {
        payload: { reportId, speed: score, effect: 4, attitude: 4 },
        found: { survivor: universe.survivorOf(order) },
      };
    case 'adopt':
      // The same word under another id, from a server that finished what another one had finished.
      return {
        payload: { orderId: other._id, no: other.no, reportIds: other.reports.map((one) => one._id) },
      };
    case 'give_up':
      return { payload: { orderId: 'nobody' } };
    case 'note_rated':
      return { payload: { reportId, round: 1 } };
  }
}

/** Tells a story and looks at every commit. */
function tell(
  steps: readonly Attempt[],
  by: OrderSettings,
  look: (commit: Commit, universe: Universe) => void,
): Universe {
  const { universe, ids } = begin(by);
  const sent: { actor: Actor; orderId: string; command: ReturnType<typeof commandOf>; found: Found }[] = [];
  const glance = (from: number): void => {
    for (const commit of universe.commits.slice(from)) look(commit, universe);
  };
  glance(0);
  for (const one of steps) {
    universe.now += one.minutes * MINUTE;
    const orderId = ids[one.on] ?? '';
    const order = universe.orders.get(orderId);
    const other = universe.orders.get(ids[one.other] ?? '');
    if (!order || !other) throw new Error('an order was lost');
    const actor = one.fitting ? fittingActor(one, order) : (EVERYBODY[one.who % EVERYBODY.length] ?? SYSTEM);
    const { payload, found = {} } = wordsOf(universe, one, order, other);
    const repeat = one.again ? sent[one.who % Math.max(1, sent.length)] : undefined;
    const from = universe.commits.length;
    if (one.type !== 'adopt' || other.mergedInto === orderId) {
      const next = repeat ?? {
        actor,
        orderId,
        command: commandOf(one.type, payload as never, nextId()),
        found,
      };
      if (one.type !== 'adopt') sent.push(next);
      universe.run(next.actor, next.orderId, next.command, next.found);
    }
    for (let n = 0; n < one.settle; n += 1) universe.settle(ids[(one.other + n) % ORDERS] ?? '');
    glance(from);
  }
  const from = universe.commits.length;
  universe.settleAll();
  glance(from);
  return universe;
}

const stateOf = ({ rev: _, history: __, historyCut: ___, pending: ____, ...state }: Order): OrderState =>
  state;
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
        fc.property(story, settings, (steps, by) => {
          const universe = tell(steps, by, look);
          end?.(universe);
        }),
        { numRuns: 300 },
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
    expect(replay(after.history)).toEqual(stateOf(after));
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

  holds('O52: one level at a time, never past the street, and nothing else moves', ({ before, after }) => {
    const ups = after.history.filter((event) => event.type === 'escalated');
    expect(after.areaPath).toContain(`/${after.levelAreaId}/`);
    expect(ups.length).toBeLessThanOrEqual(1);
    if (!before || before.levelAreaId === after.levelAreaId) return;
    expect(levelAbove(before)).toBe(after.levelAreaId);
    expect(after).toMatchObject({ areaId: before.areaId, areaPath: before.areaPath, status: 'new' });
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

  it('O34: a command that is sent again changes nothing', () => {
    fc.assert(
      fc.property(story, settings, (steps, by) => {
        const { universe, ids } = begin(by);
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
          if (first.ok) expect(second).toBe(first);
          if (first.ok) expect(JSON.stringify(universe.all)).toBe(after);
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
    // Boards know colleagues by their ids alone: who holds it and who sent it, in the state.
    const publicWords = JSON.stringify([
      toProgress(after, survivor, names),
      { ...report, text: '' },
      toCard(after),
    ]);
    expect(toCardState(after)).toHaveLength(9);
    expect(publicWords).not.toContain('13800001234');
    for (const { name, memberId } of Object.values(PEOPLE)) {
      expect(publicWords).not.toContain(name);
      expect(publicWords).not.toContain(`"${memberId}"`);
    }
  });
});
