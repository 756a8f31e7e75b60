import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CLOSE } from '../../shared/protocol/limits.ts';
import { orderRoom } from '../../shared/protocol/rooms.ts';
import { startTestApp, type TestApp } from '../testing/app.ts';
import { accepted } from '../testing/core.ts';
import { stopTestDatabase } from '../testing/database.ts';
import { type JoinedRoom, joinRoom, type Line, openLine, until } from '../testing/live.ts';
import { hasRedis, startRedis, type TestRedis } from '../testing/redis.ts';

let redis: TestRedis;
let one: TestApp;
let two: TestApp;
const ends: (() => void)[] = [];

const open = async (app: TestApp, member: { readonly _id: string }): Promise<Line & { cookie: string }> => {
  const cookie = await app.cookieOf(member);
  const line = openLine(app, cookie);
  ends.push(line.hangUp);
  await line.hello();
  return { ...line, cookie };
};
const join = async (app: TestApp, room: string, cookie: string): Promise<JoinedRoom> => {
  const joined = joinRoom(app, room, { cookie });
  ends.push(joined.leave);
  await joined.synced();
  return joined;
};
/** An officer of this server with the board open. */
async function desk(app: TestApp) {
  const officer = await app.makeMember({ roles: ['officer'] });
  const line = await open(app, officer);
  return { officer, line, board: await join(app, line.roomOf('north'), line.cookie) };
}
const submit = async (app: TestApp): Promise<string> =>
  accepted(
    await app.commands.run(
      { kind: 'resident', reportId: null },
      app.command('submit', undefined, { areaId: 'grid1', text: '楼道灯不亮' }),
    ),
  ).order._id;

describe.skipIf(!hasRedis)('two servers, one community', () => {
  beforeEach(async () => {
    redis = await startRedis();
    const env = { REDIS_URL: redis.url };
    one = await startTestApp({ env });
    two = await startTestApp({ env, dbName: one.dbName });
  });
  afterEach(async () => {
    for (const end of ends.splice(0)) end();
    await two.close();
    await one.close();
    await redis.close();
  });
  afterAll(stopTestDatabase);

  test('Y31 a change on one server is seen on the boards of the other, and the boards are equal', async () => {
    const [here, there] = [await desk(one), await desk(two)];
    const ids = [await submit(one), await submit(two), await submit(one)];
    for (const { board } of [here, there])
      await until(() => expect(Object.keys(board.statuses()).sort()).toEqual([...ids].sort()));
    expect((await there.line.command('dispatch', ids[0] ?? '', { to: { pool: true } })).ok).toBe(true);
    await until(() => expect(here.board.statuses()[ids[0] ?? '']).toBe('dispatched'));
    expect(here.board.statuses()).toEqual(there.board.statuses());
  });

  test('P67 an order that a page shows is followed from server to server', async () => {
    const [here, there] = [await desk(one), await desk(two)];
    const order = await submit(one);
    await until(async () => expect(await there.line.follow(order)).toMatchObject({ status: 'new' }));
    expect((await here.line.command('dispatch', order, { to: { pool: true } })).ok).toBe(true);
    await until(() => expect(there.line.followed.at(-1)?.status).toBe('dispatched'));
  });

  test('S2 claims on both servers in the same moment have one winner, and everybody learns who', async () => {
    const { line } = await desk(one);
    for (let round = 0; round < 3; round += 1) {
      const order = await submit(one);
      expect((await line.command('dispatch', order, { to: { pool: true } })).ok).toBe(true);
      const people = await Promise.all(
        Array.from({ length: 8 }, async (_, i) => {
          const app = i % 2 === 0 ? one : two;
          const member = await app.makeMember({ roles: ['volunteer'] });
          return { member, line: await open(app, member) };
        }),
      );
      const answers = await Promise.all(people.map((person) => person.line.command('claim', order)));
      const winner = people[answers.findIndex((answer) => answer.ok)]?.member.name;
      expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
      for (const answer of answers)
        if (!answer.ok) expect(answer).toMatchObject({ code: 'already_claimed', details: { by: winner } });
      for (const person of people)
        await until(() =>
          expect(person.line.changed).toContainEqual(
            expect.objectContaining({ orderId: order, status: 'handling' }),
          ),
        );
    }
  });

  test('Y30 notices, presence and ended sessions cross from server to server', async () => {
    const [here, there] = [await desk(one), await desk(two)];
    await submit(one);
    await until(() => expect(there.line.notices.map((notice) => notice.type)).toContain('new_request'));
    // Each is shown once, though both servers heard of it.
    expect(new Set(there.line.notices.map((notice) => notice.id)).size).toBe(there.line.notices.length);
    there.board.awareness.setLocalState({ looking: 'o1' });
    await until(() =>
      expect([...here.board.awareness.getStates().values()]).toContainEqual(
        expect.objectContaining({ user: { id: there.officer._id, name: there.officer.name } }),
      ),
    );
    await one.app.sessions.revokeMember(there.officer._id, 'revoked');
    await until(() => expect(there.line.over).toEqual(['revoked']));
    await until(() => expect(there.board.closes.map((close) => close.code)).toContain(CLOSE.signedOut));
  });

  test('Y10 notes typed on different servers become one text', async () => {
    const [here, there] = [await desk(one), await desk(two)];
    const room = orderRoom(await submit(one));
    const [mine, theirs] = [
      await join(one, room, here.line.cookie),
      await join(two, room, there.line.cookie),
    ];
    mine.doc.getText('notes').insert(0, '先断电');
    await until(() => expect(theirs.doc.getText('notes').toJSON()).toBe('先断电'));
    mine.doc.getText('notes').insert(0, '甲：');
    theirs.doc.getText('notes').insert(3, '，再换灯');
    await until(() => expect(mine.doc.getText('notes').toJSON()).toBe('甲：先断电，再换灯'));
    await until(() => expect(theirs.doc.getText('notes').toJSON()).toBe('甲：先断电，再换灯'));
  });

  test('Y13 without Redis work goes on, and when it is back everything is right without joining anew', async () => {
    const [here, there] = [await desk(one), await desk(two)];
    const orders = [await submit(one), await submit(one)];
    const room = orderRoom(orders[0] ?? '');
    const [mine, theirs] = [
      await join(one, room, here.line.cookie),
      await join(two, room, there.line.cookie),
    ];
    for (const { board } of [here, there])
      await until(() => expect(Object.keys(board.statuses())).toHaveLength(2));
    await redis.kill();
    expect((await here.line.command('dispatch', orders[0] ?? '', { to: { pool: true } })).ok).toBe(true);
    await until(() => expect(here.board.statuses()[orders[0] ?? '']).toBe('dispatched'));
    mine.doc.getText('notes').insert(0, '没有总线也在写');
    const gone = await two.makeMember({ roles: ['officer'] });
    const left = await open(two, gone);
    await one.app.sessions.revokeMember(gone._id, 'revoked');
    expect(there.board.statuses()[orders[0] ?? '']).toBe('new');
    await redis.start();
    await until(() => expect(there.board.statuses()[orders[0] ?? '']).toBe('dispatched'));
    await until(() => expect(theirs.doc.getText('notes').toJSON()).toBe('没有总线也在写'));
    await until(() => expect(left.over).toEqual(['revoked']));
    expect([here.board.closes, there.board.closes]).toEqual([[], []]);
    const later = await submit(two);
    await until(() => expect(here.board.statuses()[later]).toBe('new'));
  });

  test('Y33 a server stays awake while Redis is dead, and ends at once although it is', async () => {
    const { line } = await desk(one);
    await redis.kill();
    const awake = monitorEventLoopDelay({ resolution: 10 });
    awake.enable();
    for (let i = 0; i < 20; i += 1) {
      const order = await submit(one);
      expect((await line.command('dispatch', order, { to: { pool: true } })).ok).toBe(true);
    }
    awake.disable();
    expect(awake.max / 1e6).toBeLessThan(1000);
    const third = await startTestApp({ env: { REDIS_URL: redis.url }, dbName: one.dbName });
    const began = performance.now();
    await third.close();
    expect(performance.now() - began).toBeLessThan(2000);
  });

  test('Y34 a server that ends sends nobody away from the others', async () => {
    const here = await desk(one);
    const third = await startTestApp({ env: { REDIS_URL: redis.url }, dbName: one.dbName });
    const guest = await open(third, here.officer);
    await third.close();
    await until(() => expect(guest.socket.connected).toBe(false));
    expect((await here.line.command('submit', null, { areaId: 'grid1', text: '还在线' })).ok).toBe(true);
    expect([here.line.socket.connected, here.line.hellos.length, here.board.closes]).toEqual([true, 1, []]);
  });

  test('Y6 a page that moves to another server gets that server’s board, with no stale card', async () => {
    const here = await desk(one);
    const [kept, gone] = [await submit(one), await submit(one)];
    await until(() => expect(Object.keys(here.board.statuses())).toHaveLength(2));
    here.board.provider.disconnect();
    expect((await here.line.command('decline', gone, { text: '重复' })).ok).toBe(true);
    // The other server does not know this epoch: it names its own room, which is joined with an empty document.
    const moved = joinRoom(two, here.line.roomOf('north'), { cookie: here.line.cookie });
    ends.push(moved.leave);
    await until(() => expect(moved.closes.map((close) => close.code)).toEqual([CLOSE.otherEpoch]));
    const fresh = await join(two, moved.closes[0]?.reason ?? '', here.line.cookie);
    expect(fresh.statuses()).toEqual({ [kept]: 'new' });
  });
});
