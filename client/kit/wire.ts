import { io, type Manager, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client';
import type { OrderId } from '../../shared/ids.ts';
import type {
  ClientToServer,
  CommandAck,
  CommandMessage,
  FollowAnswer,
  ServerToClient,
} from '../../shared/protocol/socket.ts';

/** What the connection needs of a socket; tests bring their own. */
export interface Wire {
  readonly connected: () => boolean;
  readonly connect: () => void;
  readonly disconnect: () => void;
  /** @throws when there was no answer in time or the connection broke before it. */
  readonly command: (message: CommandMessage) => Promise<CommandAck>;
  /**
   * The one order to hear of, or none. @returns how it stands
   * @throws as `command` does
   */
  readonly follow: (orderId: OrderId | null) => Promise<FollowAnswer>;
  readonly on: (handlers: WireHandlers) => void;
}

export interface WireHandlers extends ServerToClient {
  connect: () => void;
  disconnect: () => void;
  /** The handshake was refused; the code comes from our error catalogue when the server spoke. */
  refused: (code: string | null) => void;
}

const ANSWER_MS = 15_000;
/** After a close by the server or a refused handshake the library rests; we ask again until told to stop. */
const ASK_AGAIN_MS = 2000;

/** A server other than the page's own, for a client without a page. */
export interface WireTo {
  readonly url: string;
  readonly options: Partial<ManagerOptions & SocketOptions>;
}

/** The default namespace of our own server, with the session's cookie. */
export function makeWire(to?: WireTo): Wire {
  const options: WireTo['options'] = {
    autoConnect: false,
    transports: ['websocket', 'polling'],
    reconnectionDelay: 500,
    reconnectionDelayMax: 5000,
    timeout: 10_000,
    ...to?.options,
  };
  const socket: Socket<ServerToClient, ClientToServer> = to ? io(to.url, options) : io(options);
  socket.io.on('reconnect_attempt', () => queueMicrotask(() => noticeEarlyClose(socket.io)));
  let wanted = false;
  let again: ReturnType<typeof setTimeout> | undefined;
  const askAgain = (): void => {
    clearTimeout(again);
    if (!wanted || socket.active) return;
    again = setTimeout(() => {
      if (!wanted || socket.connected) return;
      socket.connect();
      noticeEarlyClose(socket.io);
    }, ASK_AGAIN_MS);
  };
  return {
    connected: () => socket.connected,
    connect: () => {
      wanted = true;
      socket.connect();
      noticeEarlyClose(socket.io);
    },
    disconnect: () => {
      wanted = false;
      clearTimeout(again);
      socket.disconnect();
    },
    command: (message) => socket.timeout(ANSWER_MS).emitWithAck('command', message),
    follow: (orderId) => socket.timeout(ANSWER_MS).emitWithAck('follow', orderId),
    on: (handlers) => {
      socket.on('connect', () => handlers.connect());
      socket.on('disconnect', () => {
        handlers.disconnect();
        askAgain();
      });
      socket.on('connect_error', (error) => {
        handlers.refused(codeOf(error));
        askAgain();
      });
      socket.on('hello', (hello) => handlers.hello(hello));
      socket.on('notice', (notice) => handlers.notice(notice));
      socket.on('changed', (changes) => handlers.changed(changes));
      socket.on('followed', (change) => handlers.followed(change));
      socket.on('session_over', (reason) => handlers.session_over(reason));
      socket.on('writable', (writable) => handlers.writable(writable));
    },
  };
}

/** The part of the library's connection that its types keep to themselves. */
interface Failing {
  emit(event: 'error', error: Error): unknown;
}

/**
 * A connection that ends between its upgrade and its handshake, as behind a proxy whose server has just died, is no error to
 * the library: it would wait for its whole timeout before it tries again.
 */
function noticeEarlyClose({ engine }: Manager): void {
  const early = (): void => void (engine as unknown as Failing).emit('error', new Error('closed early'));
  engine.once('close', early);
  engine.once('open', () => engine.off('close', early));
}

/** The middleware's refusal carries its code as `data.code`, or as the message itself. */
function codeOf(error: Error & { data?: unknown }): string | null {
  const data = error.data;
  if (typeof data === 'object' && data !== null && 'code' in data && typeof data.code === 'string') {
    return data.code;
  }
  return /^[a-z_]+$/u.test(error.message) ? error.message : null;
}
