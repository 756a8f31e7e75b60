import { DAY, HOUR, MINUTE, minuteOfDay } from '../shared/calendar/zone.ts';
import type { Instant } from '../shared/ids.ts';
import type { Actor } from '../shared/order/actor.ts';
import { apply } from '../shared/order/apply.ts';
import { nextTickAt } from '../shared/order/commands/tick.ts';
import type { Command, CommandOf, CommandType } from '../shared/order/commands.ts';
import type { Found } from '../shared/order/context.ts';
import { decide } from '../shared/order/decide.ts';
import type { RatingEffect } from '../shared/order/effects.ts';
import type { Order } from '../shared/order/order.ts';
import type { Target } from '../shared/order/state.ts';
import type { Member } from '../shared/people/member.ts';
import type { Plan } from './plan.ts';
import { FEEDBACK } from './scenes.ts';
import { paceOf, scoresFor } from './scores.ts';
import { serving, type World, withRole } from './world.ts';

/** One order with what belongs to it in other collections. */
export interface Life {
  readonly order: Order;
  readonly contact: { readonly reportId: string; readonly name: string; readonly phone: string } | null;
  readonly ratings: readonly RatingEffect[];
}

const CLOCK: Actor = { kind: 'system', job: 'clock' };

export const actorOf = (member: Member): Actor => ({
  kind: 'member',
  memberId: member._id,
  name: member.name,
  roles: member.roles,
  areaPaths: member.areaPaths,
  teamIds: member.teamIds,
  departmentId: member.departmentId ?? null,
  active: member.active,
});

/** Lives one planned request from its submission to the present, by the ordinary rules and nothing else. */
export function live(world: World, plan: Plan): Life {
  return new Story(world, plan).tell();
}

/** Thrown into `tell` when the next step would lie in the future: the order stays as it is today. */
class NotYet extends Error {}

class Story {
  private order: Order | null = null;
  private readonly ratings: RatingEffect[] = [];
  private contact: Life['contact'] = null;
  private readonly world: World;
  private readonly plan: Plan;

  constructor(world: World, plan: Plan) {
    this.world = world;
    this.plan = plan;
  }

  tell(): Life {
    try {
      this.submit();
      this.handle();
    } catch (error) {
      if (!(error instanceof NotYet)) throw error;
      this.ticksUntil(this.world.now);
    }
    if (!this.order) throw new RangeError('a plan must not lie in the future');
    return { order: { ...this.order, pending: [] }, contact: this.contact, ratings: this.ratings };
  }

  private submit(): void {
    const { world, plan } = this;
    const area = world.areas.get(plan.areaId);
    const community = world.areas.get(area?.communityId ?? '');
    if (!area || !community) throw new RangeError(`unknown area ${plan.areaId}`);
    const { random } = world;
    const reportId = random.id();
    const byStaff = !['qr', 'web'].includes(plan.channel);
    const officer = random.maybe(serving(world, 'officer', area.path));
    const actor: Actor = byStaff && officer ? actorOf(officer) : { kind: 'resident', reportId: null };
    const hasContact = random.chance(0.7);
    if (hasContact) this.contact = { reportId, ...inventContact(world) };
    this.act(
      actor,
      plan.at,
      'submit',
      {
        areaId: area._id,
        text: plan.text,
        kind: plan.kind,
        itemId: plan.item._id,
        address: plan.address,
        channel: plan.channel,
        ...(this.contact ? { contact: { name: this.contact.name, phone: this.contact.phone } } : {}),
      },
      {
        area,
        item: plan.item,
        fresh: {
          orderId: random.id(),
          no: world.nextNo(community, plan.at),
          reportId,
          trackingHash: world.hash(random.id(16)),
          keyHash: world.hash(random.id(22)),
        },
      },
    );
  }

  private handle(): void {
    const { world, plan } = this;
    const { random } = world;
    const officer = this.officer();
    const pace = paceOf(world, plan.item._id, plan.at);
    const urgent = this.now().urgent;

    let at = this.onDuty(plan.at + (urgent ? random.int(2, 12) : random.int(4, 90)) * MINUTE);
    this.until('dispatch', at);
    if (random.chance(0.02)) {
      this.act(officer, at, 'decline', { text: '这件事由市级平台直接受理，已告知联系办法' });
      return;
    }

    let handler = this.dispatch(officer, at);
    // What lies in the open pool was sent to nobody who could give it back.
    if (random.chance(0.04) && !urgent && this.now().offer?.to.kind !== 'pool') {
      at += random.int(10, 60) * MINUTE;
      this.act(actorOf(handler), at, 'return', {
        reason: random.pick(['not_my_area', 'unclear_ownership', 'beyond_ability']),
        text: '不在负责范围，请另派',
      });
      at = this.onDuty(at + random.int(10, 120) * MINUTE);
      handler = this.dispatch(officer, at, 'worker');
    }

    const due = this.now().clocks.resolve?.dueAt ?? plan.at + DAY;
    const doneAt = Math.max(
      plan.at + (due - plan.at) * Math.min(pace, 2.5),
      at + (urgent ? 35 : 25) * MINUTE,
    );
    const step = (share: number): Instant => at + (doneAt - at) * share;
    const claimAt = urgent ? at + random.int(3, 17) * MINUTE : step(0.12 + random.next() * 0.1);
    const arriveAt = urgent ? claimAt + random.int(6, 34) * MINUTE : step(0.4 + random.next() * 0.1);
    const feedAt = urgent ? arriveAt + random.int(4, 26) * MINUTE : step(0.6 + random.next() * 0.15);
    const actor = actorOf(handler);

    this.until('claim', claimAt);
    this.act(actor, claimAt, 'claim', {});
    this.until('arrive', arriveAt);
    this.act(actor, arriveAt, 'arrive', {});
    if (urgent || random.chance(0.7)) this.act(actor, feedAt, 'feedback', { text: random.pick(FEEDBACK) });
    if (pace > 1.2 && random.chance(0.5)) this.urge(feedAt + 10 * MINUTE);
    const finished = Math.max(doneAt, feedAt + 15 * MINUTE);
    this.until('complete', finished);
    this.act(actor, finished, 'complete', { text: plan.done });
    this.rate(handler, finished, pace);
    if (random.chance(0.02)) this.again(handler, finished);
  }

  private again(handler: Member, finished: Instant): void {
    const at = finished + DAY + this.world.random.int(1, 40) * HOUR;
    this.act(this.officer(), at, 'reopen', { reason: '住户来电说又出现了，重新处理' });
    if (this.now().status !== 'handling') return;
    // An urgent order that nobody comes to is released from whoever holds it.
    this.act(actorOf(handler), at + this.world.random.int(8, 25) * MINUTE, 'arrive', {});
    const redone = at + this.world.random.int(4, 30) * HOUR;
    this.act(actorOf(handler), redone, 'complete', { text: `${this.plan.done}，已回访` });
    this.rate(handler, redone, 0.8);
  }

  private rate(handler: Member, finished: Instant, pace: number): void {
    const { random } = this.world;
    const report = this.now().reports[0];
    const rated = random.chance(0.78);
    const at = finished + random.int(20, 60 * 30) * MINUTE;
    if (report && rated) {
      this.until('rate', at);
      const facts = { itemId: this.plan.item._id, handler: handler._id, pace, at };
      this.act({ kind: 'resident', reportId: report._id }, at, 'rate', {
        reportId: report._id,
        ...scoresFor(this.world, facts),
      });
    }
    const doneAt = this.now().doneAt ?? finished;
    this.ticksUntil(Math.min(this.world.now, doneAt + (this.world.settings.closeAfterDays + 1) * DAY));
  }

  private urge(at: Instant): void {
    const report = this.now().reports[0];
    if (report) this.act({ kind: 'resident', reportId: report._id }, at, 'urge', {});
  }

  /** Sends it to whom a good officer would send it, and says who will take it. */
  private dispatch(officer: Actor, at: Instant, only?: 'worker'): Member {
    const { world, plan } = this;
    const path = this.now().areaPath;
    const worker = world.random.maybe(serving(world, 'worker', path));
    const way =
      only ??
      (plan.kind === 'wish'
        ? 'pool'
        : world.random.weighted([
            ['worker', 55],
            ['unit', 28],
            ['pool', 17],
          ]));
    const unit = world.people.departments.find((one) => one.itemIds.includes(plan.item._id));
    const specialist = withRole(world, 'specialist').find((member) => member.departmentId === unit?._id);
    const volunteer = world.random.maybe(
      serving(world, 'volunteer', path).filter((m) => m.areaPaths.every((p) => p.length > 9)),
    );
    if (way === 'unit' && unit && specialist) {
      this.send(
        officer,
        at,
        { departmentId: unit._id },
        { kind: 'department', departmentId: unit._id, name: unit.name },
      );
      return specialist;
    }
    if (way === 'pool' && volunteer) {
      this.send(officer, at, { pool: true }, { kind: 'pool' });
      return volunteer;
    }
    if (!worker) throw new RangeError(`nobody works in ${path}`);
    this.send(
      officer,
      at,
      { memberId: worker._id },
      { kind: 'member', memberId: worker._id, name: worker.name },
    );
    return worker;
  }

  private send(
    officer: Actor,
    at: Instant,
    to: CommandOf<'dispatch'>['payload']['to'],
    target: Target,
  ): void {
    this.act(officer, at, 'dispatch', { to }, { target });
  }

  private officer(): Actor {
    const officer = this.world.random.maybe(serving(this.world, 'officer', this.now().areaPath));
    if (!officer) throw new RangeError('no officer on duty');
    return actorOf(officer);
  }

  /** Ordinary matters wait for the morning: the desk is staffed from 7 to 22. */
  private onDuty(at: Instant): Instant {
    if (this.now().urgent) return at;
    const minute = minuteOfDay(at, this.world.zone);
    const open = 7 * 60;
    if (minute >= open && minute < 22 * 60) return at;
    const wait = minute < open ? open - minute : open + 24 * 60 - minute;
    return at + (wait + this.world.random.int(0, 40)) * MINUTE;
  }

  private until(step: NonNullable<Plan['stopBefore']>, at: Instant): void {
    if (at > this.world.now || this.plan.stopBefore === step) throw new NotYet();
  }

  private now(): Order {
    if (!this.order) throw new RangeError('nothing has been submitted');
    return this.order;
  }

  /** Warnings, breaches and closings that the sweeper would have recorded on the way. */
  private ticksUntil(at: Instant): void {
    for (let due = this.nextTick(); due !== null && due <= at; due = this.nextTick()) {
      const before = this.order?.rev;
      this.run(CLOCK, due, 'tick', {});
      if (this.order?.rev === before) return;
    }
  }

  private nextTick(): Instant | null {
    return this.order ? nextTickAt(this.order, this.world.settings) : null;
  }

  private act<T extends CommandType>(
    actor: Actor,
    at: Instant,
    type: T,
    payload: CommandOf<T>['payload'],
    found: Found = {},
  ): void {
    if (at > this.world.now) throw new NotYet();
    if (this.order) this.ticksUntil(at);
    this.run(actor, at, type, payload, found);
  }

  private run<T extends CommandType>(
    actor: Actor,
    at: Instant,
    type: T,
    payload: CommandOf<T>['payload'],
    found: Found = {},
  ): void {
    const { random, zone, calendar, settings } = this.world;
    const command = { id: random.id(), type, payload } as unknown as Command;
    const decision = decide(this.order, command, {
      now: Math.round(at),
      actor,
      newId: () => random.id(10),
      zone,
      calendar,
      settings,
      found,
    });
    if (!decision.ok) throw new Error(`the sample's ${type} was refused: ${JSON.stringify(decision)}`);
    for (const effect of decision.effects) if (effect.type === 'rating') this.ratings.push(effect);
    this.order = { ...apply(this.order, decision).order, pending: [] };
  }
}

const SURNAMES = ['梁', '郑', '高', '秦', '许', '邵', '薛', '戴', '范', '彭', '潘', '田'] as const;

/** Numbers of the 1380000 range are not in use by anybody we could name. */
function inventContact(world: World): { name: string; phone: string } {
  const { random } = world;
  const title = random.pick(['女士', '先生', '大爷', '阿姨']);
  return {
    name: `${random.pick(SURNAMES)}${title}`,
    phone: `1380000${String(random.int(0, 9999)).padStart(4, '0')}`,
  };
}
