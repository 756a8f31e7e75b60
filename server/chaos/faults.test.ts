import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { orderRoom } from '../../shared/protocol/rooms.ts';
import { refusalText } from '../../shared/texts/index.ts';
import { type Cluster, startCluster } from '../testing/cluster.ts';
import { type Gate, openGate } from '../testing/gate.ts';
import { joinRoom, until } from '../testing/live.ts';
import { openPerson, type Person } from '../testing/person.ts';
import { hasRedis } from '../testing/redis.ts';
import { AREAS } from '../testing/world.ts';
import { BOARD_AREA, boardInDatabase, openDesk, pooledOrder, shownOn } from './desk.ts';

const ends: (() => unknown)[] = [];

const gateTo = async (url: string): Promise<Gate> => {
  const gate = await openGate(url);
  ends.push(gate.close);
  return gate;
};

describe.skipIf(!hasRedis)('parts that die', () => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await startCluster({ servers: 2 });
  });
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
    for (const part of [cluster.engine, ...cluster.servers]) if (!part.program().alive()) await part.start();
  });
  afterAll(() => cluster.close());

  const server = (place: number) => {
    const found = cluster.servers[place];
    if (!found) throw new Error(`no server ${place}`);
    return found;
  };
  const desk = async (at: { readonly url: string }) => {
    const opened = await openDesk(cluster, at);
    ends.push(opened.leave);
    return opened;
  };
  const person = async (url: string, role: 'officer' | 'volunteer'): Promise<Person> => {
    const who = await cluster.signIn({ roles: [role] });
    const opened = openPerson({ url, ...who, areaId: role === 'officer' ? BOARD_AREA : null });
    ends.push(opened.leave);
    await until(() => expect(opened.connection.link().state).toBe('live'));
    return opened;
  };
  const isOnBoard = (one: Person, truth: object): void => {
    expect(one.boardLink()).toBe('live');
    expect(Object.fromEntries(one.board.all().map(({ id, card, state }) => [id, [card, state]]))).toEqual(
      truth,
    );
  };

  test('S20 a server killed in mid-command loses nothing, and its people are live elsewhere within five seconds', async () => {
    const gate = await gateTo(server(0).url);
    const officer = await person(gate.url, 'officer');
    await until(() => expect(officer.boardLink()).toBe('live'));
    const texts = Array.from({ length: 60 }, (_, i) => `第${i + 1}件事`);
    const sent = texts.map((text) => officer.send('submit', null, { areaId: 'grid1', text }));
    // In the middle of them: some are answered, some are committed but not answered, some were never read.
    await Promise.race(sent);
    await server(0).kill();
    gate.leadTo(server(1).url);
    const killed = performance.now();
    await until(() => expect(officer.connection.link().state).toBe('live'));
    await until(() => expect(officer.boardLink()).toBe('live'));
    expect(performance.now() - killed).toBeLessThan(5000);
    const answers = await Promise.all(sent);
    expect(answers.filter((answer) => !answer?.ok)).toEqual([]);
    const stored = await cluster.store.models.orders.find({ title: /^第/u }).lean();
    expect(stored.map((order) => order.reports[0]?.text).sort()).toEqual([...texts].sort());
    expect(new Set(stored.map((order) => order.no)).size).toBe(texts.length);
    const truth = await boardInDatabase(cluster, AREAS.north);
    await until(() => isOnBoard(officer, truth));
  });

  test('S10 what a killed server left to follow is done by another', async () => {
    const { board, line } = await desk(server(1));
    const orderId = await pooledOrder(line);
    // As a server leaves it that died between its commit and what follows from it.
    const notice = { id: 'left-behind', type: 'notice', notice: 'urged', at: Date.now() - 6000 };
    await cluster.store.models.orders.updateOne(
      { _id: orderId },
      { $push: { pending: { ...notice, to: { kind: 'officers' } } } },
    );
    await server(0).kill();
    await until(() => expect(line.notices.map(({ id }) => id)).toContain('left-behind'));
    await until(async () => {
      expect((await cluster.store.models.orders.findById(orderId).lean())?.pending).toEqual([]);
    });
    expect(shownOn(board)[orderId]?.[1][0]).toBe('dispatched');
  });

  test('Y36 with Redis killed work goes on; when it is back, boards and notes are right within moments', async () => {
    const [here, there] = [await desk(server(0)), await desk(server(1))];
    const orderId = await pooledOrder(here.line);
    const notes = [here, there].map(({ cookie }, i) => {
      const joined = joinRoom(server(i), orderRoom(orderId), { cookie });
      ends.push(joined.leave);
      return joined;
    });
    await Promise.all(notes.map((one) => one.synced()));
    await cluster.redis?.kill();
    const away = [
      await pooledOrder(here.line, '没有总线时甲'),
      await pooledOrder(there.line, '没有总线时乙'),
    ];
    notes[0]?.doc.getText('notes').insert(0, '甲写');
    notes[1]?.doc.getText('notes').insert(0, '乙写');
    await until(() => expect(shownOn(here.board)[away[0] ?? '']?.[1][0]).toBe('dispatched'));
    await cluster.redis?.start();
    const back = performance.now();
    const truth = await boardInDatabase(cluster, AREAS.north);
    await until(() => {
      expect(shownOn(here.board)).toEqual(truth);
      expect(shownOn(there.board)).toEqual(truth);
      const [mine, theirs] = notes.map(({ doc }) => doc.getText('notes').toJSON());
      expect(mine).toBe(theirs);
      expect([...(mine ?? '')].sort()).toEqual([...'甲写乙写'].sort());
    });
    expect(performance.now() - back).toBeLessThan(5000);
    expect([here.board.closes, there.board.closes]).toEqual([[], []]);
    expect([here.line.hellos.length, there.line.hellos.length]).toEqual([1, 1]);
  });

  test('S21 with the database killed writes are refused in words, and all goes on by itself when it is back', async () => {
    const [here, there] = [await desk(server(0)), await desk(server(1))];
    const orderId = await pooledOrder(here.line);
    const volunteer = await person(server(1).url, 'volunteer');
    await cluster.engine.kill();
    const killed = performance.now();
    const refused = await here.line.command('urge', orderId, {});
    expect(refused).toMatchObject({ code: 'unavailable', message: refusalText('unavailable', 'zh-CN') });
    console.log('refused after', performance.now() - killed);
    // Kept by the client and sent again until it is answered.
    const claim = volunteer.send('claim', orderId);
    await cluster.engine.start();
    const back = performance.now();
    expect(await claim).toMatchObject({ ok: true });
    const truth = await boardInDatabase(cluster, AREAS.north);
    await until(() => {
      expect(shownOn(here.board)).toEqual(truth);
      expect(shownOn(there.board)).toEqual(truth);
    });
    for (const { url } of cluster.servers) {
      expect((await fetch(`${url}/healthz`)).status).toBe(200);
      const read = await fetch(`${url}/api/orders/${orderId}`, { headers: { Cookie: here.cookie } });
      expect(read.status).toBe(200);
    }
    expect(performance.now() - back).toBeLessThan(10_000);
  });
});
