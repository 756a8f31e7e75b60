import type { Namespace, Server } from 'socket.io';
import type { Order } from '../../../shared/order/order.ts';
import type { PublicClientToServer, PublicServerToClient } from '../../../shared/protocol/socket.ts';
import { pickLanguage } from '../../../shared/texts/index.ts';
import { makeAddressReader } from '../../access/address.ts';
import { createProgressReader } from '../../access/progress.ts';
import { hashCode, readTrackingCode } from '../../commands/codes.ts';
import { HttpFault } from '../../http/fault.ts';
import { addressKey } from '../../http/limits.ts';
import type { RealtimeDeps } from '../deps.ts';

/** What is known of a resident's connection: the hash of its code, and the orders it hears of. */
interface Followed {
  readonly hash: string;
  readonly orderIds: readonly string[];
}
type PublicSpace = Namespace<PublicClientToServer, PublicServerToClient, Record<string, never>, Followed>;

const orderTopic = (orderId: string): string => `order:${orderId}`;

/**
 * Residents' line (P53): a connection joins the room of the one order its tracking code leads to, hears that order's
 * progress, and may send nothing. Wrong codes are counted per address, together with those over HTTP.
 */
export function mountPublic(io: Server, deps: RealtimeDeps): { close: () => void } {
  // Socket.IO types one pair of event maps per server, and this line speaks another.
  const space = io.of('/public') as PublicSpace;
  const reader = createProgressReader(deps.store);
  const addressOf = makeAddressReader(deps.config.trustProxy);

  space.use((socket, next) => {
    const address = addressKey(addressOf(socket.request));
    const code = (socket.handshake.auth as { readonly trackingCode?: unknown }).trackingCode;
    const plain = typeof code === 'string' && code.length < 64 ? readTrackingCode(code) : null;
    const hash = plain === null ? null : hashCode(plain);
    deps.guesses
      .look(address, async () => (hash === null ? null : await reader.byTrackingHash(hash)))
      .then((report) => {
        if (!report || hash === null) {
          next(refusal('not_found'));
          return;
        }
        // The followed order and the one it was merged into both tell.
        socket.data = { hash, orderIds: report.orderIds };
        next();
      })
      .catch((error: unknown) => next(refusal(error instanceof HttpFault ? error.code : 'unavailable')));
  });
  space.on('connection', (socket) => {
    void socket.join(socket.data.orderIds.map(orderTopic));
  });

  const tell = async (order: Order): Promise<void> => {
    const sockets = await space.in(orderTopic(order._id)).local.fetchSockets();
    for (const socket of sockets) {
      const report = await reader.byTrackingHash(socket.data.hash);
      if (!report) continue;
      if (report.survivor) socket.join(orderTopic(report.survivor._id));
      const language = pickLanguage(socket.handshake.headers['accept-language']);
      socket.emit('progress', await reader.progress(report, language));
    }
  };
  const stop = deps.announcer.onChange(({ order }) => {
    tell(order).catch((error: unknown) =>
      deps.log.warn({ err: error }, 'a resident will see the change when asking again'),
    );
  });
  return { close: stop };
}

const refusal = (code: string): Error => Object.assign(new Error(code), { data: { code } });
