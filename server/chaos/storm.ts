import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';
import { type Random, seededRandom } from '../../seed/random.ts';
import { expectAgreement } from '../testing/agreement.ts';
import type { Cluster } from '../testing/cluster.ts';
import { openGate, type Weather } from '../testing/gate.ts';
import { until } from '../testing/live.ts';
import { openPerson } from '../testing/person.ts';
import { AREAS } from '../testing/world.ts';
import { BOARD_AREA, boardInDatabase } from './desk.ts';
import { cardsOf } from './moves.ts';
import { makeResident, type Resident } from './resident.ts';
import { type Actor, actAtDesk, actInField } from './staff.ts';

export interface StormOptions {
  readonly seed: number;
  readonly ms: number;
  /** Parts that are killed now and then, and started again a moment later. */
  readonly kills: readonly ('server' | 'redis' | 'engine')[];
}

export interface StormFigures {
  readonly orders: number;
  readonly events: number;
  readonly commands: number;
  readonly refused: number;
  readonly killed: number;
  readonly cuts: number;
  /** Milliseconds from the end of the storm until everybody's board was the database's. */
  readonly settledMs: number;
}

const ROLES = ['officer', 'worker', 'volunteer'] as const;
const PEOPLE = { officer: 5, worker: 5, volunteer: 6, resident: 4 };

/** Messages come late, twice or in another order, and now and then the connection with them is gone. */
const weatherOf =
  (random: Random): Weather =>
  () =>
    random.weighted<ReturnType<Weather>>([
      ['pass', 80],
      ['twice', 6],
      ['swap', 6],
      [{ delayMs: random.int(5, 250) }, 7],
      ['cut', 1],
    ]);

async function gather(cluster: Cluster, seed: number): Promise<Actor[]> {
  const actors: Actor[] = [];
  for (const role of ROLES) {
    for (let i = 0; i < PEOPLE[role]; i += 1) {
      const random = seededRandom(seed * 1009 + actors.length);
      const server = random.maybe(cluster.servers)?.url ?? '';
      const gate = await openGate(server, weatherOf(seededRandom(random.int(0, 2 ** 31))));
      const who = await cluster.signIn({ roles: [role], name: `${role}${i}` });
      const person = openPerson({ ...who, url: gate.url, areaId: role === 'officer' ? BOARD_AREA : null });
      actors.push({ person, gate, random, sent: [], held: new Set() });
    }
  }
  return actors;
}

/** Cuts, shuts and leads elsewhere, one person's way at a time. */
async function blow(random: Random, cluster: Cluster, actors: readonly Actor[]): Promise<void> {
  const one = random.maybe(actors);
  if (!one) return;
  one.gate.leadTo(random.maybe(cluster.servers)?.url ?? '');
  if (random.chance(0.6)) {
    one.gate.cut();
    return;
  }
  one.gate.shut();
  await pause(random.int(50, 1500));
  one.gate.open();
}

async function strike(random: Random, cluster: Cluster, what: StormOptions['kills'][number]): Promise<void> {
  const part = { server: random.maybe(cluster.servers), redis: cluster.redis, engine: cluster.engine }[what];
  if (!part) return;
  await part.kill();
  await pause(random.int(100, 1500));
  await part.start();
}

/** Repeats something until the storm is over. */
async function whileBlowing(isOver: () => boolean, every: () => number, does: () => unknown): Promise<void> {
  await pause(every());
  while (!isOver()) {
    await does();
    await pause(every());
  }
}

/**
 * Twenty people work through bad weather; afterwards nothing that was acknowledged is missing, nothing was done twice, every
 * history replays to its order, and every board is what the database says (S23).
 */
export async function storm(cluster: Cluster, { seed, ms, kills }: StormOptions): Promise<StormFigures> {
  const random = seededRandom(seed);
  const actors = await gather(cluster, seed);
  const desk = actors.filter(({ person }) => person.member.roles[0] === 'officer');
  const field = actors.filter((actor) => !desk.includes(actor));
  const fieldIds = field.map(({ person }) => person.member._id);
  const urls = cluster.servers.map(({ url }) => url);
  const residents = Array.from({ length: PEOPLE.resident }, (_, i) =>
    makeResident(seededRandom(seed * 2003 + i), urls, `10.0.0.${i + 1}`),
  );
  const end = performance.now() + ms;
  const isOver = (): boolean => performance.now() >= end;
  let killed = 0;
  let cuts = 0;
  try {
    await Promise.all([
      ...desk.map((one) =>
        whileBlowing(
          isOver,
          () => one.random.int(60, 400),
          () => actAtDesk(one, fieldIds),
        ),
      ),
      ...field.map((one) =>
        whileBlowing(
          isOver,
          () => one.random.int(60, 400),
          () => actInField(one),
        ),
      ),
      ...residents.map((one) => whileBlowing(isOver, () => random.int(300, 900), one.act)),
      whileBlowing(
        isOver,
        () => random.int(200, 700),
        async () => {
          cuts += 1;
          await blow(random, cluster, actors);
        },
      ),
      whileBlowing(
        isOver,
        () => random.int(2000, 5000),
        async () => {
          const what = random.maybe(kills);
          if (what === undefined) return;
          killed += 1;
          await strike(random, cluster, what);
        },
      ),
    ]);
    const settledMs = await settle(cluster, actors, desk);
    const orders = await expectAgreement(cluster.store);
    checkAnswers(orders, actors, residents);
    const sent = actors.flatMap((one) => one.sent);
    return {
      orders: orders.length,
      events: orders.reduce((sum, order) => sum + order.history.length, 0),
      commands: sent.length,
      refused: sent.filter(({ ack }) => ack?.ok === false).length,
      killed,
      cuts,
      settledMs,
    };
  } finally {
    for (const { person, gate } of actors) {
      person.leave();
      await gate.close();
    }
  }
}

/** Fine weather again: everything sent is answered, what follows is done, and boards agree. Nobody reloads. */
async function settle(cluster: Cluster, actors: readonly Actor[], desk: readonly Actor[]): Promise<number> {
  const began = performance.now();
  for (const { gate } of actors) gate.open();
  const patient = { timeout: 60_000 };
  await until(() => {
    for (const { person, sent } of actors) {
      expect(person.connection.link().state).toBe('live');
      expect(sent.filter(({ ack }) => ack === null)).toEqual([]);
    }
  }, patient);
  await until(async () => {
    expect(await cluster.store.models.orders.countDocuments({ 'pending.0': { $exists: true } })).toBe(0);
    const truth = await boardInDatabase(cluster, AREAS.north);
    for (const { person } of desk) {
      expect(person.boardLink()).toBe('live');
      expect(cardsOf(person)).toEqual(truth);
    }
  }, patient);
  return performance.now() - began;
}

type Orders = Awaited<ReturnType<typeof expectAgreement>>;

/** Whatever was acknowledged is in a history, once; and nothing is there that nobody asked for. */
function checkAnswers(orders: Orders, actors: readonly Actor[], residents: readonly Resident[]): void {
  const events = orders.flatMap((order) => order.history.map((event) => ({ event, order })));
  for (const { person, sent } of actors) {
    const mine = events.filter(
      ({ event }) => event.by.kind === 'member' && event.by.memberId === person.member._id,
    );
    const acked = sent.flatMap(({ ack }) => (ack?.ok && ack.eventId !== undefined ? [ack.eventId] : []));
    expect(new Set(acked).size).toBe(acked.length);
    // Each accepted command is one event of its author, and each event of an author was acknowledged.
    expect(mine.map(({ event }) => event.id).sort()).toEqual([...acked].sort());
  }
  const texts = residents.flatMap((one) => one.texts);
  const stored = orders.filter((order) => texts.includes(order.reports[0]?.text ?? ''));
  expect(stored.map((order) => order.no).sort()).toEqual(
    residents.flatMap((one) => one.receipts.map(({ orderNo }) => orderNo)).sort(),
  );
  const ratings = stored.flatMap((order) => order.reports.flatMap((report) => report.ratings));
  expect(ratings.length).toBeGreaterThanOrEqual(residents.reduce((sum, one) => sum + one.rated.size, 0));
  checkNotices(orders, actors);
}

/** Notices may arrive more than once, but each order was announced under as many ids as there were reasons to (S10). */
function checkNotices(orders: Orders, actors: readonly Actor[]): void {
  const ids = new Map<string, Set<string>>();
  for (const { orderId, type, id } of actors.flatMap(({ person }) => person.notices)) {
    if (type !== 'new_request') continue;
    ids.set(orderId, (ids.get(orderId) ?? new Set()).add(id));
  }
  for (const { _id } of orders) expect(ids.get(_id)?.size ?? 0).toBeLessThanOrEqual(1);
}
