import type { Server, Socket } from 'node:net';
import { createServer } from 'node:net';
import { Cursors } from '../commands/cursors.ts';
import { answer, errorReply } from '../commands/registry.ts';
import type { Store } from '../storage/store.ts';
import type { TtlSweeper } from '../storage/ttl.ts';
import { Frames } from './frames.ts';
import type { Request } from './message.ts';
import { frameReply, parseRequest } from './message.ts';
import { encodeReply } from './reply.ts';

/** Speaks MongoDB's wire protocol on any number of sockets over one store. */
export class WireServer {
  readonly #store: Store;
  readonly #sweeper: TtlSweeper;
  readonly #log: (line: string) => void;
  readonly #cursors = new Cursors();
  readonly #sockets = new Set<Socket>();
  readonly #servers: Server[] = [];
  readonly #busy = new Set<Promise<void>>();
  #nextConnection = 1;
  #nextReply = 1;

  constructor(store: Store, sweeper: TtlSweeper, log: (line: string) => void) {
    this.#store = store;
    this.#sweeper = sweeper;
    this.#log = log;
  }

  /** Starts listening on a path or a loopback port and resolves with the bound address. */
  listen(address: { path: string } | { port: number; host: string }): Promise<ReturnType<Server['address']>> {
    const server = createServer({ noDelay: true }, (socket) => {
      this.#serve(socket);
    });
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
    const closed = this.#servers.map((server) => new Promise((resolve) => server.close(resolve)));
    for (const socket of this.#sockets) socket.pause();
    await Promise.allSettled(this.#busy);
    for (const socket of this.#sockets) socket.destroySoon();
    await Promise.all(closed);
  }

  #serve(socket: Socket): void {
    const connectionId = this.#nextConnection++;
    const frames = new Frames();
    let isAnswering = false;
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    // A client that vanishes is no event for us; its commands under way still finish.
    socket.on('error', () => socket.destroy());
    const pump = async (): Promise<void> => {
      if (isAnswering) return;
      isAnswering = true;
      // While a message is answered no more are read: a client cannot fill the memory with requests.
      socket.pause();
      try {
        for (let frame = frames.next(); frame; frame = frames.next())
          await this.#handle(socket, connectionId, frame);
        socket.resume();
      } catch (error) {
        this.#log(
          `connection ${connectionId} closed: ${error instanceof Error ? error.message : String(error)}`,
        );
        socket.destroy();
      } finally {
        isAnswering = false;
      }
    };
    socket.on('data', (chunk) => {
      frames.push(chunk);
      const work = pump();
      this.#busy.add(work);
      void work.finally(() => this.#busy.delete(work));
    });
  }

  async #handle(socket: Socket, connectionId: number, frame: Buffer): Promise<void> {
    const request = parseRequest(frame);
    const reply = await this.#answer(request, connectionId);
    if (!request.wantsReply || socket.destroyed) return;
    const isWritable = socket.write(frameReply(request, this.#nextReply++, reply));
    if (!isWritable) await drained(socket);
  }

  async #answer({ command, rawDocuments }: Request, connectionId: number): Promise<Uint8Array> {
    const { $db: database } = command;
    const reply = await answer({
      store: this.#store,
      cursors: this.#cursors,
      sweeper: this.#sweeper,
      database: typeof database === 'string' ? database : '',
      message: command,
      rawDocuments,
      connectionId,
      connections: this.#sockets.size,
    });
    try {
      return encodeReply(reply);
    } catch (error) {
      return encodeReply(errorReply(error));
    }
  }
}

const drained = (socket: Socket): Promise<void> =>
  new Promise((resolve) => {
    const settle = (): void => {
      socket.off('drain', settle);
      socket.off('close', settle);
      resolve();
    };
    socket.once('drain', settle);
    socket.once('close', settle);
  });
