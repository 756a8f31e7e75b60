import { chineseCalendar } from '../calendar/chinese-days.ts';
import { makeCalendar } from '../calendar/work-calendar.ts';
import { CHINA, MINUTE } from '../calendar/zone.ts';
import type { Instant } from '../ids.ts';
import type { Actor } from '../order/actor.ts';
import { apply } from '../order/apply.ts';
import type { Command, CommandType, Payloads, SubmitPayload } from '../order/commands.ts';
import type { DecisionContext, Found } from '../order/context.ts';
import { decide } from '../order/decide.ts';
import type { Accepted, Decision, Refusal } from '../order/decision.ts';
import type { OrderEvent } from '../order/events.ts';
import type { Order } from '../order/order.ts';
import { DEFAULT_ORDER_SETTINGS, type OrderSettings } from '../order/settings.ts';
import type { Target } from '../order/state.ts';
import { AREAS, PEOPLE, POOL, resident, SYSTEM, toMember } from './community.ts';

/** Monday, 9 in the morning in Shanghai. */
export const T0: Instant = Date.UTC(2026, 8, 21, 1);
export const CALENDAR = makeCalendar(chineseCalendar());

let made = 0;
export const nextId = (): string => {
  made += 1;
  return `id${made}`;
};

export const contextOf = (
  actor: Actor,
  now: Instant,
  found: Found = {},
  settings = DEFAULT_ORDER_SETTINGS,
): DecisionContext => ({
  now,
  actor,
  newId: nextId,
  zone: CHINA,
  calendar: CALENDAR,
  settings,
  found,
});

// A command and its payload share a type parameter that an object literal cannot carry.
export const commandOf = <T extends CommandType>(type: T, payload: Payloads[T], id = nextId()): Command =>
  ({ id, type, payload }) as unknown as Command;

/** One order told step by step: `do` expects what is asked to happen, `refuse` expects it to be refused. */
export class Story {
  now: Instant = T0;
  settings: OrderSettings = DEFAULT_ORDER_SETTINGS;
  private current: Order | null = null;

  get order(): Order {
    if (!this.current) throw new Error('nothing has been submitted');
    return this.current;
  }

  get last(): OrderEvent {
    const last = this.order.history.at(-1);
    if (!last) throw new Error('no events');
    return last;
  }

  get reportId(): string {
    return this.order.reports[0]?._id ?? '';
  }

  get reporter(): Actor {
    return resident(this.reportId);
  }

  after(minutes: number): this {
    this.now += minutes * MINUTE;
    return this;
  }

  decide<T extends CommandType>(actor: Actor, type: T, payload: Payloads[T], found: Found = {}): Decision {
    return decide(this.current, commandOf(type, payload), contextOf(actor, this.now, found, this.settings));
  }

  do<T extends CommandType>(actor: Actor, type: T, payload: Payloads[T], found: Found = {}): Accepted {
    const decision = this.decide(actor, type, payload, found);
    if (!decision.ok) throw new Error(`${type} was refused: ${JSON.stringify(decision)}`);
    this.take(decision);
    return decision;
  }

  /** Goes on with what was decided. */
  take(decision: Accepted): void {
    this.current = { ...apply(this.current, decision).order, pending: [] };
  }

  refuse<T extends CommandType>(actor: Actor, type: T, payload: Payloads[T], found: Found = {}): Refusal {
    const decision = this.decide(actor, type, payload, found);
    if (decision.ok) throw new Error(`${type} was not refused`);
    return decision;
  }

  submit(payload: Partial<SubmitPayload> = {}, found: Found = {}, actor: Actor = resident(null)): this {
    const fresh = {
      orderId: nextId(),
      no: `BM26-${nextId()}`,
      reportId: nextId(),
      trackingHash: nextId(),
      keyHash: nextId(),
    };
    const full = { areaId: AREAS.grid1._id, text: '楼道灯坏了', ...payload };
    this.do(actor, 'submit', full, { area: AREAS.grid1, item: null, fresh, ...found });
    return this;
  }

  dispatch(target: Target = toMember(PEOPLE.worker)): this {
    this.do(PEOPLE.officer, 'dispatch', { to: { pool: true } }, { target });
    return this;
  }

  claim(actor: Actor = PEOPLE.worker): this {
    this.do(actor, 'claim', {});
    return this;
  }

  complete(actor: Actor = PEOPLE.worker): this {
    this.do(actor, 'complete', { text: '换了灯泡' });
    return this;
  }

  tick(): this {
    this.do(SYSTEM, 'tick', {});
    return this;
  }

  rate(score: 1 | 2 | 3 | 4 | 5 = 5, found: Found = {}): Accepted {
    return this.do(
      this.reporter,
      'rate',
      { reportId: this.reportId, speed: score, effect: score, attitude: score },
      found,
    );
  }
}

/** An order that has come as far as the named status. */
export function storyAt(status: Order['status']): Story {
  const story = new Story().submit();
  switch (status) {
    case 'new':
      return story;
    case 'dispatched':
      return story.dispatch();
    case 'handling':
      return story.dispatch().claim();
    case 'done':
      return story.dispatch().claim().complete();
    case 'closed':
      story.dispatch().claim().complete().do(PEOPLE.officer, 'close', {});
      return story;
    case 'declined':
      story.dispatch().do(PEOPLE.officer, 'decline', { text: '不属于社区事务' });
      return story;
    case 'merged': {
      const survivor = new Story().submit().dispatch(POOL).order;
      story.dispatch().do(PEOPLE.officer, 'merge', { intoId: survivor._id }, { survivor });
      return story;
    }
  }
}
