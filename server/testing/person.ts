import process from 'node:process';
import { setTimeout as later } from 'node:timers';
import { vi } from 'vitest';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { makeBoardRoom } from '../../client/kit/board/room.ts';
import { type BoardStore, makeBoardStore } from '../../client/kit/board/store.ts';
import { type Connection, makeConnection } from '../../client/kit/connection.ts';
import type { LocalCopies } from '../../client/kit/local-copies.ts';
import { makeOutbox, type Outbox } from '../../client/kit/outbox/outbox.ts';
import { makeMemoryOutboxStore } from '../../client/kit/outbox/store.ts';
import { openRoomAt } from '../../client/kit/room-link.ts';
import { makeWire } from '../../client/kit/wire.ts';
import type { WireCommandType } from '../../shared/order/commands.ts';
import type { Member } from '../../shared/people/member.ts';
import type { CommandAck, Notice, OrderChanged } from '../../shared/protocol/socket.ts';
import { freshId } from './core.ts';

/** A page of the product without the page: the client's own connection, outbox and board. */
export interface Person {
  readonly member: Member;
  readonly connection: Connection;
  readonly outbox: Outbox;
  /** What this person's board shows; empty for people without one. */
  readonly board: BoardStore;
  readonly boardLink: () => string;
  /** Every notice that came, repeats included. */
  readonly notices: readonly Notice[];
  /** The newest word heard of each order. */
  readonly heard: ReadonlyMap<string, OrderChanged>;
  readonly over: readonly string[];
  /** Resolves with the server's answer, however long that takes. */
  readonly send: (
    type: WireCommandType,
    orderId: string | null,
    payload?: Readonly<Record<string, unknown>>,
  ) => Promise<CommandAck | null>;
  readonly leave: () => void;
}

export interface PersonParts {
  readonly url: string;
  readonly member: Member;
  readonly cookie: string;
  /** The board this person keeps open; null for the field. */
  readonly areaId: string | null;
  /** Kept across pages: what IndexedDB is to a browser. */
  readonly copies?: LocalCopies;
}

/** Local copies in memory, handed from one page to the next. */
export function makeMemoryCopies(): LocalCopies {
  const kept = new Map<string, Uint8Array[]>();
  return {
    has: (what) => kept.has(what),
    attach: (what, doc) => {
      const updates = kept.get(what) ?? [];
      kept.set(what, updates);
      for (const update of updates) Y.applyUpdate(doc, update, 'copy');
      if (updates.length === 0) updates.push(Y.encodeStateAsUpdate(doc));
      const keep = (update: Uint8Array, origin: unknown): void => {
        if (origin !== 'copy') updates.push(update);
      };
      doc.on('update', keep);
      const close = async (): Promise<void> => {
        doc.off('update', keep);
        await Promise.resolve();
      };
      return Promise.resolve({
        close,
        clear: async () => {
          await close();
          kept.delete(what);
        },
      });
    },
    deleteOthers: (prefix, keep) => {
      for (const name of kept.keys()) if (name.startsWith(prefix) && name !== keep) kept.delete(name);
      return Promise.resolve();
    },
  };
}

const wait = (ms: number, action: () => void): (() => void) => {
  const timer = later(action, ms);
  return () => clearTimeout(timer);
};

// Every provider listens for the end of the process.
process.setMaxListeners(0);

export function openPerson({ url, member, cookie, areaId, copies }: PersonParts): Person {
  // The client listens for the browser's network; here a gate cuts it.
  vi.stubGlobal('addEventListener', () => undefined);
  vi.stubGlobal('removeEventListener', () => undefined);
  vi.stubGlobal('WebSocket', WebSocket);
  const headers = { Cookie: cookie, Origin: url };
  class Browser extends WebSocket {
    constructor(address: string, protocols?: string | string[]) {
      super(address, protocols, { headers });
    }
  }
  const over: string[] = [];
  const notices: Notice[] = [];
  const heard = new Map<string, OrderChanged>();
  const connection = makeConnection({
    wire: makeWire({
      url,
      options: { transports: ['websocket'], forceNew: true, extraHeaders: headers },
    }),
    session: { over: (reason) => void over.push(reason), update: () => undefined },
    ticker: { adjust: () => undefined, instant: Date.now },
    online: () => true,
  });
  const outbox = makeOutbox({
    memberId: member._id,
    store: makeMemoryOutboxStore(),
    deliver: connection.deliver,
    upload: () => Promise.reject(new Error('nobody photographs here')),
    now: Date.now,
    newId: freshId,
    later: wait,
    refusalOf: () => null,
  });
  const board = makeBoardStore();
  const rooms = {
    address: url.replace('http', 'ws'),
    WebSocketPolyfill: Browser as unknown as typeof globalThis.WebSocket,
  };
  const room = makeBoardRoom({
    open: (...asked) => openRoomAt(rooms, ...asked),
    copies: copies ?? makeMemoryCopies(),
    apply: board.apply,
    now: Date.now,
    sessionOver: () => void over.push('room'),
    later: wait,
  });
  connection.onNotice((notice) => void notices.push(notice));
  connection.onChanged((change) => {
    if (change.rev > (heard.get(change.orderId)?.rev ?? -1)) heard.set(change.orderId, change);
  });
  connection.onWritable(outbox.pump);
  connection.onHello(({ boards }) => {
    outbox.pump();
    const mine = boards.find((one) => one.areaId === areaId);
    if (mine) room.show(mine.areaId, mine.room);
    room.reconnect();
  });
  connection.start();
  return {
    member,
    connection,
    outbox,
    board,
    boardLink: room.link,
    notices,
    heard,
    over,
    send: (type, orderId, payload = {}) =>
      outbox.send({ type, payload, ...(orderId === null ? {} : { orderId }) }).answer,
    leave: () => {
      outbox.stop();
      room.close();
      connection.stop();
    },
  };
}
