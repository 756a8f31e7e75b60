import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { SAMPLE, sampleCommunity, seededRandom } from '../../seed/index.ts';
import { stepOnce } from '../demo/activity.ts';
import { expectAgreement } from '../testing/agreement.ts';
import { accepted, freshId, startTestCore, type TestCore } from '../testing/core.ts';
import { silent, stopTestDatabase } from '../testing/database.ts';
import { finishOnce } from './finisher.ts';
import { retainOnce } from './retention.ts';
import { sweepOnce } from './sweeper.ts';

// Slow is no failure: three servers' worth of work goes on at once.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const open: TestCore[] = [];
afterEach(async () => {
  for (const core of open.splice(0).toReversed()) await core.close();
});
afterAll(stopTestDatabase);

const MINUTE = 60_000;

/** Three servers over one database. */
async function three(): Promise<[TestCore, TestCore, TestCore]> {
  const first = await startTestCore();
  open.push(first);
  const others = [await first.another(), await first.another()] as const;
  open.push(...others);
  return [first, ...others];
}
const partsOf = ({ store, rules, commands, clock }: TestCore) => ({
  store,
  rules,
  commands,
  now: () => clock.now,
  newId: freshId,
  log: silent,
});

describe('every job on all servers at once', () => {
  test('S22 a warning, a breach and a release are recorded once and told once', async () => {
    const cores = await three();
    const [core] = cores;
    const { actor: officer } = await core.makeMember({ roles: ['officer'] });
    const { actor: worker } = await core.makeMember({ roles: ['worker'] });
    const ids: string[] = [];
    for (let i = 0; i < 12; i += 1) {
      const { order } = await core.submit({ itemId: 'lift', text: `电梯困人${i}` });
      accepted(await core.send(officer, 'dispatch', order._id, { to: { pool: true } }));
      if (i % 2 === 0) accepted(await core.send(worker, 'claim', order._id));
      ids.push(order._id);
    }
    for (const one of cores) one.notices.length = 0;
    // Past the warnings, past the deadlines, past the lease.
    for (const minutes of [25, 40, 50]) {
      core.clock.now += minutes * MINUTE;
      for (const one of cores) one.clock.now = core.clock.now;
      await Promise.all(cores.flatMap((one) => [sweepOnce(partsOf(one)), sweepOnce(partsOf(one))]));
    }
    const told = cores.flatMap((one) => one.notices.map(({ notice }) => notice.id));
    expect(told.length).toBeGreaterThanOrEqual(ids.length * 2);
    expect(new Set(told).size).toBe(told.length);
    for (const order of await expectAgreement(core.store)) {
      const marks = order.history.flatMap((event) =>
        'clocks' in event
          ? event.clocks
              .filter((change) => change.type === 'warn' || change.type === 'breach')
              .map((change) => `${change.type} ${change.name}`)
          : [],
      );
      expect(marks).toContain('breach respond');
      expect(new Set(marks).size).toBe(marks.length);
    }
    const stored = await core.store.models.orders.find({ _id: { $in: ids } }).lean();
    for (const order of stored)
      expect(order.history.filter((event) => event.type === 'released').length).toBeLessThanOrEqual(1);
    expect(stored.filter((order) => order.history.some((event) => event.type === 'released'))).toHaveLength(
      6,
    );
  });

  test('S22 numbers are given once each, also the first of a year', async () => {
    const cores = await three();
    const orders = await Promise.all(
      Array.from({ length: 90 }, (_, i) => (cores[i % 3] ?? cores[0]).submit({ text: `第${i}件` })),
    );
    const numbers = orders.map(({ order }) => Number(order.no.split('-')[1])).sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 90 }, (_, i) => i + 1));
  });

  test('S22 what a dead server left to follow is done once', async () => {
    const cores = await three();
    const [core] = cores;
    const { actor: officer } = await core.makeMember({ roles: ['officer'] });
    const { actor: worker } = await core.makeMember({ roles: ['worker'] });
    const { order } = await core.submit();
    accepted(await core.send(officer, 'dispatch', order._id, { to: { memberId: worker.memberId } }));
    accepted(await core.send(worker, 'claim', order._id));
    const done = accepted(await core.send(worker, 'complete', order._id, { text: '灯已换好' }));
    const reportId = done.order.reports[0]?._id ?? '';
    const rated = accepted(
      await core.commands.run(
        { kind: 'resident', reportId },
        {
          id: freshId(),
          type: 'rate',
          orderId: order._id,
          payload: { reportId, speed: 5, effect: 4, attitude: 3 },
        },
      ),
    );
    // Put back what was already done: as if the server had died before it could note it.
    const pending = rated.order.pending;
    expect(pending.map((effect) => effect.type)).toContain('rating');
    await core.store.models.orders.updateOne({ _id: order._id }, { $set: { pending } });
    for (const one of cores) one.clock.now += MINUTE;
    await Promise.all(cores.map((one) => finishOnce(partsOf(one))));
    await expectAgreement(core.store);
    expect(await core.store.models.ratings.countDocuments()).toBe(1);
    await Promise.all(cores.map((one) => retainOnce({ ...partsOf(one), rules: one.rules })));
    await expectAgreement(core.store);
  });

  test('S22 sample people who act on every server with the same chance leave sound orders', async () => {
    const cores = await three();
    const [core] = cores;
    const { areas, people, items, categories } = sampleCommunity();
    const { models } = core.store;
    for (const name of ['areas', 'items', 'categories', 'members', 'teams', 'departments'] as const)
      await (models[name] as typeof models.areas).deleteMany({});
    await models.areas.insertMany([...areas]);
    await models.items.insertMany([...items]);
    await models.categories.insertMany([...categories]);
    await models.members.insertMany([...people.members]);
    await models.teams.insertMany([...people.teams]);
    await models.departments.insertMany([...people.departments]);
    const chances = cores.map(() => seededRandom(7));
    for (let step = 0; step < 60; step += 1) {
      for (const one of cores) one.clock.now += 3 * MINUTE;
      await Promise.all(cores.map((one, i) => stepOnce(partsOf(one), chances[i] ?? seededRandom(i))));
    }
    const orders = await expectAgreement(core.store);
    expect(orders.length).toBeGreaterThan(10);
    expect(orders.every((order) => order.communityId === SAMPLE.firstCommunityId)).toBe(true);
  });
});
