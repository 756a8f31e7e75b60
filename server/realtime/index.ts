import type { Mounted } from '../parts.ts';
import type { RealtimeDeps } from './deps.ts';
import { mountSocket } from './socket/index.ts';
import { type Boards, createBoards } from './yjs/boards.ts';
import { mountYjs } from './yjs/index.ts';

export { createAnnouncer } from './announcer.ts';
export type { RealtimeDeps } from './deps.ts';
export { createNotifier } from './notifier.ts';

/** Socket.IO and Yjs on the one http server. @param processId names this process's board epochs; never reused. */
export function mountRealtime(deps: RealtimeDeps, processId: string): Mounted & { readonly boards: Boards } {
  const boards = createBoards({ ...deps, processId });
  const yjs = mountYjs(deps, boards, processId);
  const socket = mountSocket(deps, boards);
  return {
    boards,
    close: async () => {
      await socket.close();
      await yjs.close();
      boards.close();
    },
  };
}
