import { expect } from 'vitest';
import type { Cluster } from '../testing/cluster.ts';
import { openGate } from '../testing/gate.ts';
import { until } from '../testing/live.ts';
import { openPerson, type Person } from '../testing/person.ts';
import { AREAS } from '../testing/world.ts';
import { BOARD_AREA, boardInDatabase } from './desk.ts';
import { cardsOf } from './moves.ts';

const isLive = (person: Person): void => {
  expect(person.connection.link().state).toBe('live');
  expect(person.boardLink()).toBe('live');
};

/**
 * Kills a server while an officer's commands are under way: some are answered, some are committed but not answered, some were
 * never read. Each is carried out once, and the page goes on at another server without anybody's help (S20).
 * @returns milliseconds from the kill until the page was live again
 */
export async function killInMidCommand(
  cluster: Cluster,
  { from, to, commands }: { readonly from: number; readonly to: number; readonly commands: number },
): Promise<number> {
  const [dying, living] = [cluster.servers[from], cluster.servers[to]];
  if (!dying || !living) throw new Error('no such servers');
  const gate = await openGate(dying.url);
  const who = await cluster.signIn({ roles: ['officer'] });
  const officer = openPerson({ ...who, url: gate.url, areaId: BOARD_AREA });
  try {
    await until(() => isLive(officer));
    const mark = who.member._id;
    const texts = Array.from({ length: commands }, (_, i) => `${mark}的第${i + 1}件事`);
    const sent = texts.map((text) => officer.send('submit', null, { areaId: 'grid1', text }));
    await Promise.race(sent);
    await dying.kill();
    gate.leadTo(living.url);
    const killed = performance.now();
    await until(() => expect(officer.connection.link().state).not.toBe('live'));
    await until(() => isLive(officer));
    const liveAfterMs = performance.now() - killed;
    const answers = await Promise.all(sent);
    expect(answers.filter((answer) => !answer?.ok)).toEqual([]);
    const stored = await cluster.store.models.orders.find({ title: { $regex: `^${mark}的` } }).lean();
    expect(stored).toHaveLength(texts.length);
    expect(new Set(stored.map((order) => order.reports[0]?.text))).toEqual(new Set(texts));
    expect(new Set(stored.map((order) => order.no)).size).toBe(texts.length);
    await until(async () => expect(cardsOf(officer)).toEqual(await boardInDatabase(cluster, AREAS.north)));
    return liveAfterMs;
  } finally {
    officer.leave();
    await gate.close();
  }
}
