import type { Namespace } from 'socket.io';
import type { OrderId } from '../../../shared/ids.ts';
import type { PublicServerToClient } from '../../../shared/protocol/socket.ts';
import type { Language } from '../../../shared/texts/index.ts';
import { makeAddressReader } from '../../access/address.ts';
import { createProgressReader } from '../../access/progress.ts';
import { hashCode, readTrackingCode } from '../../commands/codes.ts';
import type { RealtimeDeps } from '../deps.ts';
import { languageOf } from './language.ts';
import { makeRate, type Rate } from './rate.ts';
import { refuseConnection } from './refuse-connection.ts';
import type { SocketServer } from './server.ts';

/** Wrong codes of one address (P53). */
const GUESSES: Rate = { perSecond: 1, atOnce: 60 };
const MOST_ADDRESSES = 10_000;

interface FollowerData {
  /** Hash of the tracking code. */
  hash: string;
  language: Language;
}
type Followers = Namespace<Record<string, never>, PublicServerToClient, Record<string, never>, FollowerData>;

const roomOf = (orderId: OrderId): string => `order:${orderId}`;

/**
 * The residents' line: a connection follows the one report its tracking code leads to, hears its progress, and may send
 * nothing. Wrong codes are counted per address (P53).
 */
export function mountPublic(io: SocketServer, deps: RealtimeDeps): { close: () => void } {
  const { log, now } = deps;
  const space = io.of('/public') as unknown as Followers;
  const reader = createProgressReader(deps.store);
  const addressOf = makeAddressReader(deps.config.trustProxy);
  const guesses = new Map<string, () => boolean>();
  const blocked = new Map<string, number>();
  const minute = (): number => Math.floor(now() / 60_000);

  const countWrong = (address: string): void => {
    if (guesses.size >= MOST_ADDRESSES) guesses.clear();
    const isWithinRate = guesses.get(address) ?? makeRate(GUESSES, now);
    guesses.set(address, isWithinRate);
    if (isWithinRate()) return;
    if (blocked.size >= MOST_ADDRESSES) blocked.clear();
    blocked.set(address, minute());
  };

  space.use((socket, next) => {
    const address = addressOf(socket.request);
    if (blocked.get(address) === minute()) {
      next(refuseConnection('rate_limited'));
      return;
    }
    const code: unknown = socket.handshake.auth['trackingCode'];
    const plain = typeof code === 'string' && code.length < 64 ? readTrackingCode(code) : null;
    const hash = plain === null ? null : hashCode(plain);
    const found = hash === null ? Promise.resolve(null) : reader.byTrackingHash(hash);
    found.then(
      (report) => {
        if (!report || hash === null) {
          countWrong(address);
          next(refuseConnection('not_found'));
          return;
        }
        socket.data = { hash, language: languageOf(socket.handshake) };
        // The report's own order and the one it was merged into both tell.
        void socket.join(report.orderIds.map(roomOf));
        next();
      },
      () => next(refuseConnection('unavailable')),
    );
  });

  const tell = async (orderId: OrderId): Promise<void> => {
    const ids = space.adapter.rooms.get(roomOf(orderId));
    for (const id of [...(ids ?? [])]) {
      const socket = space.sockets.get(id);
      if (!socket) continue;
      const report = await reader.byTrackingHash(socket.data.hash);
      if (!report) continue;
      await socket.join(report.orderIds.map(roomOf));
      socket.emit('progress', await reader.progress(report, socket.data.language));
    }
  };
  const stop = deps.announcer.onChange(({ order }) => {
    tell(order._id).catch((error: unknown) =>
      log.warn({ err: error }, 'a resident will see the change when asking again'),
    );
  });
  return { close: stop };
}
