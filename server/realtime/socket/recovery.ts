import type { Namespace } from 'socket.io';
import type { Sessions } from '../../parts.ts';

/**
 * Hands a broken-off connection's rooms and missed notices only to a session that is still alive (P56). Socket.IO restores
 * them, and sends what was missed, before any middleware has asked who is there.
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
    // Socket.IO's own word for "nothing to restore" is a null its types do not know.
    const token = kept ? tokenIn(kept.data) : null;
    const isAlive = token !== null && (await sessions.find(token)) !== null;
    return isAlive ? kept : (null as unknown as typeof kept);
  };
}
