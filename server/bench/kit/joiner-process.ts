import { io } from 'socket.io-client';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { BOARD_MAPS } from '../../../shared/protocol/board.ts';
import { clock, until } from './measure.ts';
import { serve } from './remote.ts';

export interface Joining {
  readonly url: string;
  /** Null: the peer, which answers the same cards as JSON. */
  readonly room: string | null;
  readonly cookie: string;
  readonly cards: number;
}
export interface Joined {
  readonly ms: number;
  readonly bytes: number;
}

/** One page that opens a board with nothing kept from before, as the stock clients do it. */
const skills = {
  join: (joining: Joining): Promise<Joined> =>
    joining.room === null ? overSocketIo(joining) : overYjs(joining, joining.room),
};
export type JoinerSkills = typeof skills;
serve(skills);

async function overYjs({ url, cookie, cards }: Joining, room: string): Promise<Joined> {
  const sockets: WebSocket[] = [];
  class Browser extends WebSocket {
    constructor(address: string, protocols?: string | string[]) {
      super(address, protocols, { headers: { Origin: url, Cookie: cookie } });
      sockets.push(this);
    }
  }
  const doc = new Y.Doc();
  const begun = clock();
  const provider = new WebsocketProvider(`${url.replace('http', 'ws')}/yjs`, encodeURIComponent(room), doc, {
    disableBc: true,
    WebSocketPolyfill: Browser as unknown as typeof globalThis.WebSocket,
  });
  await new Promise<void>((resolve) => provider.once('sync', () => resolve()));
  const ms = clock() - begun;
  const shown = doc.getMap(BOARD_MAPS.orders).size;
  if (shown !== cards) throw new Error(`${shown} of ${cards} cards came`);
  const bytes = bytesOf(sockets[0]);
  provider.destroy();
  return { ms, bytes };
}

async function overSocketIo({ url, cards }: Joining): Promise<Joined> {
  const begun = clock();
  const socket = io(url, { transports: ['websocket'], forceNew: true });
  const board = (await socket.timeout(30_000).emitWithAck('board')) as readonly unknown[];
  const ms = clock() - begun;
  if (board.length !== cards) throw new Error(`${board.length} of ${cards} cards came`);
  const { ws } = socket.io.engine.transport as unknown as { readonly ws: WebSocket };
  const bytes = bytesOf(ws);
  socket.disconnect();
  await until('the peer to hang up', () => !socket.connected);
  return { ms, bytes };
}

/** Everything on the wire, frame headers included. */
const bytesOf = (socket: WebSocket | undefined): number =>
  (socket as unknown as { readonly _socket: { readonly bytesRead: number } } | undefined)?._socket
    .bytesRead ?? 0;
