import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';
import { type Random, seededRandom } from '../../seed/random.ts';
import type { Cluster } from '../testing/cluster.ts';
import { type Gate, openGate } from '../testing/gate.ts';
import { until } from '../testing/live.ts';
import { makeMemoryCopies, openPerson, type Person, type PersonParts } from '../testing/person.ts';
import { AREAS } from '../testing/world.ts';
import { BOARD_AREA, boardInDatabase, type Desk, openDesk, type Shown } from './desk.ts';

/** What a person sees on the board. */
export const cardsOf = (person: Person): Shown =>
  Object.fromEntries(person.board.all().map(({ id, card, state }) => [id, [card, state]]));

/** A person who goes from server to server, closes the page and opens it again with what the browser kept. */
interface Traveller {
  readonly gate: Gate;
  readonly page: () => Person;
  readonly reload: () => void;
}

async function openTraveller(cluster: Cluster, gate: Gate): Promise<Traveller> {
  const who = await cluster.signIn({ roles: ['officer'] });
  const parts: PersonParts = { ...who, url: gate.url, areaId: BOARD_AREA, copies: makeMemoryCopies() };
  let page = openPerson(parts);
  return {
    gate,
    page: () => page,
    reload: () => {
      page.leave();
      page = openPerson(parts);
    },
  };
}

const isLive = (person: Person) => until(() => expect(person.boardLink()).toBe('live'));

/** One thing that happens to a traveller; some wait until the board is live again, some strike before it is. */
async function travel(random: Random, cluster: Cluster, one: Traveller): Promise<void> {
  const to = random.maybe(cluster.servers)?.url ?? '';
  switch (random.int(0, 4)) {
    case 0:
      one.gate.leadTo(to);
      one.gate.cut();
      return;
    case 1:
      one.gate.leadTo(to);
      one.gate.cut();
      return await isLive(one.page());
    case 2:
      one.gate.shut();
      one.gate.leadTo(to);
      await pause(random.int(0, 700));
      one.gate.open();
      return;
    case 3:
      one.gate.leadTo(to);
      one.reload();
      return random.chance(0.5) ? await isLive(one.page()) : undefined;
    default:
      return await isLive(one.page());
  }
}

/** Orders come, move and leave while the travellers are on their way. */
async function stir(random: Random, desks: readonly Desk[], open: string[]): Promise<void> {
  const desk = random.maybe(desks);
  if (!desk) return;
  const known = random.maybe(open);
  if (known === undefined || random.chance(0.4)) {
    const filed = await desk.line.command('submit', null, { areaId: 'grid1', text: `事项${random.id(4)}` });
    if (filed.ok) open.push(filed.order._id);
  } else if (random.chance(0.5)) {
    await desk.line.command('decline', known, { text: '已另行处理' });
    open.splice(open.indexOf(known), 1);
  } else await desk.line.command('dispatch', known, { to: { pool: true } });
}

const STEPS = 6;

/**
 * Several people move between servers at once while the board changes; each of them is one trial. At the end everybody's
 * board is what the database says: no card too many, none too few, none stale (Y35).
 */
export async function moveAbout(cluster: Cluster, seed: number, people: number): Promise<void> {
  const random = seededRandom(seed);
  const desks = await Promise.all(cluster.servers.map((server) => openDesk(cluster, server)));
  const travellers = await Promise.all(
    Array.from({ length: people }, async () =>
      openTraveller(cluster, await openGate(random.maybe(cluster.servers)?.url ?? '')),
    ),
  );
  try {
    const open: string[] = [];
    const arrived = new AbortController();
    const stirring = (async () => {
      while (!arrived.signal.aborted) {
        await stir(random, desks, open);
        await pause(random.int(40, 160));
      }
    })();
    await Promise.all(
      travellers.map(async (one, place) => {
        const own = seededRandom(seed * 1000 + place);
        for (let step = 0; step < STEPS; step += 1) await travel(own, cluster, one);
      }),
    );
    arrived.abort();
    await stirring;
    const truth = await boardInDatabase(cluster, AREAS.north);
    await until(() => {
      for (const { page } of travellers) {
        expect(page().boardLink()).toBe('live');
        expect(cardsOf(page())).toEqual(truth);
      }
    });
  } finally {
    for (const { page, gate } of travellers) {
      page().leave();
      await gate.close();
    }
    for (const desk of desks) desk.leave();
  }
}
