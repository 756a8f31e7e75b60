import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { startTestApp, type TestApp } from '../testing/app.ts';
import { accepted } from '../testing/core.ts';
import { stopTestDatabase } from '../testing/database.ts';
import { openGate } from '../testing/gate.ts';
import { type Line, openLine, until } from '../testing/live.ts';
import { openPerson } from '../testing/person.ts';
import { AREAS, actorOf } from '../testing/world.ts';

let app: TestApp;
const ends: (() => unknown)[] = [];
beforeEach(async () => {
  app = await startTestApp();
});
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
  vi.unstubAllGlobals();
  await app.close();
});
afterAll(stopTestDatabase);

async function officer(area: keyof typeof AREAS = 'north') {
  const member = await app.makeMember({ roles: ['officer'], areas: [AREAS[area]] });
  const line = openLine(app, await app.cookieOf(member));
  ends.push(line.hangUp);
  await line.hello();
  return { member, line };
}
const submit = async (): Promise<string> =>
  accepted(
    await app.commands.run(
      { kind: 'resident', reportId: null },
      app.command('submit', undefined, { areaId: 'grid1', text: '楼道灯不亮' }),
    ),
  ).order._id;
const heardOf = (line: Line): string[] => line.followed.map(({ orderId }) => orderId);

describe('a page that shows one order', () => {
  test('P67 is told how it stands and of every change, also once it has left the board', async () => {
    const [shown, other] = [await submit(), await submit()];
    const { line } = await officer();
    const { member: colleague } = await officer();
    expect(await line.follow(shown)).toEqual({ orderId: shown, rev: 1, status: 'new' });
    const decline = (orderId: string) =>
      app.commands.run(actorOf(colleague), app.command('decline', orderId, { text: '已另行处理' }));
    accepted(await decline(other));
    accepted(await decline(shown));
    await until(() => expect(line.followed.at(-1)?.status).toBe('declined'));
    accepted(await app.commands.run(actorOf(colleague), app.command('reopen', shown, { reason: '又坏了' })));
    await until(() => expect(line.followed.at(-1)?.rev).toBe(3));
    expect(new Set(heardOf(line))).toEqual(new Set([shown]));
  });

  test('P54 a desk that shows none hears of changes by its board alone', async () => {
    const { line } = await officer();
    const { member: colleague } = await officer();
    const order = await submit();
    accepted(
      await app.commands.run(actorOf(colleague), app.command('dispatch', order, { to: { pool: true } })),
    );
    // What was to be said of it has been said before the answer to this.
    expect(await line.follow(order)).toMatchObject({ status: 'dispatched' });
    expect([line.changed, line.followed]).toEqual([[], []]);
  });

  test('P67 hears no more of the order it showed before, however fast it goes from one to the next', async () => {
    const ids = [await submit(), await submit(), await submit()];
    const { line, member } = await officer();
    const answers = await Promise.all(ids.map((id) => line.follow(id)));
    expect(answers.at(-1)).toMatchObject({ orderId: ids[2] });
    for (const id of ids)
      accepted(await app.commands.run(actorOf(member), app.command('dispatch', id, { to: { pool: true } })));
    await until(() => expect(heardOf(line)).toEqual([ids[2]]));
    expect(await line.follow(null)).toBeNull();
    const [last = ''] = ids.slice(-1);
    accepted(await app.commands.run(actorOf(member), app.command('urge', last, {})));
    expect(await line.follow(ids[0] ?? '')).toMatchObject({ status: 'dispatched' });
    expect(heardOf(line)).toEqual([ids[2]]);
  });

  test('P67 P3 nothing is told of what somebody may not see, and no more once they may not', async () => {
    const order = await submit();
    const [{ line: elsewhere }, { line: grid }, { member }] = [
      await officer('south'),
      await officer('grid1'),
      await officer(),
    ];
    expect(await elsewhere.follow(order)).toBeNull();
    expect(await elsewhere.follow('nowhere')).toBeNull();
    expect(await grid.follow(order)).toMatchObject({ rev: 1 });
    const run = async (type: 'sort' | 'dispatch', payload: object) =>
      accepted(await app.commands.run(actorOf(member), app.command(type, order, payload)));
    await run('sort', { areaId: 'grid2' });
    // The grid hears that it lost the order, and of nothing that happens to it in another.
    await until(() => expect(grid.followed.at(-1)?.rev).toBe(2));
    await run('dispatch', { to: { pool: true } });
    expect(await grid.follow(order)).toBeNull();
    expect(grid.followed.at(-1)?.rev).toBe(2);
    expect(elsewhere.followed).toEqual([]);
  });

  test('P67 after a cut hears how it stands now, and of the order it shows now', async () => {
    const [before, after] = [await submit(), await submit()];
    const { member } = await officer();
    const gate = await openGate(app.url);
    ends.push(() => gate.close());
    const cookie = await app.cookieOf(member);
    const person = openPerson({ url: gate.url, member, cookie, areaId: null });
    ends.push(person.leave);
    await until(() => expect(person.connection.link().state).toBe('live'));
    const heard: [string, number][] = [];
    const follow = (id: string) =>
      person.connection.follow(id, ({ orderId, rev }) => heard.push([orderId, rev]));
    const stop = follow(before);
    await until(() => expect(heard).toEqual([[before, 1]]));
    gate.shut();
    await until(() => expect(person.connection.link().state).toBe('stale'));
    // The page goes on to another order while nobody can be told.
    stop();
    follow(after);
    const dispatch = async (id: string): Promise<void> => {
      accepted(await app.commands.run(actorOf(member), app.command('dispatch', id, { to: { pool: true } })));
    };
    await dispatch(after);
    gate.open();
    await until(() => expect(heard.at(-1)).toEqual([after, 2]));
    await dispatch(before);
    accepted(await app.commands.run(actorOf(member), app.command('urge', after, {})));
    await until(() => expect(heard.at(-1)).toEqual([after, 3]));
    expect(heard.filter(([id]) => id === before)).toEqual([[before, 1]]);
  });
});
