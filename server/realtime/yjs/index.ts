import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { CLOSE, WIRE } from '../../../shared/protocol/limits.ts';
import { parseRoom } from '../../../shared/protocol/rooms.ts';
import { coversPath, hasBoards } from '../../access/actor.ts';
import { tokenOf } from '../../access/cookie.ts';
import { makeOriginRule } from '../../access/origin.ts';
import type { RealtimeDeps } from '../deps.ts';
import type { Guest, Guests } from '../guests.ts';
import type { Boards } from './boards.ts';
import { makeConnection, type RoomConnection } from './connection.ts';
import { createNotes } from './notes.ts';

const PREFIX = '/yjs/';

/**
 * Yjs rooms on the server's own port, spoken as y-websocket does (Y2). Every upgrade is accepted and then, where there is
 * a reason, closed with a code of ours: a browser cannot see why an upgrade was refused.
 */
export function mountYjs(deps: RealtimeDeps, boards: Boards, processId: string) {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: WIRE.yjsDocumentBytes + 64 * 1024,
    perMessageDeflate: false,
  });
  const isOriginAllowed = makeOriginRule(deps.config);
  const notes = createNotes({ ...deps, processId });
  let guests: Pick<Guests, 'isWelcome'> = { isWelcome: () => true };

  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    const path = (request.url ?? '').split('?', 1)[0] ?? '';
    socket.on('error', () => socket.destroy());
    // Every upgrade passes here first, Socket.IO's too: its own refusal would be a 400 (P30).
    if (!isOriginAllowed(request, true)) {
      turnAway(socket, '403 Forbidden');
      return;
    }
    if (path.startsWith('/socket.io/')) return;
    if (!path.startsWith(PREFIX)) {
      turnAway(socket, '404 Not Found');
      return;
    }
    server.handleUpgrade(request, socket, head, (webSocket) => {
      admit(request, path.slice(PREFIX.length), webSocket).catch((error: unknown) => {
        deps.log.warn({ err: error }, 'a Yjs room could not be joined');
        webSocket.close(CLOSE.unavailable);
      });
    });
  };

  async function admit(
    request: IncomingMessage,
    name: string,
    webSocket: Parameters<typeof makeConnection>[0],
  ): Promise<void> {
    webSocket.on('error', () => undefined);
    const room = parseRoom(name);
    // Frames that arrive while the session is looked up would be lost: hold the socket until the room listens.
    webSocket.pause();
    const token = tokenOf(request.headers.cookie);
    const found = token === null ? null : await deps.sessions.find(token);
    if (!found) {
      webSocket.resume();
      webSocket.close(CLOSE.signedOut);
      return;
    }
    const connection = makeConnection(webSocket, found.session, found.member);
    try {
      await join(connection, room);
      if (!guests.isWelcome(found.session)) connection.close(CLOSE.signedOut);
    } finally {
      webSocket.resume();
    }
  }

  async function join(connection: RoomConnection, room: ReturnType<typeof parseRoom>): Promise<void> {
    switch (room?.kind) {
      case 'board': {
        const path = await boards.pathOf(room.areaId);
        const allowed = path !== null && hasBoards(connection.member) && coversPath(connection.member, path);
        if (allowed) await boards.join(room.areaId, room.epoch, connection);
        else connection.close(CLOSE.notFound);
        return;
      }
      case 'order':
        await notes.join(room.orderId, connection);
        return;
      default:
        connection.close(CLOSE.notFound);
    }
  }

  const each = (visit: (connection: RoomConnection) => void): void => {
    boards.each(visit);
    notes.each(visit);
  };

  deps.http.on('upgrade', onUpgrade);
  return {
    eachGuest: (visit: (guest: Guest) => void): void =>
      each((connection) =>
        visit({ session: connection.session, end: () => connection.close(CLOSE.signedOut) }),
      ),
    /** Who may stay is asked once more when somebody has been let in: a session may have ended meanwhile. */
    admitBy: (asked: Pick<Guests, 'isWelcome'>): void => {
      guests = asked;
    },
    catchUp: notes.catchUp,
    /** Cuts off who did not answer the last time. */
    ping: (): void => each((connection) => connection.ping()),
    close: async (): Promise<void> => {
      deps.http.off('upgrade', onUpgrade);
      await notes.close();
      for (const client of server.clients) client.close(1001);
      server.close();
    },
  };
}

/** A peer that never closes its own half would hold the socket for ever. */
const turnAway = (socket: Duplex, status: string): void => {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`, () => socket.destroy());
};
