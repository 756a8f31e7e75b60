import type { Server, Socket } from 'node:net';
import { createServer } from 'node:net';
import { Cursors } from '../commands/cursors.ts';
import { answer, errorReply } from '../commands/registry.ts';
import type { Store } from '../storage/store.ts';
import type { TtlSweeper } from '../storage/ttl.ts';
import { Connection } from './connection.ts';
import type { Limits } from './limits.ts';
import { LIMITS } from './limits.ts';
import type { Request } from './message.ts';
import { frameReply, parseRequest } from './message.ts';
import { encodeReply } from './reply.ts';

const CHECKS_PER_LIMIT = 4;

/** Speaks MongoDB's wire protocol on any number of sockets over one store. */
export class WireServer {
  readonly #store: Store;
  readonly #sweeper: TtlSweeper;
  readonly #log: (line: string) => void;
  readonly #limits: Limits;
  readonly #cursors = new Cursors();
  readonly #connections = new Set<Connection>();
  readonly #servers: Server[] = [];
  readonly #busy = new Set<Promise<void>>();
  readonly #checking: NodeJS.Timeout;
  #nextConnection = 1;
  #nextReply = 1;

  constructor(store: Store, sweeper: TtlSweeper, log: (line: string) => void, limits: Limits = LIMITS) {
    this.#store = store;
    this.#sweeper = sweeper;
    this.#log = log;
    this.#limits = limits;
    const interval = Math.min(limits.arrivalMs, limits.unreadMs) / CHECKS_PER_LIMIT;
    this.#checking = setInterval(() => {
      for (const connection of this.#connections) connection.enforce(limits, Date.now());
    }, interval);
    this.#checking.unref();
  }

  /** Starts listening on a path or a loopback port and resolves with the bound address. */
  listen(address: { path: string } | { port: number; host: string }): Promise<ReturnType<Server['address']>> {
    const server = createServer({ noDelay: true, keepAlive: true }, (socket) => {
      this.#serve(socket);
    });
    server.maxConnections = this.#limits.connections;
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(address, () => {
        server.off('error', reject);
        server.on('error', (error) => {
          this.#log(`listening failed: ${error.message}`);
        });
        this.#servers.push(server);
        resolve(server.address());
      });
    });
  }

  /** Takes no more commands, answers those under way, then cuts all connections. */
  async close(): Promise<void> {
    clearInterval(this.#checking);
    const closed = this.#servers.map((server) => new Promise((resolve) => server.close(resolve)));
    for (const connection of this.#connections) connection.pause();
    await Promise.allSettled(this.#busy);
    for (const connection of this.#connections) connection.end();
    await Promise.all(closed);
  }

  #serve(socket: Socket): void {
    const connection = new Connection(
      this.#nextConnection++,
      socket,
      (one, frame) => this.#handle(one, frame),
      this.#log,
    );
    this.#connections.add(connection);
    socket.on('close', () => this.#connections.delete(connection));
    // A client that vanishes is no event for us; its commands under way still finish.
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk) => {
      const work = connection.receive(chunk);
      this.#busy.add(work);
      void work.finally(() => this.#busy.delete(work));
      this.#boundHeld(connection, chunk.length);
    });
  }

  /** Messages of 48 MB on every connection would fill the memory: whoever holds the most is cut off. */
  #boundHeld(connection: Connection, arrived: number): void {
    if (connection.heldBytes <= arrived) return;
    const all = [...this.#connections];
    if (all.reduce((sum, { heldBytes }) => sum + heldBytes, 0) <= this.#limits.heldBytes) return;
    const [greediest] = all.toSorted((a, b) => b.heldBytes - a.heldBytes);
    greediest?.cut('unfinished messages fill the memory');
  }

  async #handle(connection: Connection, frame: Buffer): Promise<void> {
    const request = parseRequest(frame);
    const reply = await this.#answer(request, connection.id);
    if (!request.wantsReply || connection.isClosed) return;
    await connection.send(frameReply(request, this.#nextReply++, reply));
  }

  async #answer({ command, sent }: Request, connectionId: number): Promise<Uint8Array> {
    const { $db: database } = command;
    const reply = await answer({
      store: this.#store,
      cursors: this.#cursors,
      sweeper: this.#sweeper,
      database: typeof database === 'string' ? database : '',
      message: command,
      sent,
      connectionId,
      connections: this.#connections.size,
    });
    try {
      return encodeReply(reply);
    } catch (error) {
      return encodeReply(errorReply(error));
    }
  }
}
