import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { makeWire } from '../../client/kit/wire.ts';
import { until } from '../testing/live.ts';

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

test('P63 a connection that ends before its handshake is tried again at once', async () => {
  const http = createServer().listen(0, '127.0.0.1');
  await once(http, 'listening');
  let came = 0;
  const server = new WebSocketServer({ server: http });
  server.on('connection', (socket) => {
    came += 1;
    // As a proxy does whose server died in this moment.
    socket.close();
  });
  const { port } = http.address() as AddressInfo;
  const wire = makeWire({ url: `http://127.0.0.1:${port}`, options: { transports: ['websocket'] } });
  ends.push(
    wire.disconnect,
    () => server.close(),
    () => http.close(),
  );
  const began = performance.now();
  wire.connect();
  await until(() => expect(came).toBeGreaterThanOrEqual(3));
  expect(performance.now() - began).toBeLessThan(5000);
});
