import { realpath } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import mongoose, { type Connection, type mongo } from 'mongoose';
import type { Logger } from 'pino';
import { chooseAddress, uriOf } from '../embedded-mongo/process/address.ts';
import { EngineStartError } from '../embedded-mongo/process/failure.ts';
import { startEngine } from './embedded.ts';
import { connectOptions } from './options.ts';

/** An engine as a program beside the server uses it. */
export interface BesideEngine {
  readonly uri: string;
  /** Ends the engine only if it was started for this program. */
  stop(): Promise<void>;
}

/**
 * The embedded engine of a data directory for a program beside the server: the one that the running server has, or one of
 * its own while no server runs (SPEC S31).
 * @throws EngineStartError; `locked` when the server is only just starting or ending
 */
export async function engineBeside(dataDir: string, log: Logger): Promise<BesideEngine> {
  const directory = join(dataDir, 'db');
  const running = await runningEngine(directory);
  return running === null
    ? await startEngine({ directory, log })
    : { uri: running, stop: async () => undefined };
}

/** The address of the engine that serves a directory at this moment; null when none answers. */
async function runningEngine(directory: string): Promise<string | null> {
  const real = await realpath(directory).catch(() => null);
  if (real === null) return null;
  const address = chooseAddress(real, {});
  return 'path' in address && (await answers(address.path)) ? uriOf(address.path) : null;
}

const answers = (path: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });

/** A database as it is: no collection, index or document is made by opening it. */
export interface BareDatabase {
  readonly connection: Connection;
  readonly db: mongo.Db;
  close(): Promise<void>;
}

export interface BareOptions {
  /** Null: the embedded engine, in `dataDir`/db. */
  readonly mongodbUri: string | null;
  readonly dataDir: string;
  readonly log: Logger;
  readonly dbName?: string;
  /** True: nobody else may have the data directory; an engine that a server runs is refused as `locked`. */
  readonly alone?: boolean;
}

/** @throws when the database cannot be reached, or the data directory belongs to another process */
export async function openBare(options: BareOptions): Promise<BareDatabase> {
  const { mongodbUri } = options;
  const engine = mongodbUri === null ? await engineFor(options) : null;
  const uri = mongodbUri ?? engine?.uri ?? '';
  const connection = mongoose.createConnection();
  const close = async (): Promise<void> => {
    await connection.close(true);
    await engine?.stop();
  };
  try {
    await connection.openUri(uri, connectOptions(uri, options.dbName));
    const { db } = connection;
    if (!db) throw new Error('the connection has no database');
    return { connection, db, close };
  } catch (error) {
    await close().catch(() => undefined);
    throw error;
  }
}

/** An engine that answers belongs to a server that is not about to end: waiting for it would be in vain. */
async function engineFor({ dataDir, log, alone }: BareOptions): Promise<BesideEngine> {
  if (!alone) return await engineBeside(dataDir, log);
  const directory = join(dataDir, 'db');
  if ((await runningEngine(directory)) !== null)
    throw new EngineStartError('locked', `${directory} is in use by a running server`);
  return await startEngine({ directory, log });
}
