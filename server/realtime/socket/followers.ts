import { z } from 'zod';
import type { MemberActor } from '../../../shared/order/actor.ts';
import type { Order } from '../../../shared/order/order.ts';
import { relationsOf } from '../../../shared/order/relation.ts';
import type { FollowAnswer } from '../../../shared/protocol/socket.ts';
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

const PREFIX = 'followed:';
const followRoom = (orderId: string): string => PREFIX + orderId;
/** Rooms that a connection is in because of what its page shows: it says so anew after every greeting. */
export const isFollowRoom = (room: unknown): boolean => typeof room === 'string' && room.startsWith(PREFIX);

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

  const see = async (actor: MemberActor, orderId: string): Promise<Order | null> => {
    const document = await loadOrder(models, orderId);
    const order = document && toOrder(document);
    return order && relationsOf(actor, order).size > 0 ? order : null;
  };

  const follow = async (socket: MemberSocket, orderId: string): Promise<FollowAnswer> => {
    const found = await deps.sessions.find(socket.data.token);
    if (!found) return null;
    const actor = toActor(found.member);
    if (!(await see(actor, orderId)) || !socket.connected) return null;
    socket.data.follower = actor;
    await socket.join(followRoom(orderId));
    // What was committed before the room was joined was told to nobody in it, a change of who may see it included.
    const now = await see(actor, orderId);
    if (now) return toChanged({ order: now });
    await socket.leave(followRoom(orderId));
    return null;
  };

  const unfollow = async (socket: MemberSocket): Promise<void> => {
    for (const room of socket.rooms) if (isFollowRoom(room)) await socket.leave(room);
  };

  return {
    listen: (socket) => {
      const mayAsk = makePace(deps.now);
      let latest = 0;
      let turn = Promise.resolve();
      socket.on('follow', (message: unknown, ack: unknown) => {
        const answer = typeof ack === 'function' ? (ack as (now: FollowAnswer) => void) : () => undefined;
        const asked = orderIdOrNone.safeParse(message);
        if (!asked.success) {
          answer(null);
          return;
        }
        latest += 1;
        const mine = latest;
        const take = async (): Promise<FollowAnswer> => {
          if (mine !== latest) return null;
          await unfollow(socket);
          if (asked.data === null) return null;
          return mayAsk() ? await follow(socket, asked.data) : 'later';
        };
        turn = turn
          .then(take)
          .then(answer)
          .catch((error: unknown) => {
            deps.log.warn({ err: error }, 'an order could not be followed; its page asks again');
            answer('later');
          });
      });
    },
    tell: (order) => {
      const room = followRoom(order._id);
      for (const id of space.adapter.rooms.get(room) ?? []) {
        const socket = space.sockets.get(id);
        if (!socket) continue;
        socket.emit('followed', toChanged({ order }));
        const { follower } = socket.data;
        if (!follower || relationsOf(follower, order).size === 0) void socket.leave(room);
      }
    },
  };
}
