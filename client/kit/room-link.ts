import type { Awareness } from 'y-protocols/awareness';
import { WebsocketProvider } from 'y-websocket';
import type * as Y from 'yjs';
import { parseRoom } from '../../shared/protocol/rooms.ts';

/** One connection to one Yjs room. */
export interface RoomLink {
  /** Asks again at once after a close that ended the room, or when the network came back. */
  readonly reconnect: () => void;
  /** Milliseconds of local time at which anything was last heard; 0 before. */
  readonly lastHeard: () => number;
  readonly close: () => void;
}

export interface RoomHandlers {
  /** The first sync is done, or was lost again. */
  readonly synced: (synced: boolean) => void;
  readonly connected: (connected: boolean) => void;
  /** A 44xx close: the server decided, and the provider has stopped. */
  readonly closed: (code: number, reason: string) => void;
}

export type OpenRoom = (room: string, doc: Y.Doc, awareness: Awareness, handlers: RoomHandlers) => RoomLink;

/** Asking for the state again tells us within seconds that the room still agrees, and finds half-open connections. */
const RESYNC_MS = 10_000;

/** `ws://host`, and for a client without a page the sockets it uses. */
export interface RoomsAt {
  readonly address: string;
  readonly WebSocketPolyfill?: typeof WebSocket;
}

const pageAddress = (): RoomsAt => {
  const { protocol, host } = globalThis.location;
  return { address: `${protocol === 'https:' ? 'wss' : 'ws'}://${host}` };
};

/** The stock y-websocket provider on `/yjs`. Tabs do not talk to each other: each has its own session with the server. */
export const openRoom: OpenRoom = (room, doc, awareness, handlers) =>
  openRoomAt(pageAddress(), room, doc, awareness, handlers);

export function openRoomAt(
  { address, ...sockets }: RoomsAt,
  ...[room, doc, awareness, handlers]: Parameters<OpenRoom>
): RoomLink {
  const provider = new WebsocketProvider(`${address}/yjs`, encodeURIComponent(room), doc, {
    awareness,
    disableBc: true,
    resyncInterval: RESYNC_MS,
    maxBackoffTime: 5000,
    ...sockets,
  });
  // Boards are written by the server alone. Yjs packs whatever comes once more for who listens, which the provider does to send
  // what was written here: with ten thousand cards that is a quarter of the time in which a page joins.
  if (parseRoom(room)?.kind === 'board') doc.off('update', provider._updateHandler);
  provider.on('sync', handlers.synced);
  provider.on('status', (event) => {
    if (event.status !== 'connecting') handlers.connected(event.status === 'connected');
  });
  provider.on('closed', (close) => handlers.closed(close.code, close.reason));
  return {
    reconnect: () => provider.connect(),
    lastHeard: () => provider.wsLastMessageReceived,
    close: () => provider.destroy(),
  };
}
