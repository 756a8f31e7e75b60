import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { serve } from '../kit/remote.ts';
import { makeRun, type Pace, type SourceOptions } from '../kit/source.ts';

/**
 * The peer that does nothing but send: each change is broadcast to everybody as soon as it is made, and `board` is answered
 * with all cards as JSON. Nobody signs in, nothing is merged, nothing is kept.
 */
const http = createServer();
const io = new Server(http, { serveClient: false });
let run: ((pace: Pace) => Promise<unknown>) | null = null;

serve({
  async open({ cards }: SourceOptions) {
    const board = cards.map(({ orderId, card, states: [state] }) => ({ orderId, card, state }));
    io.on('connection', (socket) => {
      socket.on('board', (answer: (board: unknown) => void) => answer(board));
    });
    run = makeRun(cards.length, (place, rev) => {
      const { orderId, states } = cards[place] ?? { orderId: '', states: [[], []] };
      const state = [...(states[rev % 2] ?? [])];
      state[1] = rev;
      io.emit('change', orderId, state);
      return orderId;
    });
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    const { port } = http.address() as AddressInfo;
    return { url: `http://127.0.0.1:${port}`, path: '/socket.io/?EIO=4&transport=websocket' };
  },
  run: (pace: Pace) => run?.(pace),
});
