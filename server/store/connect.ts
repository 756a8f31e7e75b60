import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import mongoose, { type Connection, type ConnectOptions } from 'mongoose';
import type { Logger } from 'pino';
import type { Instant } from '../../shared/ids.ts';
import { type StartEngine, startEngine, superviseEngine } from './embedded.ts';
import { createHealth, type StoreHealth } from './health.ts';
import { bindModels, ensureIndexes, type Models } from './models.ts';
import { serverSecret } from './secret.ts';

/** The database as the rest of the server sees it. Documents come out of it lean, typed by the shared types. */
export interface Store {
  readonly models: Models;
  readonly connection: Connection;
  readonly health: StoreHealth;
  /** Key of every HMAC of this installation; the same on all its servers. */
  readonly secret: string;
  /** The database's own clock, which all servers agree on. */
  databaseTime(): Promise<Instant>;
  close(): Promise<void>;
}

export interface StoreOptions {
  /** Null: the embedded engine, in `dataDir`/db. */
  readonly mongodbUri: string | null;
  readonly dataDir: string;
  readonly log: Logger;
  /** Overrides the name in the address; tests take a fresh one each. */
  readonly dbName?: string;
  readonly startEngine?: StartEngine;
}

const DEFAULT_DB_NAME = 'paidan';

const CONNECT: ConnectOptions = {
  // An answer means that the commit survives the loss of any one machine; on a single server, of its memory.
  writeConcern: { w: 'majority', journal: true },
  // A repeat must not be told "done" by a write that a new primary might roll back.
  readConcernLevel: 'majority',
  readPreference: 'primary',
  retryWrites: true,
  ignoreUndefined: true,
  promoteBuffers: true,
  // Fail now rather than queue: a person is waiting for the answer.
  bufferCommands: false,
  autoIndex: false,
  autoCreate: false,
  serverSelectionTimeoutMS: 4000,
  connectTimeoutMS: 4000,
  socketTimeoutMS: 30_000,
  heartbeatFrequencyMS: 1000,
  waitQueueTimeoutMS: 8000,
  maxPoolSize: 40,
};

/**
 * Connects, makes collections and indexes, and keeps watch.
 * @throws when the database cannot be reached, or the data directory belongs to another process.
 */
export async function connectStore(options: StoreOptions): Promise<Store> {
  const { mongodbUri, dataDir, log } = options;
  const connection = mongoose.createConnection();
  const models = bindModels(connection);
  const health = createHealth({
    log,
    probe: () =>
      models.settings.updateOne({ _id: 'probe' }, { $set: { value: randomUUID() } }, { upsert: true }),
  });
  const open = async (uri: string): Promise<void> => {
    await connection.openUri(uri, { ...CONNECT, dbName: options.dbName ?? nameIn(uri) });
    health.watch(connection);
  };
  const reopen = async (uri: string): Promise<void> => {
    await connection.close(true);
    await open(uri);
  };
  const engine =
    mongodbUri === null
      ? await superviseEngine(
          { directory: join(dataDir, 'db'), log },
          reopen,
          options.startEngine ?? startEngine,
        )
      : null;
  try {
    await open(mongodbUri ?? engine?.uri ?? '');
    await ensureIndexes(models);
    const secret = await serverSecret(models);
    return {
      models,
      connection,
      health,
      secret,
      databaseTime: () => databaseTime(connection),
      async close() {
        health.stop();
        await connection.close();
        await engine?.stop();
      },
    };
  } catch (error) {
    await connection.close(true).catch(() => undefined);
    await engine?.stop();
    throw error;
  }
}

async function databaseTime(connection: Connection): Promise<Instant> {
  const answer = await connection.db?.command({ hello: 1 });
  const time: unknown = answer?.['localTime'];
  if (!(time instanceof Date)) throw new Error('the database did not tell its time');
  return time.getTime();
}

/** The database named in the address; a MongoDB address may list several hosts, which URL cannot read. */
function nameIn(uri: string): string {
  const name = /^mongodb(?:\+srv)?:\/\/[^/]+\/([^?]+)/.exec(uri)?.[1];
  return name === undefined || name === '' ? DEFAULT_DB_NAME : decodeURIComponent(name);
}
