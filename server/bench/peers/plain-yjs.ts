import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { type WebSocket, WebSocketServer } from 'ws';
import * as syncProtocol from 'y-protocols/sync';
import * as Y from 'yjs';
import { serve } from '../kit/remote.ts';
import { makeRun, type Pace, type SourceOptions } from '../kit/source.ts';

/** A room as the y-websocket protocol has it and no more: each change is one update, each update one frame to everybody. */
const SYNC = 0;
const doc = new Y.Doc();
const http = createServer();
const server = new WebSocketServer({ server: http, perMessageDeflate: false });
const viewers = new Set<WebSocket>();
let run: ((pace: Pace) => Promise<unknown>) | null = null;

doc.on('update', (update: Uint8Array) => {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, SYNC);
  syncProtocol.writeUpdate(encoder, update);
  const frame = encoding.toUint8Array(encoder);
  for (const viewer of viewers) viewer.send(frame);
});

server.on('connection', (socket) => {
  viewers.add(socket);
  socket.on('close', () => viewers.delete(socket));
  socket.on('message', (data: Buffer) => {
    const decoder = decoding.createDecoder(new Uint8Array(data));
    if (decoding.readVarUint(decoder) !== SYNC) return;
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, SYNC);
    syncProtocol.readSyncMessage(decoder, encoder, doc, socket);
    if (encoding.length(encoder) > 1) socket.send(encoding.toUint8Array(encoder));
  });
});

serve({
  async open({ cards }: SourceOptions) {
    const orders = doc.getMap('orders');
    const state = doc.getMap('state');
    doc.transact(() => {
      for (const { orderId, card, states } of cards) {
        orders.set(orderId, card);
        state.set(orderId, states[0]);
      }
    });
    run = makeRun(cards.length, (place, rev) => {
      const { orderId, states } = cards[place] ?? { orderId: '', states: [[], []] };
      const next = [...(states[rev % 2] ?? [])];
      next[1] = rev;
      state.set(orderId, next);
      return orderId;
    });
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    const { port } = http.address() as AddressInfo;
    return { url: `http://127.0.0.1:${port}`, path: '/board' };
  },
  run: (pace: Pace) => run?.(pace),
});
