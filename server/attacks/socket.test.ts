import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../testing/app.ts';
import { accepted } from '../testing/core.ts';
import { stopTestDatabase } from '../testing/database.ts';
import { type Line, openLine, until } from '../testing/live.ts';
import { makeTown, type Town } from '../testing/people.ts';
import { openRaw, type RawSocket } from '../testing/raw.ts';

let app: TestApp;
let town: Town;
let neighbour: Line;
const ends: (() => void)[] = [];

beforeAll(async () => {
  // By the real clock: the database itself forgets sessions that are over, within a minute.
  app = await startTestApp({ now: Date.now(), env: { TRUST_PROXY: 'loopback' } });
  town = await makeTown(app);
  neighbour = openLine(app, await cookieOf('leader'));
  await neighbour.hello();
});
afterEach(() => {
  for (const end of ends.splice(0)) end();
});
afterAll(async () => {
  neighbour.hangUp();
  await app.close();
  await stopTestDatabase();
});

const cookieOf = async (name: 'officer' | 'leader' | 'volunteer'): Promise<string> =>
  (await town.callers[name].cookie()) ?? '';

/** An Engine.IO connection without a client, past its first packet. */
async function engine(cookie?: string): Promise<RawSocket> {
  const raw = await openRaw(
    app,
    '/socket.io/?EIO=4&transport=websocket',
    cookie === undefined ? {} : { cookie },
  );
  ends.push(raw.end);
  await until(() => expect(raw.frames.length).toBeGreaterThan(0));
  return raw;
}

/** The same, connected to the namespace of members. */
async function member(auth = '', name: Parameters<typeof cookieOf>[0] = 'officer'): Promise<RawSocket> {
  const raw = await engine(await cookieOf(name));
  raw.socket.send(`40${auth}`);
  await until(() => expect(saidBy(raw).some((said) => said.startsWith('42["hello"'))).toBe(true));
  return raw;
}
const saidBy = (raw: RawSocket): string[] => raw.frames.map(String);

/** Somebody else's command goes through as ever. */
async function othersGoOn(): Promise<void> {
  const ack = await neighbour.command('sort', town.orderId, { address: `${Math.random()}` });
  expect(ack).toMatchObject({ ok: true });
}

describe('packets', () => {
  test.each([
    ['a packet nobody knows', '9'],
    ['a message nobody knows', '4'],
    ['a connect that is no JSON', '40{"a":'],
    ['a connect with a list', '40["x"]'],
    ['an event that is no JSON', '42["command"'],
    ['an event without a name', '42[]'],
    ['an event named by an object', '42[{"$gt":""}]'],
    ['an event of the library itself', '42["disconnect"]'],
    ['an error of the client', '44{"message":"x"}'],
    ['an answer nobody waits for', '43999[1]'],
    ['an endless list of attachments', '4599999999-["command",{"_placeholder":true,"num":0}]'],
    ['words in the place of an attachment', '451-["command",{"_placeholder":true,"num":0}]'],
  ])('P73 %s ends or is ignored, and nobody else hears of it', async (_name, packet) => {
    const raw = await member();
    raw.socket.send(packet);
    raw.socket.send(packet);
    // Whatever became of the connection, the server answers on it or has ended it.
    raw.socket.send(`421["command",{"id":"${'x'.repeat(12)}","type":"explode"}]`);
    await until(() =>
      expect(!raw.isOpen() || saidBy(raw).some((said) => said.includes('unknown_command'))).toBe(true),
    );
    await othersGoOn();
  });

  test('P73 a message of more than 64 KiB ends its connection', async () => {
    for (const text of [`42["command","${'x'.repeat(70_000)}"]`, 'x'.repeat(10_000_000)]) {
      const raw = await member();
      raw.socket.send(text);
      expect([1009, 1006]).toContain(await raw.closed);
    }
    await othersGoOn();
  });

  test('P73 ten thousand small packets keep nobody waiting', async () => {
    const raw = await member();
    for (let i = 0; i < 10_000; i += 1) raw.socket.send('42["command",1]');
    const acks = Array.from(
      { length: 150 },
      (_, i) => `42${i}["command",{"id":"${'x'.repeat(12)}","type":"explode"}]`,
    );
    for (const one of acks) raw.socket.send(one);
    await othersGoOn();
    await until(() => expect(saidBy(raw).filter((said) => said.startsWith('43'))).toHaveLength(150));
    expect(saidBy(raw).filter((said) => said.includes('rate_limited')).length).toBeGreaterThan(100);
  });
});

describe('commands', () => {
  test('P73 an envelope or a payload of the wrong kind is refused with a code and changes nothing', async () => {
    const line = openLine(app, await cookieOf('officer'));
    ends.push(line.hangUp);
    await line.hello();
    const stored = () => app.store.models.orders.findById(town.orderId).lean();
    const before = await stored();
    const good = { id: 'x'.repeat(12), type: 'feedback', orderId: town.orderId, payload: { text: '好' } };
    const wrong: unknown[] = [
      null,
      'command',
      [],
      42,
      {},
      { ...good, id: { $gt: '' } },
      { ...good, id: 'x'.repeat(65) },
      { ...good, type: { $ne: null } },
      { ...good, type: '__proto__' },
      { ...good, type: 'tick' },
      { ...good, type: 'rate' },
      { ...good, orderId: { $gt: '' } },
      { ...good, orderId: '../../etc' },
      { ...good, orderId: ['x'] },
      { ...good, payload: { text: { $gt: '' } } },
      { ...good, payload: { text: Buffer.from('words') } },
      { ...good, payload: { text: '长'.repeat(10_001) } },
      { ...good, payload: { text: '\u0000\u0007' } },
      { ...good, payload: { text: '好', photoIds: ['somebody-elses'] } },
      { ...good, payload: { text: '好', photoIds: Array<string>(7).fill('x') } },
      { ...good, payload: { text: '好', photoIds: { $in: [] } } },
      { ...good, payload: 'words' },
      { ...good, payload: JSON.parse('{"__proto__":{"text":"好"}}') as unknown },
    ];
    for (const message of wrong) {
      // Typed for what a client of ours would send.
      const ack = await line.socket.timeout(5000).emitWithAck('command', message as never);
      expect([message, ack]).toMatchObject([message, { ok: false, code: expect.any(String) }]);
      if (!ack.ok) expect(ack.code).not.toBe('internal');
      if (!ack.ok) expect(ack.message).toMatch(/\p{Script=Han}/u);
    }
    expect(await stored()).toEqual(before);
  });

  test('P73 P67 what cannot be followed is answered with nothing, and a flood of it keeps nobody waiting', async () => {
    const line = openLine(app, await cookieOf('officer'));
    ends.push(line.hangUp);
    await line.hello();
    const follow = (what: unknown) => line.socket.timeout(5000).emitWithAck('follow', what as never);
    for (const what of [undefined, 7, '', {}, { $gt: '' }, [town.orderId], 'x'.repeat(65), '../../etc'])
      expect([what, await follow(what)]).toEqual([what, null]);
    line.socket.emit('follow', town.orderId, undefined as never);
    // One after another: of those that come together only the last is looked up.
    const answers: unknown[] = [];
    for (let i = 0; i < 101; i += 1) answers.push(await follow(town.orderId));
    expect(answers[0]).toMatchObject({ orderId: town.orderId });
    expect(answers.at(-1)).toBe('later');
    await Promise.all(Array.from({ length: 1000 }, () => follow(town.orderId)));
    await othersGoOn();
  });

  test('P73 a command without an acknowledgement, or with more than it needs, harms nothing', async () => {
    const raw = await member();
    raw.socket.send('42["command"]');
    raw.socket.send(`42["command",{"id":"${'x'.repeat(12)}","type":"explode"},1,2,3]`);
    await othersGoOn();
    expect(raw.isOpen()).toBe(true);
  });
});

describe('lines that broke off', () => {
  /** What a client keeps to take a line up again. */
  const keptBy = (raw: RawSocket): { readonly pid: string; readonly offset: string } => {
    const connected = JSON.parse((saidBy(raw).find((said) => said.startsWith('40')) ?? '40{}').slice(2));
    const events = saidBy(raw).filter((said) => said.startsWith('42'));
    const [, , offset] = JSON.parse(events.at(-1)?.slice(2) ?? '[]') as unknown[];
    return { pid: String(connected.pid), offset: String(offset) };
  };
  const breakOff = async (raw: RawSocket) => {
    const kept = keptBy(raw);
    raw.end();
    await raw.closed;
    return kept;
  };

  const newOrder = async (): Promise<string> =>
    accepted(
      await app.commands.run(
        { kind: 'resident', reportId: null },
        app.command('submit', undefined, { areaId: 'grid1', text: '楼道灯不亮' }),
      ),
    ).order._id;
  const heardBy = (raw: RawSocket, event: string): string[] =>
    saidBy(raw).filter((said) => said.startsWith(`42["${event}"`));
  /** Waits until another page has heard of each. */
  const requestsComeIn = async (count: number) => {
    const known = neighbour.notices.length;
    for (let i = 0; i < count; i += 1) await newOrder();
    await until(() => expect(neighbour.notices).toHaveLength(known + count));
  };

  test('P56 a line is taken up again, and notices that were missed come, while its session lives', async () => {
    const kept = await breakOff(await member());
    await requestsComeIn(2);
    const again = await member(JSON.stringify(kept));
    expect(saidBy(again).find((said) => said.startsWith('40'))).toContain(kept.pid);
    expect(heardBy(again, 'notice')).toHaveLength(2);
  });

  test('P66 whoever was away long is not sent all that happened, or a bad line would never hold', async () => {
    const other = openLine(app, await cookieOf('volunteer'));
    ends.push(other.hangUp);
    await other.hello();
    const kept = await breakOff(await member('', 'volunteer'));
    // Each tells the field there twice: that its lists changed, and with a notice.
    for (let i = 0; i < 55; i += 1) {
      const ack = await neighbour.command('dispatch', await newOrder(), { to: { pool: true } });
      expect(ack).toMatchObject({ ok: true });
    }
    await until(() => expect(other.notices).toHaveLength(55));
    expect(other.changed.length).toBeGreaterThan(50);
    const newest = other.notices.at(-1)?.id;
    const again = await member(JSON.stringify(kept), 'volunteer');
    const missed = saidBy(again)
      .slice(
        0,
        saidBy(again).findIndex((said) => said.startsWith('40')),
      )
      .filter((said) => said.startsWith('42'));
    // What changed is read by the page once it is greeted; of notices it keeps fifty.
    expect(missed).toEqual(heardBy(again, 'notice'));
    expect(missed).toHaveLength(50);
    expect(missed.at(-1)).toContain(newest);
  });

  test('P56 who was signed out meanwhile, or comes without a session, gets nothing of it', async () => {
    const raw = await member();
    const kept = await breakOff(raw);
    await requestsComeIn(1);
    await app.app.sessions.revokeMember(town.callers.officer.member?._id ?? '', 'revoked');
    const without = await engine();
    without.socket.send(`40${JSON.stringify(kept)}`);
    await until(() => expect(saidBy(without).some((said) => said.startsWith('44'))).toBe(true));
    const fresh = await member(JSON.stringify(kept));
    for (const one of [without, fresh]) {
      expect([...heardBy(one, 'changed'), ...heardBy(one, 'notice')]).toEqual([]);
      expect(saidBy(one).join('')).not.toContain(kept.pid);
    }
  });
});
