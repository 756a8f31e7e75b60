import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import type { Escalated } from '../../shared/order/events.ts';
import type { OrderSettings } from '../../shared/order/settings.ts';
import { expectAgreement } from '../testing/agreement.ts';
import { accepted, freshId, startTestCore, type TestCore } from '../testing/core.ts';
import { silent, stopTestDatabase } from '../testing/database.ts';
import { AREAS } from '../testing/world.ts';
import { sweepOnce } from './sweeper.ts';

// Slow is no failure: two servers' worth of work goes on at once.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const open: TestCore[] = [];
afterEach(async () => {
  for (const core of open.splice(0).toReversed()) await core.close();
});
afterAll(stopTestDatabase);

const MINUTE = 60_000;

/** A server over a database whose community has these rules. */
async function start(rules: Partial<OrderSettings>): Promise<TestCore> {
  const core = await startTestCore();
  open.push(core);
  const order = Object.fromEntries(Object.entries(rules).map(([key, value]) => [`order.${key}`, value]));
  await core.store.models.settings.updateOne({ _id: 'rules' }, { $set: order }, { upsert: true });
  await core.rules.changed();
  return core;
}
async function another(core: TestCore): Promise<TestCore> {
  const other = await core.another();
  open.push(other);
  return other;
}
const sweep = ({ store, rules, commands, clock }: TestCore) =>
  sweepOnce({ store, rules, commands, now: () => clock.now, newId: freshId, log: silent });
const load = async (core: TestCore, id: string) => {
  const found = await core.store.models.orders.findById(id).lean();
  if (!found) throw new Error('the order is gone');
  return found;
};
const ups = (order: Awaited<ReturnType<typeof load>>): Escalated[] =>
  order.history.filter((event) => event.type === 'escalated');

describe('escalation on the real data layer', () => {
  test('O52 two servers that sweep at once take an order up once and tell of it once', async () => {
    const core = await start({ escalateAfterMinutes: 20 });
    const cores = [core, await another(core)];
    const { actor: officer } = await core.makeMember({ roles: ['officer'] });
    const { actor: worker, member } = await core.makeMember({ roles: ['worker'] });
    const ids: string[] = [];
    for (let i = 0; i < 12; i += 1) {
      const { order } = await core.submit({ itemId: 'lift', text: `电梯困人${i}` });
      if (i % 2 === 0) {
        accepted(await core.send(officer, 'dispatch', order._id, { to: { memberId: worker.memberId } }));
        accepted(await core.send(worker, 'claim', order._id));
        accepted(await core.send(worker, 'arrive', order._id));
      }
      ids.push(order._id);
    }
    for (const minutes of [31, 20, 20]) {
      core.clock.now += minutes * MINUTE;
      for (const one of cores) one.clock.now = core.clock.now;
      await Promise.all(cores.flatMap((one) => [sweep(one), sweep(one)]));
    }
    const orders = (await expectAgreement(core.store)).filter((order) => ids.includes(order._id));
    expect(orders).toHaveLength(12);
    for (const order of orders) {
      const [up, ...more] = order.history.filter((event) => event.type === 'escalated');
      expect(more).toEqual([]);
      expect(up).toMatchObject({ cause: 'clock', by: { kind: 'system', job: 'clock' }, toAreaId: 'street' });
      expect(order).toMatchObject({
        levelAreaId: 'street',
        areaPath: AREAS.grid1.path,
        status: 'new',
        holder: null,
      });
    }
    const told = cores.flatMap((one) => one.notices).filter(({ notice }) => notice.type === 'escalated');
    expect(new Set(told.map(({ notice }) => notice.id)).size).toBe(told.length);
    // The desks of both levels for each, and whoever held it.
    expect(told.filter(({ to }) => 'officers' in to)).toHaveLength(12);
    expect(told.filter(({ to }) => Array.isArray(to) && to.includes(member._id))).toHaveLength(6);
    // At the street there is nothing left to ask for.
    const left = await core.store.models.orders
      .find({ _id: { $in: ids }, nextTickAt: { $lte: core.clock.now } })
      .lean();
    expect(left).toEqual([]);
  });

  test('O52 a server that was away takes it up once it is back, and started again not a second time', async () => {
    const core = await start({ escalateAfterMinutes: 60 });
    const { order } = await core.submit({ itemId: 'lift' });
    core.clock.now += 9 * 60 * MINUTE;
    await sweep(core);
    const later = await another(core);
    later.clock.now = core.clock.now + MINUTE;
    await sweep(later);
    const types = (await load(later, order._id)).history.map((event) => event.type);
    expect(types.filter((type) => type === 'escalated')).toHaveLength(1);
    expect(types.indexOf('clock_breached')).toBeLessThan(types.indexOf('escalated'));
    await expectAgreement(core.store);
  });

  test('O51 an item’s own terms hold, and orders from before the rule stay where they are', async () => {
    const core = await start({});
    const { order: older } = await core.submit({ itemId: 'lift' });
    await core.store.models.settings.updateOne(
      { _id: 'rules' },
      { $set: { 'order.escalateAfterMinutes': 10 } },
    );
    await core.rules.changed();
    await core.store.models.items.updateOne({ _id: 'lift' }, { $set: { escalateAfter: 'never' } });
    const { order: never } = await core.submit({ itemId: 'lift' });
    await core.store.models.items.updateOne({ _id: 'lift' }, { $set: { escalateAfter: 100 } });
    const { order: own } = await core.submit({ itemId: 'lift' });
    await core.store.models.items.updateOne({ _id: 'lift' }, { $set: { escalateAfter: null } });
    const { order: usual } = await core.submit({ itemId: 'lift' });
    const levels = async () =>
      Promise.all([older, never, own, usual].map(async ({ _id }) => (await load(core, _id)).levelAreaId));
    for (const [minutes, expected] of [
      [45, ['north', 'north', 'north', 'street']],
      [90, ['north', 'north', 'street', 'street']],
    ] as const) {
      core.clock.now += minutes * MINUTE;
      await sweep(core);
      await sweep(core);
      expect(await levels()).toEqual(expected);
    }
    await expectAgreement(core.store);
  });

  test('O53 the second return takes it up, sent twice or not', async () => {
    const core = await start({ escalateAfterReturns: 2 });
    const { actor: officer } = await core.makeMember({ roles: ['officer'] });
    const { actor: worker } = await core.makeMember({ roles: ['worker'] });
    const { order } = await core.submit();
    for (const n of [1, 2]) {
      accepted(await core.send(officer, 'dispatch', order._id, { to: { memberId: worker.memberId } }));
      const back = {
        id: freshId(),
        type: 'return',
        orderId: order._id,
        payload: { reason: 'not_my_area', text: '不在辖区' },
      } as const;
      accepted(await core.commands.run(worker, back));
      expect(accepted(await core.commands.run(worker, back)).repeated).toBe(true);
      expect((await load(core, order._id)).levelAreaId).toBe(n === 1 ? 'north' : 'street');
    }
    expect(ups(await load(core, order._id)).map((event) => event.cause)).toEqual(['returns']);
    await expectAgreement(core.store);
  });
});
