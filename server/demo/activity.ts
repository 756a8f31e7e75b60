import type { Logger } from 'pino';
import { actorOf, drawItem, inventWords, type Random, SAMPLE, seededRandom } from '../../seed/index.ts';
import type { Actor } from '../../shared/order/actor.ts';
import type { Order } from '../../shared/order/order.ts';
import type { Member, Role } from '../../shared/people/member.ts';
import type { CommandService } from '../parts.ts';
import type { Store } from '../store/connect.ts';

export interface ActivityParts {
  readonly store: Pick<Store, 'models'>;
  readonly commands: CommandService;
  readonly log: Logger;
  readonly newId: () => string;
  readonly now: () => number;
  readonly random?: Random;
}

/** A step now and then, so that a board with nobody at it is still alive without being restless. */
const STEP_MS = { from: 9_000, to: 24_000 };
const MOST_OPEN = 60;

type Step = 'submit' | 'dispatch' | 'claim' | 'arrive' | 'complete' | 'rate';

/** One gentle step of sample people, by ordinary commands; refusals are nobody's fault and are passed over (D3). */
export async function stepOnce(parts: ActivityParts, random: Random): Promise<Step | null> {
  const { models } = parts.store;
  const inCommunity = { communityId: SAMPLE.firstCommunityId };
  const step = random.weighted<Step>([
    ['submit', 26],
    ['dispatch', 22],
    ['claim', 18],
    ['arrive', 12],
    ['complete', 14],
    ['rate', 8],
  ]);
  const run = async (
    actor: Actor,
    type: Step,
    order: Order | null,
    payload: unknown,
  ): Promise<Step | null> => {
    const outcome = await parts.commands.run(actor, {
      id: `sample-${parts.newId()}`,
      type,
      payload,
      ...(order ? { orderId: order._id } : {}),
    });
    return outcome.ok ? step : null;
  };
  const someOrder = async (filter: Record<string, unknown>): Promise<Order | undefined> => {
    const found = await models.orders
      .find({ ...inCommunity, ...filter })
      .sort({ createdAt: 1 })
      .limit(20)
      .lean<Order[]>();
    return random.maybe(found);
  };
  const someMember = async (role: Role, order?: Order): Promise<Member | undefined> => {
    const home = `/${SAMPLE.streetId}/${SAMPLE.firstCommunityId}/`;
    const found = await models.members.find({ roles: role, active: true }).lean<Member[]>();
    const local = found.filter((one) => one.areaPaths.some((path) => path.startsWith(home)));
    return random.maybe(
      order ? local.filter((one) => one.areaPaths.some((path) => order.areaPath.startsWith(path))) : local,
    );
  };

  switch (step) {
    case 'submit': {
      if ((await models.orders.countDocuments({ ...inCommunity, status: 'new' })) > MOST_OPEN) return null;
      const items = await models.items.find({ active: true, urgent: false }).lean();
      const grids = await models.areas.find({ parentId: SAMPLE.firstCommunityId, level: 'grid' }).lean();
      const item = drawItem(random, items);
      const { address, kind, text } = inventWords(random, item);
      const areaId = random.maybe(grids)?._id ?? SAMPLE.firstCommunityId;
      return await run({ kind: 'resident', reportId: null }, 'submit', null, {
        areaId,
        text,
        kind,
        address,
        itemId: item._id,
        channel: random.pick(['qr', 'web']),
      });
    }
    case 'dispatch': {
      const [order, officer] = [await someOrder({ status: 'new' }), await someMember('officer')];
      const worker = order ? await someMember('worker', order) : undefined;
      if (!order || !officer) return null;
      const to = worker && random.chance(0.6) ? { memberId: worker._id } : { pool: true };
      return await run(actorOf(officer), 'dispatch', order, { to });
    }
    case 'claim': {
      const order = await someOrder({ status: 'dispatched', 'offer.to.kind': { $in: ['member', 'pool'] } });
      if (!order) return null;
      const to = order.offer?.to;
      const who =
        to?.kind === 'member'
          ? await models.members.findById(to.memberId).lean<Member>()
          : await someMember('volunteer', order);
      return who ? await run(actorOf(who), 'claim', order, {}) : null;
    }
    case 'arrive':
    case 'complete': {
      const order = await someOrder({
        status: 'handling',
        ...(step === 'arrive' ? { arrivedAt: null } : {}),
      });
      const holder = order?.holder
        ? await models.members.findById(order.holder.memberId).lean<Member>()
        : null;
      if (!order || !holder) return null;
      const item = order.itemId === null ? null : await models.items.findById(order.itemId).lean();
      const done = item ? inventWords(random, item).done : null;
      return await run(actorOf(holder), step, order, step === 'arrive' ? {} : { text: done ?? '已办好' });
    }
    case 'rate': {
      const order = await someOrder({ status: 'done', doneAt: { $lt: parts.now() - 60_000 } });
      const report = order?.reports.find((one) =>
        one.ratings.every((rating) => rating.round !== order.round),
      );
      if (!order || !report) return null;
      const score = (): number =>
        random.weighted([
          [5, 5],
          [4, 4],
          [3, 2],
          [2, 1],
        ]);
      const payload = { reportId: report._id, speed: score(), effect: score(), attitude: score() };
      return await run({ kind: 'resident', reportId: report._id }, 'rate', order, payload);
    }
  }
}

/** Steps until it is stopped; a database that is away only makes it wait. */
export function startActivity(parts: ActivityParts): { stop: () => Promise<void> } {
  const random = parts.random ?? seededRandom(Math.floor(parts.now() / 1000));
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<unknown> = Promise.resolve();
  const schedule = (): void => {
    if (stopped) return;
    timer = setTimeout(
      () => {
        running = stepOnce(parts, random)
          .catch((error: unknown) => parts.log.warn({ err: error }, 'a step of the sample activity failed'))
          .finally(schedule);
      },
      random.int(STEP_MS.from, STEP_MS.to),
    );
    timer.unref();
  };
  schedule();
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
