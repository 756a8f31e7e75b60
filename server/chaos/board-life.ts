import process from 'node:process';
import { setImmediate as turnOver } from 'node:timers/promises';
import v8 from 'node:v8';
import vm from 'node:vm';
import { expect } from 'vitest';
import * as Y from 'yjs';
import { type Random, seededRandom } from '../../seed/random.ts';
import type { Order } from '../../shared/order/order.ts';
import type { Status } from '../../shared/order/state.ts';
import type { TestApp } from '../testing/app.ts';
import { accepted } from '../testing/core.ts';
import { joinRoom, until } from '../testing/live.ts';
import { openPerson, type Person } from '../testing/person.ts';
import { BOARD_AREA } from './desk.ts';

export interface BoardLife {
  readonly seed: number;
  readonly cards: number;
  readonly changes: number;
  readonly viewers: number;
}

export interface Sample {
  /** Changes so far. */
  readonly after: number;
  /** Server and viewers together, after a collection. */
  readonly heapBytes: number;
  readonly boardBytes: number;
}

export interface BoardLifeFigures {
  readonly samples: readonly Sample[];
  /** Rooms the board had, one after another. */
  readonly rooms: number;
}

/** Written at once, because the life of the board is what is looked at here, and told in small groups as in life. */
const BATCH = 100;
const TOLD_AT_ONCE = 10;
/** Batches between two looks at the viewers: nobody is driven faster than they can follow. */
const LOOK_EVERY = 10;
const SAMPLES = 8;
const STATUSES: readonly Status[] = ['new', 'dispatched', 'handling', 'done'];

v8.setFlagsFromString('--expose-gc');
const collect = vm.runInNewContext('gc') as () => void;

async function fill(app: TestApp, cards: number): Promise<Order[]> {
  const resident = { kind: 'resident', reportId: null } as const;
  const orders: Order[] = [];
  for (let i = 0; i < cards; i += 1) {
    const payload = { areaId: 'grid1', text: `第${i + 1}件：楼道灯不亮` };
    orders.push(accepted(await app.commands.run(resident, app.command('submit', undefined, payload))).order);
  }
  return orders;
}

/** Changes some orders in the database at once and tells of them, as their commits would. */
async function change(app: TestApp, orders: readonly Order[]): Promise<void> {
  await app.store.models.orders.bulkWrite(
    orders.map(({ _id, rev, status }) => ({
      updateOne: { filter: { _id }, update: { $set: { rev, status }, $currentDate: { writtenAt: true } } },
    })),
  );
  for (let from = 0; from < orders.length; from += TOLD_AT_ONCE) {
    for (const order of orders.slice(from, from + TOLD_AT_ONCE))
      app.app.announcer.announce({ order, events: [], before: null });
    await turnOver();
  }
}

/** Moves some cards, in the list too. */
function drawChanges(random: Random, orders: Order[]): Order[] {
  const places = new Set(Array.from({ length: BATCH }, () => random.int(0, orders.length - 1)));
  return [...places].map((place) => {
    const order = orders[place] as Order;
    const next = { ...order, rev: order.rev + 1, status: random.maybe(STATUSES) ?? order.status };
    orders[place] = next;
    return next;
  });
}

const showsAll = (viewer: Person, orders: readonly Order[]): void => {
  for (const { _id, rev, status } of orders)
    expect(viewer.board.state.cards[_id]?.state.slice(0, 2)).toEqual([status, rev]);
};

/** What a page that opens now is sent, in bytes. */
async function sizeOfBoard(app: TestApp, viewer: Person, cookie: string): Promise<number> {
  const room = viewer.connection.hello()?.boards.find((board) => board.areaId === BOARD_AREA)?.room ?? '';
  const joined = joinRoom(app, room, { cookie });
  await joined.synced();
  const bytes = Y.encodeStateAsUpdate(joined.doc).length;
  joined.leave();
  return bytes;
}

/** The life of one busy board, as fast as its viewers can follow (Y37). */
export async function liveBoard(app: TestApp, life: BoardLife): Promise<BoardLifeFigures> {
  const random = seededRandom(life.seed);
  const orders = await fill(app, life.cards);
  const rooms = new Set<string>();
  const officer = await app.makeMember({ roles: ['officer'] });
  const cookie = await app.cookieOf(officer);
  const viewers = Array.from({ length: life.viewers }, () =>
    openPerson({ url: app.url, member: officer, cookie, areaId: BOARD_AREA }),
  );
  for (const { connection } of viewers)
    connection.onHello(({ boards }) => {
      const room = boards.find((board) => board.areaId === BOARD_AREA)?.room;
      if (room !== undefined) rooms.add(room);
    });
  const samples: Sample[] = [];
  try {
    for (const viewer of viewers) await until(() => showsAll(viewer, orders));
    let done = 0;
    for (let batch = 0; done < life.changes; batch += 1) {
      const changed = drawChanges(random, orders);
      done += changed.length;
      await change(app, changed);
      if (batch % LOOK_EVERY === 0)
        for (const viewer of viewers) await until(() => showsAll(viewer, changed));
      if (done < ((samples.length + 1) * life.changes) / SAMPLES) continue;
      for (const viewer of viewers) await until(() => showsAll(viewer, orders));
      const [viewer] = viewers;
      const boardBytes = viewer ? await sizeOfBoard(app, viewer, cookie) : 0;
      collect();
      samples.push({ after: done, heapBytes: process.memoryUsage().heapUsed, boardBytes });
    }
    return { samples, rooms: rooms.size };
  } finally {
    for (const viewer of viewers) viewer.leave();
  }
}
