import { WIRE } from '../../../shared/protocol/limits.ts';
import type { RoomConnection } from './connection.ts';
import { type AwarenessState, awarenessFrame } from './frames.ts';

interface Present extends AwarenessState {
  /** Null: somebody on another server. */
  readonly connection: RoomConnection | null;
}

interface Budget {
  left: number;
  since: number;
}

const SECOND = 1000;

/**
 * Who is in a room and what they do (Y20): name and id are stamped here, a connection speaks only for its own client id, and
 * what is too large or too frequent is dropped. States are never stored.
 */
export function makePresenceDesk(now: () => number, relay: (states: readonly AwarenessState[]) => void) {
  const present = new Map<number, Present>();
  const budgets = new WeakMap<RoomConnection, Budget>();

  const withinBudget = (connection: RoomConnection): boolean => {
    const at = now();
    const budget = budgets.get(connection);
    // A clock that was set back must not silence anybody.
    if (!budget || Math.abs(at - budget.since) >= SECOND) {
      budgets.set(connection, { left: WIRE.awarenessPerSecond - 1, since: at });
      return true;
    }
    budget.left -= 1;
    return budget.left >= 0;
  };

  const stamp = (connection: RoomConnection, state: Record<string, unknown>): Record<string, unknown> => ({
    ...state,
    user: { id: connection.member._id, name: connection.member.name },
  });

  const speaksForItself = (connection: RoomConnection, clientId: number): boolean => {
    if (connection.clientId === clientId) return true;
    const other = present.get(clientId);
    if (connection.clientId !== null || (other && other.connection !== connection)) return false;
    connection.clientId = clientId;
    return true;
  };

  return {
    /** Everybody present, for somebody who has just come. */
    everyone: (): Uint8Array | null =>
      present.size === 0 ? null : awarenessFrame([...present.values()].filter((one) => one.state !== null)),
    /** What a connection says about itself; returns the frame for the whole room, the speaker included. */
    hear: (
      connection: RoomConnection,
      states: readonly AwarenessState[],
      bytes: number,
    ): Uint8Array | null => {
      if (bytes > WIRE.awarenessBytes || !withinBudget(connection)) return null;
      const heard = states
        .filter((one) => speaksForItself(connection, one.clientId))
        .filter((one) => one.clock >= (present.get(one.clientId)?.clock ?? 0))
        .map((one) => ({ ...one, state: one.state === null ? null : stamp(connection, one.state) }));
      for (const one of heard) {
        if (one.state === null) present.delete(one.clientId);
        else present.set(one.clientId, { ...one, connection });
      }
      if (heard.length === 0) return null;
      relay(heard);
      return awarenessFrame(heard);
    },
    /** States of another server, stamped there. */
    hearRemote: (states: readonly AwarenessState[]): Uint8Array => {
      for (const one of states) {
        if (one.state === null) present.delete(one.clientId);
        else present.set(one.clientId, { ...one, connection: null });
      }
      return awarenessFrame(states);
    },
    leave: (connection: RoomConnection): Uint8Array | null => {
      const gone = [...present.values()].filter((one) => one.connection === connection);
      if (gone.length === 0) return null;
      const left = gone.map((one) => ({ clientId: one.clientId, clock: one.clock + 1, state: null }));
      for (const one of gone) present.delete(one.clientId);
      relay(left);
      return awarenessFrame(left);
    },
  };
}
