import * as fc from 'fast-check';
import { MINUTE } from '../calendar/zone.ts';
import type { Actor } from '../order/actor.ts';
import { latestUndoable } from '../order/commands/undo.ts';
import type { CommandType, Payloads } from '../order/commands.ts';
import type { Found } from '../order/context.ts';
import type { Order } from '../order/order.ts';
import { isOffered } from '../order/relation.ts';
import { TABLE } from '../order/table.ts';
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
} from './community.ts';
import { commandOf, nextId } from './story.ts';
import { type Commit, Universe } from './universe.ts';

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
const FORWARD = [
  'dispatch',
  'claim',
  'arrive',
  'feedback',
  'extend',
  'approve',
  'complete',
  'rate',
  'callback',
  'reopen',
  'unmerge',
] as const satisfies readonly CommandType[];

/** One thing that somebody tries. `pick` chooses among payloads, `again` sends an earlier command once more. */
export interface Attempt {
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
export const story = fc.array(attempt, { minLength: 5, maxLength: 70, size: 'max' });

export function begin(): { readonly universe: Universe; readonly ids: readonly string[] } {
  const universe = new Universe();
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

/** What is tried, or where the state forbids that, something it allows: otherwise stories would hardly get anywhere. */
function possible(one: Attempt, order: Order): Attempt {
  const answers = TABLE[order.status];
  if (answers[one.type] === 'yes') return one;
  const allowed = FORWARD.filter((type) => answers[type] === 'yes');
  return { ...one, type: allowed[one.who % Math.max(1, allowed.length)] ?? one.type };
}

/** Somebody who may well succeed. */
export function fittingActor({ type, pick }: Attempt, order: Order): Actor {
  const holder = Object.values(PEOPLE).find((one) => one.memberId === order.holder?.memberId);
  switch (type) {
    case 'claim': {
      const offered = Object.values(PEOPLE).filter((one) => isOffered(one, order));
      return offered[pick % Math.max(1, offered.length)] ?? PEOPLE.worker;
    }
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
export function wordsOf(
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
      return { payload: { text: '说明' } };
    case 'escalate':
      return { payload: { text: '说明' }, found: { parentArea: one.pick % 3 === 0 ? null : AREAS.street } };
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
export function tell(
  steps: readonly Attempt[],
  look: (commit: Commit, universe: Universe) => void,
): Universe {
  const { universe, ids } = begin();
  const sent: { actor: Actor; orderId: string; command: ReturnType<typeof commandOf>; found: Found }[] = [];
  const glance = (from: number): void => {
    for (const commit of universe.commits.slice(from)) look(commit, universe);
  };
  glance(0);
  for (const raw of steps) {
    universe.now += raw.minutes * MINUTE;
    const orderId = ids[raw.on] ?? '';
    const order = universe.orders.get(orderId);
    const other = universe.orders.get(ids[raw.other] ?? '');
    if (!order || !other) throw new Error('an order was lost');
    const one = raw.fitting ? possible(raw, order) : raw;
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
