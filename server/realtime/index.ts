import type { Mounted } from '../parts.ts';
import type { RealtimeDeps } from './deps.ts';
import { makeRevocations } from './revocations.ts';
import { mountSocket } from './socket/index.ts';
import type { Boards } from './yjs/boards.ts';
import { mountYjs } from './yjs/index.ts';

export { createAnnouncer } from './announcer.ts';
export type { RealtimeDeps } from './deps.ts';
export { createNotifier } from './notifier.ts';

export interface Realtime extends Mounted {
  readonly boards: Boards;
  /** One round of signs of life and housekeeping; runs by itself every ten seconds. */
  beat(): void;
}

/**
 * Socket.IO and Yjs on the one http server, to which the pages must be attached already.
 * @param processId names this process's board epochs; never reused
 */
export function mountRealtime(deps: RealtimeDeps, processId: string): Realtime {
  const revocations = makeRevocations(deps.sessions, deps.now);
  const yjs = mountYjs(deps, revocations, processId);
  const socket = mountSocket(deps, yjs.boards, revocations);
  return {
    boards: yjs.boards,
    beat: () => {
      yjs.beat();
      socket.beat();
    },
    close: async () => {
      await socket.close();
      await yjs.close();
      revocations.close();
    },
  };
}
