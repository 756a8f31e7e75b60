import { io, type Socket } from 'socket.io-client';
import type { ClientToServer, CommandAck, Hello, ServerToClient } from '../../../shared/protocol/socket.ts';
import { freshId } from './stock.ts';

/** A signed-in person's Socket.IO connection. */
export interface Line {
  readonly socket: Socket<ServerToClient, ClientToServer>;
  readonly hello: Hello;
  command(type: string, orderId: string | null, payload?: object): Promise<CommandAck>;
}

export async function openLine(url: string, cookie: string): Promise<Line> {
  const socket: Line['socket'] = io(url, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    extraHeaders: { Cookie: cookie, Origin: url },
  });
  const hello = await new Promise<Hello>((resolve, reject) => {
    socket.once('hello', resolve);
    socket.once('connect_error', reject);
  });
  return {
    socket,
    hello,
    command: (type, orderId, payload = {}) =>
      socket
        .timeout(60_000)
        .emitWithAck('command', { id: freshId(), type, payload, ...(orderId === null ? {} : { orderId }) }),
  };
}

export async function openLines(url: string, cookies: readonly string[]): Promise<Line[]> {
  const lines: Line[] = [];
  for (let i = 0; i < cookies.length; i += 20)
    lines.push(...(await Promise.all(cookies.slice(i, i + 20).map((cookie) => openLine(url, cookie)))));
  return lines;
}

/** The y-websocket room of a board, as the hello names it. @throws when the member has no such board */
export function roomOf(line: Line, areaId: string): string {
  const board = line.hello.boards.find((one) => one.areaId === areaId);
  if (!board) throw new Error(`no board of ${areaId}`);
  return board.room;
}

export const boardAddress = (url: string, room: string): string =>
  `${url.replace('http', 'ws')}/yjs/${encodeURIComponent(room)}`;
