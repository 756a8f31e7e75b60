import { io, type Socket } from 'socket.io-client';
import { expect, vi } from 'vitest';
import { WebSocket } from 'ws';
import { Awareness } from 'y-protocols/awareness';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { BOARD_MAPS, type KeptState } from '../../shared/protocol/board.ts';
import type {
  ClientToServer,
  CommandAck,
  CommandMessage,
  FollowAnswer,
  Hello,
  OrderChanged,
  ServerToClient,
} from '../../shared/protocol/socket.ts';
import type { TestApp } from './app.ts';
import { freshId } from './core.ts';

const PATIENCE_MS = 15_000;

/** Waits until an expectation holds. @throws its last complaint, after `timeout` milliseconds */
export const until = (
  expectation: () => void | Promise<void>,
  { timeout = PATIENCE_MS }: { readonly timeout?: number } = {},
): Promise<void> => vi.waitFor(expectation, { timeout, interval: 20 });

/** A Yjs room as the stock y-websocket provider sees it, from outside. */
export interface JoinedRoom {
  readonly doc: Y.Doc;
  readonly provider: WebsocketProvider;
  readonly awareness: Awareness;
  /** Codes and reasons of closes by the server, oldest first. */
  readonly closes: readonly { readonly code: number; readonly reason: string }[];
  /** What a board shows: status by order. */
  readonly statuses: () => Readonly<Record<string, string>>;
  readonly synced: () => Promise<void>;
  readonly leave: () => void;
}

export interface JoinOptions {
  readonly cookie?: string;
  /** The page's own origin unless named. */
  readonly origin?: string;
  readonly doc?: Y.Doc;
}

/** @param app anything with the address of a running product */
export function joinRoom(app: Pick<TestApp, 'url'>, room: string, options: JoinOptions = {}): JoinedRoom {
  const doc = options.doc ?? new Y.Doc();
  const awareness = new Awareness(doc);
  const headers = {
    Origin: options.origin ?? app.url,
    ...(options.cookie ? { Cookie: options.cookie } : {}),
  };
  class Browser extends WebSocket {
    constructor(address: string, protocols?: string | string[]) {
      super(address, protocols, { headers });
    }
  }
  const closes: { code: number; reason: string }[] = [];
  const provider = new WebsocketProvider(
    `${app.url.replace('http', 'ws')}/yjs`,
    encodeURIComponent(room),
    doc,
    {
      awareness,
      disableBc: true,
      maxBackoffTime: 200,
      WebSocketPolyfill: Browser as unknown as typeof globalThis.WebSocket,
    },
  );
  provider.on('closed', (close) => closes.push({ code: close.code, reason: close.reason }));
  return {
    doc,
    provider,
    awareness,
    closes,
    statuses: () =>
      Object.fromEntries(
        [...doc.getMap<KeptState>(BOARD_MAPS.state).entries()].map(([id, state]) => [id, state[0]]),
      ),
    synced: () => until(() => expect(provider.synced).toBe(true)),
    leave: () => {
      provider.destroy();
      awareness.destroy();
    },
  };
}

/** A signed-in page's Socket.IO connection. */
export interface Line {
  readonly socket: Socket<ServerToClient, ClientToServer>;
  readonly hellos: readonly Hello[];
  readonly changed: readonly OrderChanged[];
  readonly notices: readonly Parameters<ServerToClient['notice']>[0][];
  /** The newest word of an order, by rev. */
  readonly latest: (orderId: string) => OrderChanged | undefined;
  readonly over: readonly string[];
  readonly hello: () => Promise<Hello>;
  /** The room that serves a board, as the server told it last. */
  readonly roomOf: (areaId: string) => string;
  /** Sends a command and waits for its answer. */
  readonly command: (
    type: CommandMessage['type'],
    orderId: string | null,
    payload?: unknown,
    id?: string,
  ) => Promise<CommandAck>;
  /** What was told of the order that is followed. */
  readonly followed: readonly OrderChanged[];
  /** Shows one order from now on, or none. @returns how it stands */
  readonly follow: (orderId: string | null) => Promise<FollowAnswer>;
  readonly hangUp: () => void;
}

export function openLine(app: Pick<TestApp, 'url'>, cookie: string): Line {
  const socket: Line['socket'] = io(app.url, {
    transports: ['websocket'],
    forceNew: true,
    reconnectionDelay: 20,
    reconnectionDelayMax: 200,
    auth: { language: 'zh-CN' },
    extraHeaders: { Cookie: cookie, Origin: app.url },
  });
  const hellos: Hello[] = [];
  const changed: OrderChanged[] = [];
  const followed: OrderChanged[] = [];
  const notices: Parameters<ServerToClient['notice']>[0][] = [];
  const newest = new Map<string, OrderChanged>();
  const over: string[] = [];
  socket.on('hello', (hello) => hellos.push(hello));
  socket.on('changed', (changes) => {
    changed.push(...changes);
    for (const change of changes)
      if (change.rev > (newest.get(change.orderId)?.rev ?? -1)) newest.set(change.orderId, change);
  });
  socket.on('followed', (change) => followed.push(change));
  socket.on('notice', (notice) => notices.push(notice));
  socket.on('session_over', (reason) => over.push(reason));
  return {
    socket,
    hellos,
    changed,
    followed,
    notices,
    latest: (orderId) => newest.get(orderId),
    over,
    hello: async () => {
      await until(() => expect(hellos.length).toBeGreaterThan(0));
      return hellos.at(-1) as Hello;
    },
    roomOf: (areaId) => hellos.at(-1)?.boards.find((board) => board.areaId === areaId)?.room ?? '',
    command: (type, orderId, payload = {}, id = freshId()) =>
      socket
        .timeout(PATIENCE_MS)
        .emitWithAck('command', { id, type, payload, ...(orderId === null ? {} : { orderId }) }),
    follow: (orderId) => socket.timeout(PATIENCE_MS).emitWithAck('follow', orderId),
    hangUp: () => socket.disconnect(),
  };
}
