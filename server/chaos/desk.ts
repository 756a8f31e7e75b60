import { expect } from 'vitest';
import { type Area, hasBoard } from '../../shared/areas/area.ts';
import { isOnBoard, toCard, toCardState } from '../../shared/order/card.ts';
import type { Member } from '../../shared/people/member.ts';
import {
  BOARD_MAPS,
  type Card,
  type CardState,
  type KeptCard,
  type KeptState,
  unpackCard,
  unpackState,
} from '../../shared/protocol/board.ts';
import { toOrder } from '../commands/load.ts';
import type { Cluster } from '../testing/cluster.ts';
import { type JoinedRoom, joinRoom, type Line, openLine } from '../testing/live.ts';

/** An officer with the board of the north community open on one server, or through a gate. */
export interface Desk {
  readonly member: Member;
  readonly cookie: string;
  readonly line: Line;
  readonly board: JoinedRoom;
  readonly leave: () => void;
}

export const BOARD_AREA = 'north';

export async function openDesk(cluster: Cluster, at: { readonly url: string }): Promise<Desk> {
  const { member, cookie } = await cluster.signIn({ roles: ['officer'] });
  const line = openLine(at, cookie);
  await line.hello();
  const board = joinRoom(at, line.roomOf(BOARD_AREA), { cookie });
  await board.synced();
  return {
    member,
    cookie,
    line,
    board,
    leave: () => {
      board.leave();
      line.hangUp();
    },
  };
}

/** Files a request at a desk and opens it to everybody in the field. @returns its id */
export async function pooledOrder(line: Line, text = '楼道灯不亮'): Promise<string> {
  const filed = await line.command('submit', null, { areaId: 'grid1', text });
  if (!filed.ok) throw new Error(`not taken: ${filed.code}`);
  const opened = await line.command('dispatch', filed.order._id, { to: { pool: true } });
  if (!opened.ok) throw new Error(`not dispatched: ${opened.code}`);
  return filed.order._id;
}

export type Shown = Readonly<Record<string, readonly [Card, CardState]>>;

/** Both halves of every card in a board document. */
export const shownOn = ({ doc }: Pick<JoinedRoom, 'doc'>): Shown => {
  const states = doc.getMap<KeptState>(BOARD_MAPS.state);
  return Object.fromEntries(
    [...doc.getMap<KeptCard>(BOARD_MAPS.orders).entries()].map(([id, kept]) => [
      id,
      [unpackCard(kept), unpackState(states.get(id) as KeptState)],
    ]),
  );
};

/** What the board of an area must show, worked out from the database alone. */
export async function boardInDatabase({ store }: Pick<Cluster, 'store'>, area: Area): Promise<Shown> {
  expect(hasBoard(area)).toBe(true);
  const stored = await store.models.orders.find().lean();
  return Object.fromEntries(
    stored
      .map(toOrder)
      .filter((order) => order.areaPath.startsWith(area.path) && isOnBoard(order, Date.now()))
      .map((order) => [order._id, [toCard(order), toCardState(order)] as const]),
  );
}
