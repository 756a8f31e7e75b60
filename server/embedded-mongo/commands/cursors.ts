import { setImmediate as breathe } from 'node:timers/promises';
import { Long } from 'bson';
import { BREATH, type Breath } from '../breath.ts';
import { plain } from '../bson/show.ts';
import { isNullish } from '../bson/values.ts';
import { mongoError } from '../errors.ts';
import { CursorReply } from '../wire/reply.ts';

const FIRST_BATCH = 101;
/** Leaves room for the reply around the documents. */
const BATCH_BYTES = 16 * 1024 * 1024 - 16 * 1024;
/** More than this, and the connection with the most cursors loses its oldest one. */
export const MAX_OPEN = 1000;
const IDLE_MS = 10 * 60_000;

export type EncodedRows = Iterator<Uint8Array | Breath>;

interface Cursor {
  readonly namespace: string;
  readonly connection: number;
  readonly rows: EncodedRows;
  readonly keepsForever: boolean;
  pending: Uint8Array | undefined;
  lastUsed: number;
}

interface Batch {
  readonly documents: Uint8Array[];
  readonly done: boolean;
}

/** The open cursors of all connections. Those left alone for ten minutes are closed, as in MongoDB. */
export class Cursors {
  readonly #open = new Map<bigint, Cursor>();
  #nextId = 1_000_000n;
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  get size(): number {
    return this.#open.size;
  }

  /** The first batch; a cursor stays open if there is more. */
  async start(
    namespace: string,
    rows: EncodedRows,
    { batchSize, connection, singleBatch = false, keepsForever = false }: StartOptions,
  ): Promise<CursorReply> {
    const cursor: Cursor = {
      namespace,
      connection,
      rows,
      keepsForever,
      pending: undefined,
      lastUsed: this.#now(),
    };
    const batch = await fill(cursor, batchSize ?? FIRST_BATCH);
    if (batch.done || singleBatch) return new CursorReply('firstBatch', batch.documents, 0n, namespace);
    this.#closeIdle();
    if (this.#open.size >= MAX_OPEN) this.#closeOfGreediest();
    const id = this.#nextId++;
    this.#open.set(id, cursor);
    return new CursorReply('firstBatch', batch.documents, id, namespace);
  }

  async more(id: unknown, batchSize: number | undefined): Promise<CursorReply> {
    const key = idOf(id);
    const cursor = this.#open.get(key);
    if (!cursor) throw mongoError('CursorNotFound', `cursor id ${key} not found`);
    cursor.lastUsed = this.#now();
    // The map keeps the order of use: the first is the one left alone for longest.
    this.#open.delete(key);
    this.#open.set(key, cursor);
    try {
      const batch = await fill(cursor, batchSize || Number.POSITIVE_INFINITY);
      if (batch.done) this.#open.delete(key);
      return new CursorReply('nextBatch', batch.documents, batch.done ? 0n : key, cursor.namespace);
    } catch (error) {
      this.#open.delete(key);
      throw error;
    }
  }

  kill(ids: readonly unknown[]): { killed: Long[]; notFound: Long[] } {
    const killed: Long[] = [];
    const notFound: Long[] = [];
    for (const id of ids) (this.#open.delete(idOf(id)) ? killed : notFound).push(Long.fromBigInt(idOf(id)));
    return { killed, notFound };
  }

  /** A client that floods the server with cursors loses its own, not those of others. */
  #closeOfGreediest(): void {
    const counts = new Map<number, number>();
    for (const { connection } of this.#open.values())
      counts.set(connection, (counts.get(connection) ?? 0) + 1);
    const most = Math.max(...counts.values());
    for (const [id, { connection }] of this.#open)
      if (counts.get(connection) === most) {
        this.#open.delete(id);
        return;
      }
  }

  #closeIdle(): void {
    const limit = this.#now() - IDLE_MS;
    for (const [id, { lastUsed, keepsForever }] of this.#open)
      if (lastUsed < limit && !keepsForever) this.#open.delete(id);
  }
}

export interface StartOptions {
  readonly connection: number;
  readonly batchSize: number | undefined;
  readonly singleBatch?: boolean;
  readonly keepsForever?: boolean;
}

function idOf(id: unknown): bigint {
  try {
    return BigInt(isNullish(id) ? '' : plain(id));
  } catch {
    throw mongoError('TypeMismatch', 'a cursor id must be a number');
  }
}

async function fill(cursor: Cursor, count: number): Promise<Batch> {
  const documents: Uint8Array[] = [];
  let bytes = 0;
  while (documents.length < count) {
    const next = cursor.pending ? { value: cursor.pending } : cursor.rows.next();
    cursor.pending = undefined;
    if ('done' in next && next.done) return { documents, done: true };
    const { value } = next;
    if (value === BREATH) {
      await breathe();
      continue;
    }
    if (documents.length > 0 && bytes + value.length > BATCH_BYTES) {
      cursor.pending = value;
      return { documents, done: false };
    }
    bytes += value.length;
    documents.push(value);
  }
  return { documents, done: count > 0 && (await isAtEnd(cursor)) };
}

/** Looks one row ahead, so that a client need not ask again for nothing. */
async function isAtEnd(cursor: Cursor): Promise<boolean> {
  for (;;) {
    const next = cursor.rows.next();
    if (next.done) return true;
    if (next.value === BREATH) await breathe();
    else {
      cursor.pending = next.value;
      return false;
    }
  }
}
