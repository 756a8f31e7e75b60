import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { accepted, freshId, startTestCore, type TestCore } from '../testing/core.ts';
import { stopTestDatabase } from '../testing/database.ts';
import { type Loss, loseAnswers } from '../testing/faults.ts';

// Slow is no failure: the engine is started, and lost answers are waited for.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const open: TestCore[] = [];
afterEach(async () => {
  for (const core of open.splice(0).toReversed()) await core.close();
});
afterAll(stopTestDatabase);

/** A core whose database loses what the test asks it to lose. */
async function start() {
  const losses: Loss[] = [];
  const core = await startTestCore({ wrap: (store) => loseAnswers(store, losses) });
  open.push(core);
  const { actor: officer } = await core.makeMember({ roles: ['officer'] });
  const { actor: volunteer } = await core.makeMember({ roles: ['volunteer'] });
  const { order } = await core.submit();
  accepted(await core.send(officer, 'dispatch', order._id, { to: { pool: true } }));
  core.changes.length = 0;
  core.notices.length = 0;
  return { core, losses, officer, volunteer, orderId: order._id };
}

describe('a commit whose outcome is not known', () => {
  test('S19 that was written is found in the order and not written again', async () => {
    const { core, losses, volunteer, orderId } = await start();
    losses.push('answer');
    const outcome = accepted(await core.send(volunteer, 'claim', orderId));
    expect(losses).toEqual([]);
    const stored = await core.store.models.orders.findById(orderId).lean();
    expect(stored).toMatchObject({ rev: 3, status: 'handling', pending: [] });
    expect(stored?.history.map((event) => event.type)).toEqual(['submitted', 'dispatched', 'claimed']);
    expect(outcome.brief).toMatchObject({ rev: 3, status: 'handling' });
    // Boards hear of it now, not when somebody looks.
    expect(core.changes.map((change) => change.order.rev)).toContain(3);
  });

  test('S19 that was not written is decided again', async () => {
    const { core, losses, volunteer, orderId } = await start();
    losses.push('request');
    accepted(await core.send(volunteer, 'claim', orderId));
    const stored = await core.store.models.orders.findById(orderId).lean();
    expect(stored).toMatchObject({ rev: 3, status: 'handling' });
  });

  test('S19 that lost against somebody else meanwhile is refused with the winner’s name', async () => {
    const { core, losses, volunteer, orderId } = await start();
    const { actor: other } = await core.makeMember({ roles: ['volunteer'], name: '快一步' });
    const rival = await core.another();
    open.push(rival);
    losses.push(async () => void accepted(await rival.send(other, 'claim', orderId)));
    expect(await core.send(volunteer, 'claim', orderId)).toMatchObject({
      code: 'already_claimed',
      details: { by: '快一步' },
    });
  });

  test('S19 of a submission makes one order with one number and one receipt', async () => {
    const { core, losses } = await start();
    const command = {
      id: freshId(),
      type: 'submit' as const,
      payload: { areaId: 'grid1', text: '只此一件' },
    };
    const resident = { kind: 'resident', reportId: null } as const;
    losses.push('answer');
    const first = accepted(await core.commands.run(resident, command));
    const again = accepted(await core.commands.run(resident, command));
    expect(again.receipt).toEqual(first.receipt);
    expect(await core.store.models.orders.countDocuments({ title: '只此一件' })).toBe(1);
  });

  test('S19 sent again to another server tells everybody there and finishes what was left to follow', async () => {
    const { core, losses, volunteer, orderId } = await start();
    const command = { id: freshId(), type: 'claim' as const, orderId, payload: {} };
    // The first server wrote the claim and died.
    losses.push('answer', 'dead');
    const dying = core.commands.run(volunteer, command);
    const other = await core.another();
    open.push(other);
    await expect(dying).resolves.toMatchObject({ code: 'unavailable' });
    const answer = accepted(await other.commands.run(volunteer, command));
    expect(answer).toMatchObject({ repeated: true, brief: { rev: 3, status: 'handling' } });
    expect(other.changes.map((change) => change.order.rev)).toEqual([3]);
  });
});
