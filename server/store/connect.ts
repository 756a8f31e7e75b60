import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import mongoose, { type Connection } from 'mongoose';
import type { Logger } from 'pino';
import type { Instant } from '../../shared/ids.ts';
import { engineBeside } from './beside.ts';
import { type StartEngine, startEngine, superviseEngine } from './embedded.ts';
import { createHealth, type StoreHealth } from './health.ts';
import { bindModels, ensureIndexes, type Models } from './models.ts';
import { connectOptions } from './options.ts';
import { refuseUnfinished } from './restore-mark.ts';
import { serverSecret } from './secret.ts';

/** Where a database is, for another process. */
export interface StoreAddress {
  readonly uri: string;
  /** Null: the name in the address. */
  readonly dbName: string | null;
}

/** The database as the rest of the server sees it. Documents come out of it lean, typed by the shared types. */
export interface Store {
  readonly models: Models;
  readonly connection: Connection;
  readonly health: StoreHealth;
  /** Key of every HMAC of this installation; the same on all its servers. */
  readonly secret: string;
  /** The database's own clock, which all servers agree on. */
  databaseTime(): Promise<Instant>;
  /** As of now: an engine that was started again may have moved. */
  address(): StoreAddress;
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
  /** True: this is a program beside the server, which uses the engine that the server runs. */
  readonly beside?: boolean;
}

/**
 * Connects, makes collections and indexes, and keeps watch.
 * @throws when the database cannot be reached, or the data directory belongs to another process.
 */
export async function connectStore(options: StoreOptions): Promise<Store> {
  const { mongodbUri, log } = options;
  const connection = mongoose.createConnection();
  const models = bindModels(connection);
  const health = createHealth({
    log,
    probe: () =>
      models.settings.updateOne({ _id: 'probe' }, { $set: { value: randomUUID() } }, { upsert: true }),
  });
  let current = '';
  const open = async (uri: string): Promise<void> => {
    current = uri;
    await connection.openUri(uri, connectOptions(uri, options.dbName));
    health.watch(connection);
  };
  const reopen = async (uri: string): Promise<void> => {
    await connection.close(true);
    await open(uri);
  };
  const engine = mongodbUri === null ? await engineOf(options, reopen) : null;
  try {
    await open(mongodbUri ?? engine?.uri ?? '');
    await refuseUnfinished(connection);
    await ensureIndexes(models);
    const secret = await serverSecret(models);
    return {
      models,
      connection,
      health,
      secret,
      databaseTime: () => databaseTime(connection),
      address: () => ({ uri: current, dbName: options.dbName ?? null }),
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

/** The server looks after its engine; a program beside it takes the engine as it is. */
const engineOf = (options: StoreOptions, onMoved: (uri: string) => Promise<void>) =>
  options.beside
    ? engineBeside(options.dataDir, options.log)
    : superviseEngine(
        { directory: join(options.dataDir, 'db'), log: options.log },
        onMoved,
        options.startEngine ?? startEngine,
      );

async function databaseTime(connection: Connection): Promise<Instant> {
  const answer = await connection.db?.command({ hello: 1 });
  const time: unknown = answer?.['localTime'];
  if (!(time instanceof Date)) throw new Error('the database did not tell its time');
  return time.getTime();
}
