import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { CLOSE, WIRE } from '../../../shared/protocol/limits.ts';
import { parseRoom, type Room } from '../../../shared/protocol/rooms.ts';
import { coversPath, hasBoards } from '../../access/actor.ts';
import { tokenOf } from '../../access/cookie.ts';
import { isOriginAllowed } from '../../access/origin.ts';
import type { RealtimeDeps } from '../deps.ts';
import type { Revocations } from '../revocations.ts';
import { type Boards, createBoards } from './boards.ts';
import { makeConnection, type RoomConnection } from './connection.ts';
import { createDocuments } from './documents.ts';
import { createPresenceLinks } from './presence-link.ts';

const PREFIX = '/yjs/';
const BEAT_MS = 10_000;
const GOING_AWAY = 1001;

export interface YjsRooms {
  readonly boards: Boards;
  /** One round of signs of life; runs by itself every ten seconds. */
  beat(): void;
  close(): Promise<void>;
}

/**
 * Yjs rooms on the server's own port, spoken as y-websocket does (Y2). Every upgrade of our own origin is accepted and then,
 * where there is a reason, closed with a code: a browser cannot see why an upgrade was refused.
 */
export function mountYjs(deps: RealtimeDeps, revocations: Revocations, processId: string): YjsRooms {
  const { http, log, sessions } = deps;
  const presence = createPresenceLinks(deps.bus, processId);
  const boards = createBoards({ ...deps, presence, processId });
  const documents = createDocuments({ ...deps, presence, processId });
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: true,
    perMessageDeflate: false,
    // Larger than any frame we take, so that the sender is told with a code of ours; the library's own would be retried.
    maxPayload: WIRE.yjsDocumentBytes,
  });

  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    const path = (request.url ?? '').split('?', 1)[0] ?? '';
    if (path.startsWith('/socket.io/')) return;
    socket.on('error', () => socket.destroy());
    if (!path.startsWith(PREFIX)) {
      refuseUpgrade(socket, '404 Not Found');
      return;
    }
    if (!isOriginAllowed(request, deps.config, true)) {
      refuseUpgrade(socket, '403 Forbidden');
      return;
    }
    server.handleUpgrade(request, socket, head, (webSocket) => {
      // Frames that arrive while the session is looked up would be lost: hold the socket until the room listens.
      webSocket.pause();
      admit(request, path.slice(PREFIX.length), webSocket)
        .catch((error: unknown) => {
          log.warn({ err: error }, 'a room could not be joined; the client will try again');
          webSocket.close(CLOSE.unavailable);
        })
        .finally(() => webSocket.resume());
    });
  };

  async function admit(request: IncomingMessage, name: string, webSocket: WebSocket): Promise<void> {
    webSocket.on('error', () => undefined);
    const token = tokenOf(request.headers.cookie);
    const found = token === null ? null : await sessions.find(token);
    if (!found) {
      webSocket.close(CLOSE.signedOut);
      return;
    }
    const connection = makeConnection(webSocket, found.session, found.member);
    await join(connection, parseRoom(name));
    // The session may have ended while the room was read.
    if (revocations.has(found.session.id)) connection.close(CLOSE.signedOut);
  }

  async function join(connection: RoomConnection, room: Room | null): Promise<void> {
    if (room === null) {
      connection.close(CLOSE.notFound);
      return;
    }
    if (room.kind !== 'board') {
      await documents.join(room, connection);
      return;
    }
    const area = await boards.areaOf(room.areaId);
    const { member } = connection;
    const isAllowed = area !== null && hasBoards(member) && coversPath(member, area.path);
    if (isAllowed) await boards.join(area, room.epoch, connection);
    else connection.close(CLOSE.notFound);
  }

  const each = (visit: (connection: RoomConnection) => void): void => {
    boards.each(visit);
    documents.each(visit);
  };
  const stopRevoked = revocations.onRevoked((sessionIds) =>
    each((connection) => {
      if (sessionIds.has(connection.session.id)) connection.close(CLOSE.signedOut);
    }),
  );

  let beats = 0;
  const beat = (): void => {
    beats += 1;
    const now = deps.now();
    each((connection) => {
      if (connection.session.expiresAt <= now) connection.close(CLOSE.signedOut);
    });
    boards.beat(beats);
    documents.beat(beats);
  };
  const timer = setInterval(beat, BEAT_MS);
  timer.unref();

  http.on('upgrade', onUpgrade);
  return {
    boards,
    beat,
    close: async () => {
      clearInterval(timer);
      http.off('upgrade', onUpgrade);
      stopRevoked();
      boards.close();
      await documents.close();
      presence.close();
      for (const client of server.clients) {
        client.close(GOING_AWAY);
        setTimeout(() => client.terminate(), 1000).unref();
      }
      server.close();
    },
  };
}

function refuseUpgrade(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
