import type { Server } from 'socket.io';
import type { Order } from '../../../shared/order/order.ts';
import { pickLanguage } from '../../../shared/texts/index.ts';
import { createProgressReader } from '../../access/progress.ts';
import { hashCode, readTrackingCode } from '../../commands/codes.ts';
import type { RealtimeDeps } from '../deps.ts';

const WRONG_CODES_PER_MINUTE = 60;
const MINUTE = 60_000;

const orderTopic = (orderId: string): string => `order:${orderId}`;

/**
 * Residents' line (P53): a connection joins the room of the one order its tracking code leads to, hears that order's
 * progress, and may send nothing. Wrong codes are counted per address.
 */
export function mountPublic(io: Server, deps: RealtimeDeps): { close: () => void } {
  const space = io.of('/public');
  const reader = createProgressReader(deps.store);
  const wrong = new Map<string, { count: number; since: number }>();

  const isGuessing = (address: string): boolean => {
    const at = deps.now();
    const entry = wrong.get(address);
    if (!entry || at - entry.since > MINUTE) return false;
    return entry.count >= WRONG_CODES_PER_MINUTE;
  };
  const countWrong = (address: string): void => {
    const at = deps.now();
    if (wrong.size > 10_000) wrong.clear();
    const entry = wrong.get(address);
    if (entry && at - entry.since <= MINUTE) entry.count += 1;
    else wrong.set(address, { count: 1, since: at });
  };

  space.use((socket, next) => {
    const address = socket.handshake.address;
    const code = (socket.handshake.auth as { readonly trackingCode?: unknown }).trackingCode;
    if (isGuessing(address)) {
      next(refusal('rate_limited'));
      return;
    }
    const plain = typeof code === 'string' && code.length < 64 ? readTrackingCode(code) : null;
    const hash = plain === null ? null : hashCode(plain);
    const found = hash === null ? Promise.resolve(null) : reader.byTrackingHash(hash);
    found
      .then((report) => {
        if (!report) {
          countWrong(address);
          next(refusal('not_found'));
          return;
        }
        // The followed order and the one it was merged into both tell.
        socket.data = { hash, orderIds: report.orderIds };
        next();
      })
      .catch(() => next(refusal('unavailable')));
  });
  space.on('connection', (socket) => {
    const { orderIds } = socket.data as { readonly orderIds: readonly string[] };
    void socket.join(orderIds.map(orderTopic));
  });

  const tell = async (order: Order): Promise<void> => {
    const sockets = await space.in(orderTopic(order._id)).local.fetchSockets();
    for (const socket of sockets) {
      const { hash } = socket.data as { readonly hash: string };
      const report = await reader.byTrackingHash(hash);
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
