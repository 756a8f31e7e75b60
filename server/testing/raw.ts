import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { type ClientOptions, WebSocket } from 'ws';
import type { TestApp } from './app.ts';

type Where = Pick<TestApp, 'url'>;

/** A WebSocket that says what it is told to say, well-formed or not. */
export interface RawSocket {
  readonly socket: WebSocket;
  readonly frames: readonly Buffer[];
  /** Code of the close, once there was one; 0 where the upgrade was refused. */
  readonly closed: Promise<number>;
  readonly isOpen: () => boolean;
  readonly end: () => void;
}

/** @param path such as `/yjs/order:1`. Resolves when the upgrade was answered. */
export async function openRaw(
  app: Where,
  path: string,
  { cookie, headers = {} }: { readonly cookie?: string; readonly headers?: Record<string, string> } = {},
): Promise<RawSocket> {
  const options: ClientOptions = {
    headers: { Origin: app.url, ...(cookie === undefined ? {} : { Cookie: cookie }), ...headers },
    maxPayload: 64 * 1024 * 1024,
  };
  const socket = new WebSocket(`${app.url.replace('http', 'ws')}${path}`, options);
  const frames: Buffer[] = [];
  let refused = false;
  socket.on('message', (data: Buffer) => frames.push(data));
  socket.on('error', () => undefined);
  socket.on('unexpected-response', () => {
    refused = true;
    socket.terminate();
  });
  const closed = new Promise<number>((resolve) =>
    socket.on('close', (code) => resolve(refused || !wasOpen ? 0 : code)),
  );
  let wasOpen = false;
  socket.once('open', () => {
    wasOpen = true;
  });
  await Promise.race([once(socket, 'open').catch(() => undefined), closed]);
  return {
    socket,
    frames,
    closed,
    isOpen: () => socket.readyState === socket.OPEN,
    end: () => socket.terminate(),
  };
}

/** Bytes straight onto the wire. Resolves with everything that came back when the server has closed the connection. */
export async function sendBytes(app: Where, bytes: string | Buffer): Promise<string> {
  const socket = openTcp(app);
  let text = '';
  socket.on('data', (chunk) => (text += chunk.toString('latin1')));
  await once(socket, 'connect');
  socket.write(bytes);
  await once(socket, 'close');
  return text;
}

/** A connection that errs in silence, as those of attackers do. */
export function openTcp(app: Where): Socket {
  const socket = connect(Number(new URL(app.url).port), '127.0.0.1');
  socket.on('error', () => undefined);
  return socket;
}
