import type { Bus } from '../../parts.ts';
import type { AwarenessState } from './frames.ts';

/** One room's line to the same room on other servers. */
export interface PresenceLink {
  tell(states: readonly AwarenessState[]): void;
  onStates(listener: (states: readonly AwarenessState[]) => void): void;
  /** Another server opened the room and asks who is here. */
  onAsked(listener: () => void): void;
  close(): void;
}

const TOPIC = 'presence';

interface Word {
  readonly from: string;
  readonly room: string;
  /** Absent: asks for everybody. */
  readonly states?: readonly AwarenessState[];
}

/**
 * Presence crosses between servers under a name that is the same on all of them: a board's area, not its epoch, for every
 * server has an epoch of its own (Y21).
 */
export function createPresenceLinks(bus: Bus, processId: string) {
  const rooms = new Map<string, { states: (states: readonly AwarenessState[]) => void; asked: () => void }>();
  const stop = bus.subscribe(TOPIC, (message) => {
    const word = message as Word;
    if (word.from === processId) return;
    const room = rooms.get(word.room);
    if (!room) return;
    if (word.states) room.states(word.states);
    else room.asked();
  });
  return {
    open: (name: string): PresenceLink => {
      const own = { states: (_: readonly AwarenessState[]): void => undefined, asked: (): void => undefined };
      rooms.set(name, own);
      bus.publish(TOPIC, { from: processId, room: name } satisfies Word);
      return {
        tell: (states) => bus.publish(TOPIC, { from: processId, room: name, states } satisfies Word),
        onStates: (listener) => {
          own.states = listener;
        },
        onAsked: (listener) => {
          own.asked = listener;
        },
        close: () => {
          if (rooms.get(name) === own) rooms.delete(name);
        },
      };
    },
    close: stop,
  };
}
export type PresenceLinks = ReturnType<typeof createPresenceLinks>;
