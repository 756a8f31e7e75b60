import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { BOARD_MAPS, type Card, type KeptState } from '../../shared/protocol/board.ts';
import { CLOSE } from '../../shared/protocol/limits.ts';
import { startTestApp, type TestApp } from '../testing/app.ts';
import { accepted, freshId } from '../testing/core.ts';
import { stopTestDatabase } from '../testing/database.ts';
import { type JoinedRoom, type JoinOptions, joinRoom, type Line, openLine, until } from '../testing/live.ts';
import { AREAS, actorOf } from '../testing/world.ts';

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

const line = (cookie: string): Line => {
  const opened = openLine(app, cookie);
  ends.push(opened.hangUp);
  return opened;
};
const join = (room: string, options: JoinOptions = {}): JoinedRoom => {
  const joined = joinRoom(app, room, options);
  ends.push(joined.leave);
  return joined;
};
const submit = async (areaId = 'grid1'): Promise<string> =>
  accepted(
    await app.commands.run(
      { kind: 'resident', reportId: null },
      app.command('submit', undefined, { areaId, text: '楼道灯不亮' }),
    ),
  ).order._id;

/** An officer at the desk: session, line and board. */
async function desk(areaId = 'north') {
  const officer = await app.makeMember({ roles: ['officer'] });
  const cookie = await app.cookieOf(officer);
  const wire = line(cookie);
  await wire.hello();
  const room = wire.roomOf(areaId);
  const board = join(room, { cookie });
  await board.synced();
  return { officer, cookie, wire, room, board };
}
const closedWith = (joined: JoinedRoom, code: number): Promise<void> =>
  until(() => expect(joined.closes.map((close) => close.code)).toContain(code));

describe('a board', () => {
  test('Y1 shows the open orders of its area and follows every change', async () => {
    const [mine, elsewhere] = [await submit('grid1'), await submit('grid3')];
    const { board, wire, officer } = await desk();
    expect(board.statuses()).toEqual({ [mine]: 'new' });
    const ack = await wire.command('dispatch', mine, { to: { pool: true } });
    expect(ack.ok).toBe(true);
    await until(() => expect(board.statuses()[mine]).toBe('dispatched'));
    const later = await submit('grid2');
    await until(() => expect(board.statuses()[later]).toBe('new'));
    expect(board.statuses()[elsewhere]).toBeUndefined();
    const card = board.doc.getMap<Card>(BOARD_MAPS.orders).get(later);
    expect(card).toMatchObject({ title: '楼道灯不亮', areaId: 'grid2' });
    accepted(await app.commands.run(actorOf(officer), app.command('decline', later, { text: '已另行处理' })));
    await until(() => expect(board.statuses()[later]).toBeUndefined());
  });

  test('Y4 sends what happens in one turn as one frame', async () => {
    const { board } = await desk();
    let frames = 0;
    board.doc.on('update', () => {
      frames += 1;
    });
    const ids = await Promise.all(Array.from({ length: 12 }, () => submit()));
    await until(() => expect(Object.keys(board.statuses())).toHaveLength(ids.length));
    expect(frames).toBeLessThanOrEqual(ids.length);
    expect(frames).toBeGreaterThan(0);
  });

  test('Y5 refuses whoever writes to it, and everybody else goes on undisturbed', async () => {
    const order = await submit();
    const { board, cookie, room } = await desk();
    const vandal = join(room, { cookie });
    await vandal.synced();
    vandal.doc.getMap<KeptState>(BOARD_MAPS.state).set(order, ['closed', 99, null, null]);
    await closedWith(vandal, CLOSE.refusedWrite);
    const another = await submit();
    await until(() => expect(board.statuses()).toEqual({ [order]: 'new', [another]: 'new' }));
    expect(board.closes).toEqual([]);
    // With a new, empty document the same person sees the truth.
    vandal.leave();
    const healed = join(room, { cookie });
    await healed.synced();
    expect(healed.statuses()).toEqual(board.statuses());
  });

  test('Y5 finds a copy that was written to while nobody looked', async () => {
    const order = await submit();
    const { cookie, room } = await desk();
    const doc = new Y.Doc();
    doc.getMap<KeptState>(BOARD_MAPS.state).set(order, ['closed', 99, null, null]);
    await closedWith(join(room, { cookie, doc }), CLOSE.refusedWrite);
  });

  test('Y8 names the room it serves when it is asked for another epoch', async () => {
    const { cookie, room } = await desk();
    const late = join('board:north:gone-1', { cookie });
    await closedWith(late, CLOSE.otherEpoch);
    expect(late.closes[0]?.reason).toBe(room);
  });

  test('Y6 is right again after a cut of any length, without joining anew', async () => {
    const { board, wire } = await desk();
    const [kept, gone] = [await submit(), await submit()];
    await until(() => expect(Object.keys(board.statuses())).toHaveLength(2));
    board.provider.disconnect();
    accepted(
      await app.commands.run(
        { kind: 'resident', reportId: null },
        app.command('submit', undefined, { areaId: 'grid1', text: '断开时来的' }),
      ),
    );
    expect((await wire.command('decline', gone, { text: '重复' })).ok).toBe(true);
    expect((await wire.command('dispatch', kept, { to: { pool: true } })).ok).toBe(true);
    app.clock.now += 3 * 3_600_000;
    board.provider.connect();
    await until(() => {
      expect(Object.keys(board.statuses())).toHaveLength(2);
      expect(board.statuses()[kept]).toBe('dispatched');
      expect(board.statuses()[gone]).toBeUndefined();
    });
  });

  test('Y7 finds by looking what no word told', async () => {
    const order = await submit();
    const { board, wire, officer } = await desk();
    expect(await wire.follow(order)).toMatchObject({ status: 'new' });
    // Written by somebody who announced nothing: a server that died in that moment.
    await app.store.models.orders.updateOne(
      { _id: order },
      {
        $set: { status: 'handling', holder: { memberId: officer._id, name: '别处' }, writtenAt: new Date() },
        $inc: { rev: 5 },
      },
    );
    await app.app.realtime.round();
    await until(() => expect(board.statuses()[order]).toBe('handling'));
    await until(() => expect(wire.followed.at(-1)?.status).toBe('handling'));
    const heard = wire.followed.length;
    await app.app.realtime.round();
    // Told once: another round has nothing to say of it.
    expect(await wire.follow(null)).toBeNull();
    expect(wire.followed).toHaveLength(heard);
  });

  test('Y9 lets closed orders go a day after', async () => {
    const order = await submit();
    const { board } = await desk();
    const closedAt = await app.store.databaseTime();
    await app.store.models.orders.updateOne(
      { _id: order },
      { $set: { status: 'closed', closedAt, writtenAt: new Date(closedAt) }, $inc: { rev: 1 } },
    );
    await app.app.realtime.round();
    await until(() => expect(board.statuses()[order]).toBe('closed'));
    app.clock.now = closedAt + 25 * 3_600_000;
    await app.app.realtime.round();
    expect((await desk()).board.statuses()[order]).toBeUndefined();
  });
});

describe('who may look', () => {
  test('P34 turns away whoever has no session, no board, another area, or comes from another site', async () => {
    const { room } = await desk();
    await closedWith(join(room), CLOSE.signedOut);
    await closedWith(join(room, { cookie: `paidan_session=${freshId()}` }), CLOSE.signedOut);
    const volunteer = await app.makeMember({ roles: ['volunteer'] });
    await closedWith(join(room, { cookie: await app.cookieOf(volunteer) }), CLOSE.notFound);
    const southern = await app.makeMember({ roles: ['officer'], areas: [AREAS.south] });
    const stranger = join(room, { cookie: await app.cookieOf(southern) });
    await closedWith(stranger, CLOSE.notFound);
    expect(stranger.statuses()).toEqual({});
    const officer = await app.makeMember({ roles: ['officer'] });
    const foreign = join(room, { cookie: await app.cookieOf(officer), origin: 'https://elsewhere.example' });
    await until(() => expect(foreign.provider.wsUnsuccessfulReconnects).toBeGreaterThan(0));
    expect([foreign.provider.synced, foreign.statuses()]).toEqual([false, {}]);
  });

  test('P56 no connection outlives its session', async () => {
    const { board, wire, officer } = await desk();
    await app.app.sessions.revokeMember(officer._id, 'changed');
    await closedWith(board, CLOSE.signedOut);
    await until(() => expect(wire.over).toEqual(['changed']));

    const second = await desk();
    app.clock.now += 13 * 3_600_000;
    await app.app.realtime.round();
    await closedWith(second.board, CLOSE.signedOut);
    await until(() => expect(second.wire.over).toEqual(['expired']));
  });
});

describe('who else is there', () => {
  test('Y20 a name is stamped by the server, whatever a client says', async () => {
    const first = await desk();
    const second = await desk();
    second.board.awareness.setLocalState({ user: { id: 'boss', name: '书记' }, looking: 'o1' });
    await until(() => {
      const seen = first.board.awareness.getStates().get(second.board.doc.clientID);
      expect(seen).toMatchObject({
        looking: 'o1',
        user: { id: second.officer._id, name: second.officer.name },
      });
    });
    second.board.leave();
    await until(() => expect(first.board.awareness.getStates().has(second.board.doc.clientID)).toBe(false));
  });
});
