import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { accepted, startTestCore, type TestCore } from '../testing/core.ts';
import { stopTestDatabase } from '../testing/database.ts';

const open: TestCore[] = [];
const start = async (): Promise<TestCore> => {
  const core = await startTestCore();
  open.push(core);
  return core;
};
afterEach(async () => {
  for (const core of open.splice(0).toReversed()) await core.close();
});
afterAll(stopTestDatabase);

const CLAIMERS = 200;

async function pooled(core: TestCore) {
  const { actor: officer } = await core.makeMember({ roles: ['officer'] });
  const { order } = await core.submit();
  accepted(await core.send(officer, 'dispatch', order._id, { to: { pool: true } }));
  const people = await Promise.all(
    Array.from({ length: CLAIMERS }, (_, i) =>
      core.makeMember({ roles: ['volunteer'], name: `志愿者${i}`, id: `vol${i}` }),
    ),
  );
  return { order, people };
}

describe('two hundred claim one order in the same moment', () => {
  test('S2 in one process one wins, and every other is told who', async () => {
    const core = await start();
    const { order, people } = await pooled(core);
    const outcomes = await Promise.all(people.map(({ actor }) => core.send(actor, 'claim', order._id)));
    const won = outcomes.filter((one) => one.ok);
    expect(won).toHaveLength(1);
    const winner = accepted(won[0] ?? outcomes[0] ?? fail()).order.holder;
    for (const one of outcomes)
      if (!one.ok) expect([one.code, one.details?.by]).toEqual(['already_claimed', winner?.name]);
    const stored = await core.store.models.orders.findById(order._id).lean();
    expect(stored?.holder?.memberId).toBe(winner?.memberId);
    expect(stored?.history.filter((event) => event.type === 'claimed')).toHaveLength(1);
    expect(stored?.rev).toBe(3);
  });

  test('S2 over two processes the guarded write decides, and every other is told who', async () => {
    const core = await start();
    const second = await core.another();
    open.push(second);
    const { order, people } = await pooled(core);
    const outcomes = await Promise.all(
      people.map(({ actor }, i) => (i % 2 ? core : second).send(actor, 'claim', order._id)),
    );
    const won = outcomes.filter((one) => one.ok);
    expect(won).toHaveLength(1);
    const winner = accepted(won[0] ?? fail()).order.holder;
    for (const one of outcomes)
      if (!one.ok) expect([one.code, one.details?.by]).toEqual(['already_claimed', winner?.name]);
    const stored = await core.store.models.orders.findById(order._id).lean();
    expect(stored?.history.filter((event) => event.type === 'claimed')).toHaveLength(1);
  });
});

function fail(): never {
  throw new Error('nobody won');
}
