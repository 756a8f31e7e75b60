import { z } from 'zod';
import type { Order } from '../../../shared/order/order.ts';
import { relationsOf } from '../../../shared/order/relation.ts';
import type { OrderChanged } from '../../../shared/protocol/socket.ts';
import { toActor } from '../../access/actor.ts';
import { loadOrder, toOrder } from '../../commands/load.ts';
import type { RealtimeDeps } from '../deps.ts';
import { toChanged } from './changes.ts';
import type { MemberSocket, MemberSpace } from './line.ts';
import { makePace } from './pace.ts';

export interface Followers {
  /** One order at a time; of those asked for while one is looked up, only the latest counts. */
  listen(socket: MemberSocket): void;
  /** Whoever may no longer see the order hears of this last change. */
  tell(order: Order): void;
}

const PREFIX = 'order:';
const orderRoom = (orderId: string): string => PREFIX + orderId;
const orderIdOrNone = z.string().min(1).max(64).nullable();

/**
 * Those whose page shows one order, wherever it lies (P67). A desk has thousands on its boards, which come another way: telling
 * it of each a second time would double what it is sent.
 */
export function makeFollowers(
  space: MemberSpace,
  deps: Pick<RealtimeDeps, 'sessions' | 'store' | 'log' | 'now'>,
): Followers {
  const { models } = deps.store;

  /** @returns null: there is nothing this person may see */
  const follow = async (socket: MemberSocket, orderId: string): Promise<OrderChanged | null> => {
    const [found, document] = await Promise.all([
      deps.sessions.find(socket.data.token),
      loadOrder(models, orderId),
    ]);
    if (!found || !document || !socket.connected) return null;
    const actor = toActor(found.member);
    if (relationsOf(actor, toOrder(document)).size === 0) return null;
    socket.data.follower = actor;
    await socket.join(orderRoom(orderId));
    // What was committed before the room was joined was told to nobody in it.
    const now = await models.orders.findById(orderId, { rev: 1, status: 1 }).lean();
    return now && { orderId, rev: now.rev, status: now.status };
  };

  const unfollow = async (socket: MemberSocket): Promise<void> => {
    for (const room of socket.rooms) if (room.startsWith(PREFIX)) await socket.leave(room);
  };

  return {
    listen: (socket) => {
      const mayAsk = makePace(deps.now);
      let latest = 0;
      let turn = Promise.resolve();
      socket.on('follow', (message: unknown, ack: unknown) => {
        const asked = orderIdOrNone.safeParse(message);
        const answer =
          typeof ack === 'function' ? (ack as (now: OrderChanged | null) => void) : () => undefined;
        if (!asked.success || !mayAsk()) {
          answer(null);
          return;
        }
        latest += 1;
        const mine = latest;
        const take = async (): Promise<OrderChanged | null> => {
          if (mine !== latest) return null;
          await unfollow(socket);
          return asked.data === null ? null : await follow(socket, asked.data);
        };
        turn = turn
          .then(take)
          .then(answer)
          .catch((error: unknown) => {
            deps.log.warn({ err: error }, 'an order could not be followed; its page will ask again');
            answer(null);
          });
      });
    },
    tell: (order) => {
      const room = orderRoom(order._id);
      for (const id of space.adapter.rooms.get(room) ?? []) {
        const socket = space.sockets.get(id);
        if (!socket) continue;
        socket.emit('changed', [toChanged({ order })]);
        const { follower } = socket.data;
        if (!follower || relationsOf(follower, order).size === 0) void socket.leave(room);
      }
    },
  };
}
