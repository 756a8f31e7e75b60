import type { Server as HttpServer, IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { Server } from 'socket.io';
import { WIRE } from '../../../shared/protocol/limits.ts';
import type { ClientToServer, ServerToClient } from '../../../shared/protocol/socket.ts';
import { isOriginAllowed } from '../../access/origin.ts';
import type { Config } from '../../config.ts';
import { openStreams } from './redis.ts';

/** What is kept of a connection that broke off, in Redis too: nothing that opens a door. */
export interface SocketData {
  memberId: string;
}
export type SocketServer = Server<ClientToServer, ServerToClient, Record<string, never>, SocketData>;

const RECOVERY_MS = 2 * 60_000;
const PATH = '/socket.io/';

export interface OpenSocketServer {
  readonly io: SocketServer;
  /** All servers' connections, or only ours while Redis is away: people here must not wait for it. */
  everywhere(): Pick<SocketServer, 'to'>;
  close(): Promise<void>;
}

/** Socket.IO on the shared http server, with the rules of origins on every request and upgrade (P50). */
export function openSocketServer(http: HttpServer, config: Config): OpenSocketServer {
  const streams = config.redisUrl === null ? null : openStreams(config.redisUrl);
  const isAllowed = (request: IncomingMessage): boolean => {
    const isUpgrade = request.headers.upgrade !== undefined;
    return isOriginAllowed(request, config, isUpgrade || request.method !== 'GET');
  };
  // Before the library's own listener, which would answer 400; it finds the connection ended.
  const onUpgrade = (request: IncomingMessage, socket: Duplex): void => {
    if (!request.url?.startsWith(PATH) || isAllowed(request)) return;
    socket.on('error', () => undefined);
    socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  };
  http.on('upgrade', onUpgrade);

  const io: SocketServer = new Server(http, {
    serveClient: false,
    // Yjs rooms are upgrades of the same server.
    destroyUpgrade: false,
    maxHttpBufferSize: WIRE.socketMessageBytes,
    pingInterval: 20_000,
    pingTimeout: 20_000,
    connectionStateRecovery: { maxDisconnectionDuration: RECOVERY_MS, skipMiddlewares: false },
    ...(streams ? { adapter: streams.adapter } : {}),
  });
  io.engine.use((request: IncomingMessage, response: Refusable, next: () => void) => {
    if (isAllowed(request)) {
      next();
      return;
    }
    response.writeHead(403, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ code: 'bad_origin', message: 'origin not allowed' }));
  });

  return {
    io,
    everywhere: () => (streams === null || streams.isReady() ? io : io.local),
    close: async () => {
      http.off('upgrade', onUpgrade);
      // Not `io.close`, which would close the http server, nor a namespace's disconnect, after which clients stay away.
      io.engine.close();
      for (const name of ['/', '/public']) await io.of(name).adapter.close();
      streams?.close();
    },
  };
}

interface Refusable {
  writeHead(status: number, headers: Record<string, string>): void;
  end(body: string): void;
}
