import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import type { Area } from '../../shared/areas/area.ts';
import type { Member } from '../../shared/people/member.ts';
import { createBus } from '../bus/index.ts';
import { createSessions } from '../sessions/index.ts';
import { connectStore, type Store } from '../store/connect.ts';
import { silent } from './database.ts';
import { type Program, startProgram } from './program.ts';
import { freePort, startRedis, type TestRedis } from './redis.ts';
import { aMember, seedWorld } from './world.ts';

/** A part of the cluster that can be killed and comes back under the same address. */
export interface Part {
  readonly url: string;
  readonly program: () => Program;
  readonly kill: () => Promise<void>;
  readonly start: () => Promise<void>;
  /** Asked to end. @returns its exit code */
  readonly stop: () => Promise<number | null>;
}

/** The product as a city runs it: several server processes, one database, one Redis, each in a process of its own. */
export interface Cluster {
  readonly servers: readonly Part[];
  readonly engine: Part;
  /** Null for one process, which needs none. */
  readonly redis: TestRedis | null;
  /** The test's own connection to the same database. */
  readonly store: Store;
  /** Stores a member and signs them in without the slow password check. */
  signIn(of: Who): Promise<{ member: Member; cookie: string }>;
  close(): Promise<void>;
}

type Who = Parameters<typeof aMember>[0] & { readonly areas?: readonly Area[] };

export interface ClusterOptions {
  readonly servers: number;
  readonly env?: Readonly<Record<string, string>>;
}

async function startPart(url: string, run: () => Promise<Program>): Promise<Part> {
  let program = await run();
  return {
    url,
    program: () => program,
    kill: () => program.kill(),
    stop: () => program.stop(),
    start: async () => {
      program = await run();
    },
  };
}

async function startEngine(directory: string): Promise<Part> {
  const port = await freePort();
  const args = ['--directory', directory, '--port', String(port)];
  return await startPart(`mongodb://127.0.0.1:${port}/paidan`, () =>
    startProgram('embedded-mongo/main.ts', args, {}, /^mongodb:/u),
  );
}

async function startServer(env: Readonly<Record<string, string>>): Promise<Part> {
  const port = await freePort();
  const own = { LOG_LEVEL: process.env['TEST_LOG_LEVEL'] ?? 'fatal', ...env, PORT: String(port) };
  return await startPart(`http://127.0.0.1:${port}`, () => startProgram('main.ts', [], own, /^ready /u));
}

/** Starts everything, with the small world of the tests in the database. */
export async function startCluster({ servers: count, env = {} }: ClusterOptions): Promise<Cluster> {
  const directory = await mkdtemp(join(tmpdir(), 'paidan-cluster-'));
  const engine = await startEngine(join(directory, 'db'));
  const redis = count > 1 ? await startRedis() : null;
  const store = await connectStore({ mongodbUri: engine.url, dataDir: directory, log: silent });
  await seedWorld(store);
  const all = {
    MONGODB_URI: engine.url,
    DATA_DIR: directory,
    ...(redis ? { REDIS_URL: redis.url } : {}),
    ...env,
  };
  const servers = await Promise.all(Array.from({ length: count }, () => startServer(all)));
  const bus = createBus({ redisUrl: null, log: silent });
  const sessions = createSessions({ store, bus, now: Date.now });
  return {
    servers,
    engine,
    redis,
    store,
    async signIn(of) {
      const member = aMember(of);
      await store.models.members.create(member);
      const { token } = await sessions.create(member._id, { userAgent: 'test', address: '127.0.0.1' });
      return { member, cookie: `paidan_session=${token}` };
    },
    async close() {
      await bus.close();
      await Promise.all(servers.map((server) => server.kill()));
      await store.close();
      await redis?.close();
      await engine.kill();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
