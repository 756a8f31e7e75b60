import { describe, expect, it } from 'vitest';
import { EFFECT, PEOPLE, resident, SYSTEM, toMember } from '../testing/community.ts';
import { Story, storyAt } from '../testing/story.ts';
import type { Actor } from './actor.ts';
import { type CommandType, INNER_COMMANDS, type Payloads, WIRE_COMMANDS } from './commands.ts';
import type { Found } from './context.ts';
import type { Order } from './order.ts';
import { STATUSES } from './state.ts';
import { TABLE } from './table.ts';

const COMMANDS: readonly CommandType[] = [...WIRE_COMMANDS, ...INNER_COMMANDS];
const SCORES = { speed: 4, effect: 4, attitude: 4 } as const;

/** Someone who may, and what they would say. */
const ATTEMPTS: {
  readonly [T in CommandType]: (order: Order) => { actor: Actor; payload: Payloads[T]; found?: Found };
} = {
  submit: () => ({ actor: resident(null), payload: { areaId: 'grid1', text: '又坏了' } }),
  dispatch: () => ({
    actor: PEOPLE.officer,
    payload: { to: { memberId: PEOPLE.neighbour.memberId } },
    found: { target: toMember(PEOPLE.neighbour) },
  }),
  claim: () => ({ actor: PEOPLE.worker, payload: {} }),
  arrive: () => ({ actor: PEOPLE.worker, payload: {} }),
  feedback: () => ({ actor: PEOPLE.officer, payload: { text: '已联系' } }),
  complete: () => ({ actor: PEOPLE.officer, payload: { text: '修好了' } }),
  return: () => ({ actor: PEOPLE.officer, payload: { reason: 'other', text: '改派' } }),
  decline: () => ({ actor: PEOPLE.officer, payload: { text: '不受理' } }),
  escalate: () => ({ actor: PEOPLE.officer, payload: { text: '上报' } }),
  extend: (order) => ({
    actor: PEOPLE.officer,
    payload: { until: (order.clocks.resolve?.dueAt ?? 0) + 60_000, reason: '等配件' },
  }),
  approve: () => ({ actor: PEOPLE.leader, payload: { requestId: 'none', approved: true } }),
  urge: () => ({ actor: PEOPLE.officer, payload: {} }),
  merge: () => ({
    actor: PEOPLE.officer,
    payload: { intoId: 'other' },
    found: { survivor: new Story().submit().order },
  }),
  unmerge: () => ({ actor: PEOPLE.officer, payload: {} }),
  reopen: () => ({ actor: PEOPLE.officer, payload: { reason: '没解决' } }),
  close: () => ({ actor: PEOPLE.officer, payload: {} }),
  undo: () => ({ actor: PEOPLE.officer, payload: { eventId: 'none' } }),
  release: () => ({ actor: PEOPLE.officer, payload: { reason: '换人' } }),
  sort: () => ({ actor: PEOPLE.officer, payload: { address: '3栋' } }),
  callback: (order) => ({
    actor: PEOPLE.leader,
    payload: { reportId: order.reports[0]?._id ?? '', ...SCORES },
    found: { survivor: storyAt('done').order },
  }),
  rate: (order) => ({
    actor: resident(order.reports[0]?._id ?? ''),
    payload: { reportId: order.reports[0]?._id ?? '', ...SCORES },
    found: { survivor: storyAt('done').order },
  }),
  adopt: () => ({ actor: EFFECT, payload: { orderId: 'other', no: 'BM26-0', reportIds: ['r'] } }),
  give_up: () => ({ actor: EFFECT, payload: { orderId: 'other' } }),
  note_rated: () => ({ actor: EFFECT, payload: { reportId: 'r', round: 1 } }),
  tick: () => ({ actor: SYSTEM, payload: {} }),
};

/** Allowed by the state, refused by the verb for reasons of its own. */
const OWN_REASONS: { readonly [type in CommandType]?: string } = {
  approve: 'no_extension_asked',
  undo: 'not_found',
};

describe('every state × every command', () => {
  for (const status of STATUSES) {
    for (const type of COMMANDS) {
      const answer = TABLE[status][type];
      it(`O10: ${type} in ${status} is answered ${answer}`, () => {
        const story = storyAt(status);
        const { order } = story;
        expect(order.status).toBe(status);
        const { actor, payload, found } = ATTEMPTS[type](order);
        const decision = story.decide(actor, type, payload, found);
        const expected = answer === 'yes' ? (OWN_REASONS[type] ?? 'yes') : answer;
        // Nobody has been offered what is new: to a worker it does not exist.
        const hidden = status === 'new' && (type === 'claim' || type === 'arrive');
        expect(decision.ok ? 'yes' : decision.code).toBe(hidden ? 'not_found' : expected);
      });
    }
  }

  it('O10: no command but submit begins an order', () => {
    for (const type of COMMANDS.filter((one) => one !== 'submit')) {
      const { actor, payload, found } = ATTEMPTS[type](storyAt('new').order);
      const decision = new Story().decide(actor, type, payload, found);
      expect(decision).toMatchObject({ ok: false, code: 'not_found' });
    }
  });
});
