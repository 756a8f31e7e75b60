import type { Namespace } from 'socket.io';
import { MOST_NOTICES } from '../../../shared/protocol/limits.ts';
import type { ServerToClient } from '../../../shared/protocol/socket.ts';
import type { Sessions } from '../../parts.ts';
import { isFollowRoom } from './followers.ts';

/** Everything else that was missed is in the hello, or read after it. */
const SENT_AGAIN: keyof ServerToClient = 'notice';

/**
 * Hands a broken-off connection's rooms and missed notices only to a session that is still alive (P56). Socket.IO restores
 * them, and sends what was missed, before any middleware has asked who is there. It would send everything, and before it
 * says that the connection stands: on a bad line whoever missed much would never get through, and miss more (P66).
 * @param tokenIn finds the session token in what was kept of the connection
 */
export function guardRecovery(
  space: Pick<Namespace, 'adapter'>,
  sessions: Pick<Sessions, 'find'>,
  tokenIn: (data: unknown) => string | null,
): void {
  const { adapter } = space;
  const restore = adapter.restoreSession.bind(adapter);
  adapter.restoreSession = async (pid, offset) => {
    const kept = await restore(pid, offset);
    const token = kept ? tokenIn(kept.data) : null;
    const isAlive = token !== null && (await sessions.find(token)) !== null;
    // Socket.IO's own word for "nothing to restore" is a null its types do not know.
    if (!isAlive) return null as unknown as typeof kept;
    return {
      ...kept,
      rooms: kept.rooms.filter((room) => !isFollowRoom(room)),
      missedPackets: kept.missedPackets.filter(isNotice).slice(-MOST_NOTICES),
    };
  };
}

/** @param packet a list: the event's name, its arguments and the offset */
const isNotice = (packet: unknown): boolean => Array.isArray(packet) && packet[0] === SENT_AGAIN;
