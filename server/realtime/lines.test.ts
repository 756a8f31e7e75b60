import { io } from 'socket.io-client';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ReportProgress } from '../../shared/protocol/dto.ts';
import { startTestApp, type TestApp } from '../testing/app.ts';
import { accepted, freshId } from '../testing/core.ts';
import { stopTestDatabase } from '../testing/database.ts';
import { type Line, openLine, until } from '../testing/live.ts';
import { AREAS } from '../testing/world.ts';

let app: TestApp;
const ends: (() => void)[] = [];
beforeEach(async () => {
  app = await startTestApp();
});
afterEach(async () => {
  for (const end of ends.splice(0)) end();
  await app.close();
});
afterAll(stopTestDatabase);

const open = (cookie: string): Line => {
  const line = openLine(app, cookie);
  ends.push(line.hangUp);
  return line;
};
async function member(of: Parameters<TestApp['makeMember']>[0]) {
  const made = await app.makeMember(of);
  const line = open(await app.cookieOf(made));
  await line.hello();
  return { member: made, line };
}
const submit = async () =>
  accepted(
    await app.commands.run(
      { kind: 'resident', reportId: null },
      app.command('submit', undefined, { areaId: 'grid1', text: '楼道灯不亮' }),
    ),
  );

describe('commands over a line', () => {
  test('S4 a command that is sent again is answered as the first time and does nothing more', async () => {
    const { order } = await submit();
    const { line } = await member({ roles: ['officer'] });
    const id = freshId();
    const first = await line.command('dispatch', order._id, { to: { pool: true } }, id);
    const again = await line.command('dispatch', order._id, { to: { pool: true } }, id);
    expect(first).toMatchObject({ ok: true, order: { status: 'dispatched' } });
    expect(again).toEqual(first);
    const stored = await app.store.models.orders.findById(order._id).lean();
    expect(stored?.history.filter((event) => event.type === 'dispatched')).toHaveLength(1);
  });

  test('S2 of many who claim in the same moment one has it, and the others are told who', async () => {
    const { order } = await submit();
    const { line: desk } = await member({ roles: ['officer'] });
    expect((await desk.command('dispatch', order._id, { to: { pool: true } })).ok).toBe(true);
    const people = await Promise.all(Array.from({ length: 12 }, () => member({ roles: ['volunteer'] })));
    const answers = await Promise.all(people.map(({ line }) => line.command('claim', order._id)));
    const winner = people[answers.findIndex((one) => one.ok)]?.member.name;
    expect(answers.filter((one) => one.ok)).toHaveLength(1);
    for (const one of answers)
      if (!one.ok) expect(one).toMatchObject({ code: 'already_claimed', details: { by: winner } });
    // Everybody whose list showed it hears that it changed, the losers too.
    for (const { line } of people)
      await until(() => expect(line.changed.some((change) => change.status === 'handling')).toBe(true));
  });

  test('P52 refuses what is malformed, unknown, too frequent or without a session, in the language of the page', async () => {
    const { order } = await submit();
    const { line, member: officer } = await member({ roles: ['officer'] });
    expect(await line.command('explode', order._id)).toMatchObject({ ok: false, code: 'unknown_command' });
    expect(await line.command('dispatch', order._id, { to: 'nowhere' })).toMatchObject({ ok: false });
    expect(await line.command('dispatch', order._id, { to: { pool: true } }, 'x')).toMatchObject({
      ok: false,
      code: 'bad_request',
    });
    await app.store.models.sessions.deleteMany({ memberId: officer._id });
    app.clock.now += 6_000;
    const answer = await line.command('dispatch', order._id, { to: { pool: true } });
    expect(answer).toMatchObject({ ok: false, code: 'session_expired' });
    expect(answer.ok ? '' : answer.message).toMatch(/\p{Script=Han}/u);
  });

  test('P54 who is not concerned hears nothing of an order', async () => {
    const { line: desk } = await member({ roles: ['officer'] });
    const { line: offered } = await member({ roles: ['volunteer'] });
    const [{ line: officer }, { line: volunteer }] = [
      await member({ roles: ['officer'], areas: [AREAS.south] }),
      await member({ roles: ['volunteer'], areas: [AREAS.south] }),
    ];
    const { order } = await submit();
    await until(() => expect(desk.notices.map((notice) => notice.type)).toContain('new_request'));
    expect((await desk.command('dispatch', order._id, { to: { pool: true } })).ok).toBe(true);
    await until(() => expect(offered.changed.map((change) => change.orderId)).toContain(order._id));
    for (const elsewhere of [officer, volunteer])
      expect([elsewhere.changed, elsewhere.notices]).toEqual([[], []]);
  });
});

describe('the residents’ line', () => {
  const follow = (trackingCode: string) => {
    const socket = io(`${app.url}/public`, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      auth: { trackingCode },
      extraHeaders: { Origin: app.url },
    });
    ends.push(() => socket.disconnect());
    const heard: ReportProgress[] = [];
    const refused: string[] = [];
    socket.on('progress', (progress: ReportProgress) => heard.push(progress));
    socket.on('connect_error', (error) => refused.push(error.message));
    return { socket, heard, refused };
  };

  test('P53 hears the progress of its own order and of no other', async () => {
    const [mine, other] = [await submit(), await submit()];
    const { socket, heard } = follow(mine.receipt?.trackingCode ?? '');
    await until(() => expect(socket.connected).toBe(true));
    const { line } = await member({ roles: ['officer'] });
    await line.command('dispatch', other.order._id, { to: { pool: true } });
    await line.command('dispatch', mine.order._id, { to: { pool: true } });
    await until(() => expect(heard.length).toBeGreaterThan(0));
    expect(heard.map((progress) => progress.orderNo)).toEqual(heard.map(() => mine.order.no));
  });

  test('P53 a wrong code leads nowhere, and guessing is stopped', async () => {
    const first = follow('AAAA-AAAA-AAAA');
    await until(() => expect(first.refused).toEqual(['not_found']));
    const guesses = Array.from({ length: 60 }, (_, i) => follow(`BBBB-BBBB-${String(i).padStart(4, '0')}`));
    await until(() => expect(guesses.every((one) => one.refused.length > 0)).toBe(true));
    const { receipt } = await submit();
    const late = follow(receipt?.trackingCode ?? '');
    await until(() => expect(late.refused).toEqual(['rate_limited']));
  });
});
