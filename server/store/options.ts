import type { ConnectOptions } from 'mongoose';

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
  // Also how long the driver's own look at the server may take before it breaks every connection in use: a busy database is not a
  // dead one, whose sockets close at once.
  connectTimeoutMS: 10_000,
  socketTimeoutMS: 30_000,
  heartbeatFrequencyMS: 1000,
  waitQueueTimeoutMS: 8000,
  maxPoolSize: 40,
};

/** How every program of ours connects. `dbName` overrides the name in the address. */
export const connectOptions = (uri: string, dbName?: string): ConnectOptions => ({
  ...CONNECT,
  dbName: dbName ?? nameIn(uri),
});

/** The database named in the address; a MongoDB address may list several hosts, which URL cannot read. */
function nameIn(uri: string): string {
  const name = /^mongodb(?:\+srv)?:\/\/[^/]+\/([^?]+)/.exec(uri)?.[1];
  return name === undefined || name === '' ? DEFAULT_DB_NAME : decodeURIComponent(name);
}
