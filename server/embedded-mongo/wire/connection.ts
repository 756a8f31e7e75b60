import type { Socket } from 'node:net';
import { setImmediate as breathe } from 'node:timers/promises';
import { Frames } from './frames.ts';
import type { Limits } from './limits.ts';

/** How long one connection's messages are answered before others have a turn. */
const TURN_MS = 8;

type Handle = (connection: Connection, frame: Buffer) => Promise<void>;

/** One client's socket: cuts what arrives into messages and has them answered one after another. */
export class Connection {
  readonly id: number;
  readonly #socket: Socket;
  readonly #handle: Handle;
  readonly #log: (line: string) => void;
  readonly #frames = new Frames();
  #isAnswering = false;
  /** Since when (epoch ms) the client owes the rest of a message, or its first one. */
  #owesSince: number | undefined = Date.now();
  /** Since when a reply waits to be read. */
  #unreadSince: number | undefined;

  constructor(id: number, socket: Socket, handle: Handle, log: (line: string) => void) {
    this.id = id;
    this.#socket = socket;
    this.#handle = handle;
    this.#log = log;
  }

  get heldBytes(): number {
    return this.#frames.bytes;
  }

  get isClosed(): boolean {
    return this.#socket.destroyed;
  }

  /** Takes a chunk and answers the messages it completes. */
  async receive(chunk: Buffer): Promise<void> {
    this.#frames.push(chunk);
    if (this.#isAnswering) return;
    this.#isAnswering = true;
    // While a message is answered no more are read: a client cannot fill the memory with requests.
    this.#socket.pause();
    try {
      await this.#answerAll();
      this.#socket.resume();
    } catch (error) {
      this.cut(error instanceof Error ? error.message : String(error));
    } finally {
      this.#isAnswering = false;
    }
  }

  async #answerAll(): Promise<void> {
    let turnEnds = performance.now() + TURN_MS;
    for (let frame = this.#frames.next(); frame; frame = this.#frames.next()) {
      this.#owesSince = undefined;
      await this.#handle(this, frame);
      if (performance.now() < turnEnds) continue;
      await breathe();
      turnEnds = performance.now() + TURN_MS;
    }
    if (this.#frames.bytes > 0) this.#owesSince ??= Date.now();
  }

  /** Resolves when the bytes are on their way or the client is gone. */
  async send(bytes: Buffer): Promise<void> {
    if (this.#socket.destroyed || this.#socket.write(bytes)) return;
    this.#unreadSince = Date.now();
    await drained(this.#socket);
    this.#unreadSince = undefined;
  }

  /** Ends a connection that has kept the server waiting for too long at `now`. */
  enforce({ arrivalMs, unreadMs }: Limits, now: number): void {
    if (!this.#isAnswering && this.#owesSince !== undefined && now - this.#owesSince > arrivalMs)
      this.cut('its message did not arrive in time');
    else if (this.#unreadSince !== undefined && now - this.#unreadSince > unreadMs)
      this.cut('its reply was not read in time');
  }

  pause(): void {
    this.#socket.pause();
  }

  end(): void {
    this.#socket.destroySoon();
  }

  cut(why: string): void {
    this.#log(`connection ${this.id} closed: ${why}`);
    this.#socket.destroy();
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
