import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { CLOSE } from '../../shared/protocol/limits.ts';
import { startTestApp, TEST_PASSWORD, type TestApp } from '../testing/app.ts';
import { stopTestDatabase } from '../testing/database.ts';
import { type Speak, speaker } from '../testing/http.ts';
import { type JoinedRoom, joinRoom, type Line, openLine, until } from '../testing/live.ts';

let app: TestApp;
let speak: Speak;
const ends: (() => void)[] = [];
beforeAll(async () => {
  app = await startTestApp();
  speak = speaker(app);
});
afterEach(() => {
  for (const end of ends.splice(0)) end();
});
afterAll(async () => {
  await app.close();
  await stopTestDatabase();
});

/** A page of an officer: a line and a board. */
async function page(cookie: string): Promise<{ readonly line: Line; readonly board: JoinedRoom }> {
  const line = openLine(app, cookie);
  ends.push(line.hangUp);
  await line.hello();
  const board = joinRoom(app, line.roomOf('north'), { cookie });
  ends.push(board.leave);
  await board.synced();
  return { line, board };
}
async function isOver({ line, board }: Awaited<ReturnType<typeof page>>): Promise<void> {
  await until(() => expect(line.over).toEqual(['revoked']));
  await until(() => expect(board.closes.map((close) => close.code)).toContain(CLOSE.signedOut));
}
const who = async (cookie: string): Promise<number> => (await speak('GET /api/session', { cookie })).status;
const newCookie = (headers: Headers): string => (headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';

test('P33 a cookie somebody else planted is never taken over', async () => {
  const member = await app.makeMember({ roles: ['officer'] });
  const mallory = await app.cookieOf(await app.makeMember({ roles: ['worker'] }));
  const body = { username: member.username, password: TEST_PASSWORD };
  for (const planted of [
    'paidan_session=planted-by-somebody-else',
    mallory,
    `${mallory}; paidan_session=second`,
    'paidan_session=',
    `paidan_session=${'x'.repeat(4000)}`,
  ]) {
    const signedIn = await speak('POST /api/session', { cookie: planted, body });
    const fresh = newCookie(signedIn.headers);
    expect(signedIn.status).toBe(200);
    expect(planted).not.toContain(fresh.split('=')[1]);
    expect(await who(planted)).toBe(401);
    expect(await who(fresh)).toBe(200);
  }
});

test('P33 what is stored or listed of a session opens nothing', async () => {
  const member = await app.makeMember({ roles: ['officer'] });
  const cookie = await app.cookieOf(member);
  const { body } = await speak('GET /api/me/sessions', { cookie });
  const [row] = body['sessions'] as { id: string }[];
  expect(await who(`paidan_session=${row?.id}`)).toBe(401);
  expect(JSON.stringify(body)).not.toContain(cookie.split('=')[1]);
});

test('P56 signing out ends the lines and rooms of that page at once, and no other page’s', async () => {
  const member = await app.makeMember({ roles: ['officer'] });
  const [here, there] = [await app.cookieOf(member), await app.cookieOf(member)];
  const [mine, other] = [await page(here), await page(there)];
  const out = await speak('DELETE /api/session', { cookie: here });
  expect([out.status, newCookie(out.headers)]).toEqual([204, 'paidan_session=']);
  await isOver(mine);
  expect(await who(here)).toBe(401);
  expect(await who(there)).toBe(200);
  expect([other.line.socket.connected, other.board.closes]).toEqual([true, []]);
});

test('P56 a new password ends all other pages of the member, and keeps the one it was changed on', async () => {
  const member = await app.makeMember({ roles: ['officer'] });
  const [here, there] = [await app.cookieOf(member), await app.cookieOf(member)];
  const [mine, other] = [await page(here), await page(there)];
  const body = { current: TEST_PASSWORD, next: 'another-long-password' };
  expect((await speak('POST /api/me/password', { cookie: here, body })).status).toBe(204);
  await isOver(other);
  expect(await who(there)).toBe(401);
  expect(await who(here)).toBe(200);
  expect([mine.line.socket.connected, mine.board.closes]).toEqual([true, []]);
});

test('P56 a connection that is being let in while its session ends does not stay', async () => {
  const member = await app.makeMember({ roles: ['officer'] });
  const rooms = await page(await app.cookieOf(member));
  const room = rooms.line.roomOf('north');
  for (let i = 0; i < 10; i += 1) {
    const cookie = await app.cookieOf(member);
    const joined = joinRoom(app, room, { cookie });
    const line = openLine(app, cookie);
    ends.push(joined.leave, line.hangUp);
    await speak('DELETE /api/session', { cookie });
    await until(() => expect(joined.closes.map((close) => close.code)).toContain(CLOSE.signedOut));
    await until(() => expect(line.socket.connected).toBe(false));
    line.hangUp();
  }
});
