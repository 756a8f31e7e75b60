import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { orderRoom } from '../../shared/protocol/rooms.ts';
import { refusalText } from '../../shared/texts/index.ts';
import { type Cluster, startCluster } from '../testing/cluster.ts';
import { joinRoom, until } from '../testing/live.ts';
import { openPerson, type Person } from '../testing/person.ts';
import { hasRedis } from '../testing/redis.ts';
import { AREAS } from '../testing/world.ts';
import { boardInDatabase, openDesk, pooledOrder, shownOn } from './desk.ts';
import { killInMidCommand } from './kills.ts';

// Real processes on whatever machine this is: slow is no failure.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 120_000 });

const ends: (() => unknown)[] = [];

describe.skipIf(!hasRedis)('parts that die', () => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await startCluster({ servers: 2 });
  });
  afterEach(async () => {
    for (const end of ends.splice(0).toReversed()) await end();
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
  const volunteer = async (url: string): Promise<Person> => {
    const opened = openPerson({ url, ...(await cluster.signIn({ roles: ['volunteer'] })), areaId: null });
    ends.push(opened.leave);
    await until(() => expect(opened.connection.link().state).toBe('live'));
    return opened;
  };

  test('S20 a server killed in mid-command loses nothing, and its people go on elsewhere by themselves', async () => {
    await killInMidCommand(cluster, { from: 0, to: 1, commands: 60 });
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
      expect(mine).toMatch(/^(?:甲写乙写|乙写甲写)$/u);
    });
    expect(performance.now() - back).toBeLessThan(5000);
    expect([here.board.closes, there.board.closes]).toEqual([[], []]);
    expect([here.line.hellos.length, there.line.hellos.length]).toEqual([1, 1]);
  });

  test('S21 with the database killed writes are refused in words, and all goes on by itself when it is back', async () => {
    const [here, there] = [await desk(server(0)), await desk(server(1))];
    const orderId = await pooledOrder(here.line);
    const claimer = await volunteer(server(1).url);
    await cluster.engine.kill();
    const killed = performance.now();
    const refused = await here.line.command('urge', orderId, {});
    expect(refused).toMatchObject({ code: 'unavailable', message: refusalText('unavailable', 'zh-CN') });
    expect(performance.now() - killed).toBeLessThan(10_000);
    // Kept by the client and sent again until it is answered.
    const claim = claimer.send('claim', orderId);
    await cluster.engine.start();
    const back = performance.now();
    expect(await claim).toMatchObject({ ok: true });
    const truth = await boardInDatabase(cluster, AREAS.north);
    await until(() => {
      expect(shownOn(here.board)).toEqual(truth);
      expect(shownOn(there.board)).toEqual(truth);
    });
    // Each server finds out by itself.
    await until(async () => {
      for (const { url } of cluster.servers) {
        expect((await fetch(`${url}/healthz`)).status).toBe(200);
        const read = await fetch(`${url}/api/orders/${orderId}`, { headers: { Cookie: here.cookie } });
        expect(read.status).toBe(200);
      }
    });
    expect(performance.now() - back).toBeLessThan(10_000);
  });
});
