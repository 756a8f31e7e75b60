import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type RawData, WebSocket, WebSocketServer } from 'ws';

/** What happens to one message on its way. */
export type Fate = 'pass' | 'twice' | 'swap' | 'cut' | { readonly delayMs: number };

/** Decides the fate of a message; asked once for each. */
export type Weather = (direction: 'up' | 'down') => Fate;

/** One person's way to the servers: WebSockets only, cut, slowed down and led elsewhere as a test wishes. */
export interface Gate {
  readonly url: string;
  /** Where new connections go; those that exist stay where they are. */
  leadTo(url: string): void;
  /** Ends every connection as a lost network does. */
  cut(): void;
  /** Lets nobody through until it is opened again. */
  shut(): void;
  open(): void;
  close(): Promise<void>;
}

const CALM: Weather = () => 'pass';
/** A message that waits to be overtaken goes anyway after this long. */
const SWAP_MS = 60;

/** @param target address of a server, `http://host:port` */
export async function openGate(target: string, weather: Weather = CALM): Promise<Gate> {
  const http = createServer((_, response) => response.writeHead(426).end());
  const sockets = new WebSocketServer({ noServer: true });
  const links = new Set<() => void>();
  let to = target;
  let isOpen = true;

  http.on('upgrade', (request, socket, head) => {
    socket.on('error', () => undefined);
    if (!isOpen) {
      socket.destroy();
      return;
    }
    sockets.handleUpgrade(request, socket, head, (near) => {
      const cut = link(near, far(request, to), weather);
      links.add(cut);
      near.once('close', () => links.delete(cut));
    });
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const { port } = http.address() as AddressInfo;
  const cut = (): void => {
    for (const end of links) end();
  };
  return {
    url: `http://127.0.0.1:${port}`,
    leadTo: (url) => {
      to = url;
    },
    cut,
    shut: () => {
      isOpen = false;
      cut();
    },
    open: () => {
      isOpen = true;
    },
    close: async () => {
      cut();
      http.close();
      http.closeAllConnections();
      await once(http, 'close');
    },
  };
}

function far(request: IncomingMessage, to: string): WebSocket {
  const { cookie } = request.headers;
  // The page was loaded from that server, so its origin is that server's.
  const headers = { Origin: to, ...(cookie === undefined ? {} : { Cookie: cookie }) };
  return new WebSocket(`${to.replace('http', 'ws')}${request.url ?? '/'}`, { headers });
}

/** Joins two ends. @returns how to cut them apart */
function link(near: WebSocket, far: WebSocket, weather: Weather): () => void {
  const cut = (): void => {
    near.terminate();
    far.terminate();
  };
  const up = carry(far, () => weather('up'), cut);
  const down = carry(near, () => weather('down'), cut);
  near.on('message', (data, binary) => up(data, binary));
  far.on('message', (data, binary) => down(data, binary));
  for (const end of [near, far]) end.on('error', () => undefined);
  near.once('close', () => far.terminate());
  far.once('close', (code, reason) => {
    // Codes of our own are passed on; a server that vanished looks like a lost network.
    if (code >= 4000 || code === 1000 || code === 1001) near.close(code, reason);
    else near.terminate();
  });
  return cut;
}

type Carry = (data: RawData, binary: boolean) => void;

/** Carries messages one after another to one end, except those whose fate is another. */
function carry(end: WebSocket, fateOf: () => Fate, cut: () => void): Carry {
  let before: Promise<unknown> = end.readyState === WebSocket.CONNECTING ? opened(end) : Promise.resolve();
  let held: (() => void) | null = null;
  return (data, binary) => {
    const send = (): void => {
      if (end.readyState === WebSocket.OPEN) end.send(data, { binary });
    };
    const fate = mayMeet(data, binary) ? fateOf() : 'pass';
    if (fate === 'cut') {
      cut();
      return;
    }
    if (fate === 'swap' && held === null) {
      held = send;
      setTimeout(() => release(), SWAP_MS);
      return;
    }
    const delayMs = typeof fate === 'object' ? fate.delayMs : 0;
    before = before
      .then(() => (delayMs > 0 ? new Promise((resolve) => setTimeout(resolve, delayMs)) : undefined))
      .then(() => {
        send();
        if (fate === 'twice') send();
        release();
      });
  };

  function release(): void {
    const waiting = held;
    held = null;
    if (waiting) before = before.then(waiting);
  }
}

const opened = (end: WebSocket): Promise<unknown> =>
  Promise.race([once(end, 'open'), once(end, 'close')]).catch(() => undefined);

/** Only events, answers and updates meet weather: a handshake out of order would be another protocol. */
function mayMeet(data: RawData, binary: boolean): boolean {
  const bytes = Buffer.isBuffer(data) ? data : Buffer.from(data as ArrayBuffer);
  if (binary) return bytes[0] === 0 && bytes[1] === 2;
  return bytes[0] === 0x34 && (bytes[1] === 0x32 || bytes[1] === 0x33);
}
