import { startLoop } from '../jobs/loop.ts';
import type { Mounted } from '../parts.ts';
import type { RealtimeDeps } from './deps.ts';
import { watchGuests } from './guests.ts';
import { mountSocket } from './socket/index.ts';
import { type Boards, createBoards } from './yjs/boards.ts';
import { mountYjs } from './yjs/index.ts';

export { createAnnouncer } from './announcer.ts';
export type { RealtimeDeps } from './deps.ts';
export { createNotifier } from './notifier.ts';

export interface Realtime extends Mounted {
  readonly boards: Boards;
  /** One round of looking after everything; runs by itself every half minute. */
  round(): Promise<void>;
}

const ROUND_EVERY_MS = 30_000;

/** Socket.IO and Yjs on the one http server. @param processId names this process's board epochs; never reused */
export function mountRealtime(deps: RealtimeDeps, processId: string): Realtime {
  const boards = createBoards({ ...deps, processId });
  const yjs = mountYjs(deps, boards, processId);
  const socket = mountSocket(deps, boards);
  const guests = watchGuests(deps, (visit) => {
    yjs.eachGuest(visit);
    socket.eachGuest(visit);
  });
  yjs.admitBy(guests);
  const round = async (): Promise<void> => {
    guests.endExpired();
    yjs.ping();
    await deps.announcer.scan();
    await boards.tidy();
    if (deps.config.redisUrl !== null) await yjs.catchUp();
  };
  const rounds = startLoop({ name: 'realtime', everyMs: ROUND_EVERY_MS, log: deps.log, run: round });
  // What was told while the database was away could not be read.
  const stopWaiting = deps.health.onChange((writable) => {
    if (!writable) return;
    round().catch((error: unknown) => deps.log.warn({ err: error }, 'the next round looks again'));
  });
  return {
    boards,
    round,
    close: async () => {
      stopWaiting();
      await rounds.close();
      guests.close();
      await socket.close();
      await yjs.close();
      boards.close();
    },
  };
}
