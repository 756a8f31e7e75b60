import { hostname } from 'node:os';
import { MAX_DOCUMENT_BYTES } from '../bson/codec.ts';
import type { Document } from '../bson/values.ts';
import { isDocument, isTrue, toNumber } from '../bson/values.ts';
import { mongoError } from '../errors.ts';
import { compileFilter } from '../match/filter.ts';
import { MAX_MESSAGE_BYTES } from '../wire/message.ts';
import { MAX_BATCH } from './batch.ts';
import type { Command } from './context.ts';
import { documentOf, namespace } from './context.ts';

const VERSION = '7.0.14';
/** What drivers read: MongoDB 7.0. With 8.0 they would send the bulkWrite command. */
const WIRE_VERSION = 21;

const OK = { ok: 1 } as const;
const done: Command = () => OK;

/** Without `topologyVersion`: drivers then poll, and do not ask for a stream of changes. */
const hello: Command = ({ message, connectionId }) => ({
  helloOk: true,
  ...('hello' in message ? { isWritablePrimary: true } : { ismaster: true }),
  maxBsonObjectSize: MAX_DOCUMENT_BYTES,
  maxMessageSizeBytes: MAX_MESSAGE_BYTES,
  maxWriteBatchSize: MAX_BATCH,
  localTime: new Date(),
  logicalSessionTimeoutMinutes: 30,
  connectionId,
  minWireVersion: 0,
  maxWireVersion: WIRE_VERSION,
  readOnly: false,
  ok: 1,
});

const buildInfo: Command = () => ({
  version: VERSION,
  versionArray: [7, 0, 14, 0],
  gitVersion: 'embedded',
  modules: [],
  bits: 64,
  debug: false,
  maxBsonObjectSize: MAX_DOCUMENT_BYTES,
  storageEngines: ['lmdb'],
  ok: 1,
});

const getParameter: Command = ({ message, sweeper }) => ({
  ...('featureCompatibilityVersion' in message ? { featureCompatibilityVersion: { version: '7.0' } } : {}),
  ...('enableTestCommands' in message ? { enableTestCommands: false } : {}),
  ...('ttlMonitorSleepSecs' in message ? { ttlMonitorSleepSecs: sweeper.seconds } : {}),
  ok: 1,
});

/** The one parameter that can be set is how often expired documents are removed, by MongoDB's name for it. */
const setParameter: Command = ({ message, sweeper }) => {
  const seconds = toNumber(message['ttlMonitorSleepSecs']);
  if (!(seconds > 0)) throw mongoError('InvalidOptions', 'attempted to set unrecognized parameter');
  const was = sweeper.seconds;
  sweeper.restart(seconds);
  return { was, ok: 1 };
};

const serverStatus: Command = ({ connections, cursors, store }) => ({
  host: hostname(),
  version: VERSION,
  process: 'embedded-mongo',
  pid: process.pid,
  uptime: process.uptime(),
  connections: { current: connections },
  metrics: { cursor: { open: { total: cursors.size } }, commit: { ...store.committed } },
  mem: { resident: Math.round(process.memoryUsage().rss / 1_048_576) },
  ok: 1,
});

const listDatabases: Command = ({ store, message }) => {
  const matches = compileFilter(documentOf(message['filter'], 'filter'));
  const names = new Set(store.catalog.all().map(({ namespace: name }) => name.slice(0, name.indexOf('.'))));
  const databases: Document[] = [...names]
    .map((name) => ({ name, sizeOnDisk: sizeOf(store.catalog.inDatabase(name).length), empty: false }))
    .filter((database) => matches(database));
  const shown = isTrue(message['nameOnly']) ? databases.map(({ name }) => ({ name })) : databases;
  return { databases: shown, totalSize: sizeOf(store.catalog.all().length), totalSizeMb: 0, ok: 1 };
};

/** All databases share one file, so only a lower bound can be told: a page for each collection. */
const sizeOf = (collections: number): number => collections * 4096;

const collStats: Command = ({ store, database, message }) => {
  const name = namespace(database, message['collStats'] ?? message['collstats']);
  const collection = store.catalog.get(name);
  return {
    ns: name,
    count: collection?.count ?? 0,
    size: 0,
    storageSize: 0,
    nindexes: collection?.indexes.length ?? 0,
    capped: isTrue(collection?.options['capped']),
    ok: 1,
  };
};

const dbStats: Command = ({ store, database }) => {
  const collections = store.catalog.inDatabase(database);
  return {
    db: database,
    collections: collections.length,
    views: 0,
    objects: collections.reduce((sum, { count }) => sum + count, 0),
    indexes: collections.reduce((sum, { indexes }) => sum + indexes.length, 0),
    dataSize: 0,
    storageSize: sizeOf(collections.length),
    ok: 1,
  };
};

const validateCollection: Command = ({ store, database, message }) => {
  const collection = store.catalog.get(namespace(database, message['validate']));
  if (!collection) throw mongoError('NamespaceNotFound', `Collection does not exist to validate.`);
  return {
    ns: collection.namespace,
    nrecords: collection.count,
    nIndexes: collection.indexes.length,
    valid: true,
    ok: 1,
  };
};

export const SERVER_COMMANDS: Readonly<Record<string, Command>> = {
  hello,
  isMaster: hello,
  ismaster: hello,
  ping: done,
  buildInfo,
  buildinfo: buildInfo,
  endSessions: done,
  refreshSessions: done,
  killSessions: done,
  killAllSessions: done,
  startSession: done,
  connectionStatus: () => ({ authInfo: { authenticatedUsers: [], authenticatedUserRoles: [] }, ok: 1 }),
  getParameter,
  setParameter,
  getLog: () => ({ totalLinesWritten: 0, log: [], ok: 1 }),
  getCmdLineOpts: () => ({ argv: [], parsed: {}, ok: 1 }),
  whatsmyuri: () => ({ you: 'local:0', ok: 1 }),
  hostInfo: () => ({ system: { hostname: hostname() }, ok: 1 }),
  serverStatus,
  listDatabases,
  collStats,
  collstats: collStats,
  dbStats,
  dbstats: dbStats,
  validate: validateCollection,
  /** Every acknowledged write is on disk already. */
  fsync: ({ message }) => {
    if (isTrue(message['lock']) || isDocument(message['lock']))
      throw mongoError('CommandNotSupported', 'fsync with lock is not supported');
    return { numFiles: 1, ok: 1 };
  },
};
