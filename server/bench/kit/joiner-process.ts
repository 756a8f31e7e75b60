import { io } from 'socket.io-client';
import { WebSocket } from 'ws';
import { Awareness } from 'y-protocols/awareness';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { openRoomAt } from '../../../client/kit/room-link.ts';
import { BOARD_MAPS } from '../../../shared/protocol/board.ts';
import { clock, until } from './measure.ts';
import { serve } from './remote.ts';

export interface Joining {
  readonly url: string;
  /** `page`: as the product's own pages join; `stock`: as y-websocket does; `json`: the peer, which answers the same cards. */
  readonly as: 'page' | 'stock' | 'json';
  readonly room: string;
  readonly cookie: string;
  readonly cards: number;
}
export interface Joined {
  readonly ms: number;
  readonly bytes: number;
}

/** One page that opens a board with nothing kept from before. */
const skills = {
  join: (joining: Joining): Promise<Joined> =>
    joining.as === 'json' ? overSocketIo(joining) : overYjs(joining),
};
export type JoinerSkills = typeof skills;
serve(skills);

async function overYjs({ url, as, room, cookie, cards }: Joining): Promise<Joined> {
  const sockets: WebSocket[] = [];
  class Browser extends WebSocket {
    constructor(address: string, protocols?: string | string[]) {
      super(address, protocols, { headers: { Origin: url, Cookie: cookie } });
      sockets.push(this);
    }
  }
  const rooms = {
    address: url.replace('http', 'ws'),
    WebSocketPolyfill: Browser as unknown as typeof globalThis.WebSocket,
  };
  const doc = new Y.Doc();
  const begun = clock();
  const close = await new Promise<() => void>((resolve) => {
    if (as === 'page') {
      const link = openRoomAt(rooms, room, doc, new Awareness(doc), {
        synced: (synced) => synced && resolve(() => link.close()),
        connected: () => undefined,
        closed: () => undefined,
      });
      return;
    }
    const { address, ...withSockets } = rooms;
    const provider = new WebsocketProvider(`${address}/yjs`, encodeURIComponent(room), doc, {
      disableBc: true,
      ...withSockets,
    });
    provider.once('sync', () => resolve(() => provider.destroy()));
  });
  const ms = clock() - begun;
  const shown = doc.getMap(BOARD_MAPS.orders).size;
  if (shown !== cards) throw new Error(`${shown} of ${cards} cards came`);
  const bytes = bytesOf(sockets[0]);
  close();
  doc.destroy();
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
