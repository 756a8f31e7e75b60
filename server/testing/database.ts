import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { mongo } from 'mongoose';
import pino from 'pino';
import { startEmbeddedMongo } from '../embedded-mongo/start.ts';

export interface TestDatabase {
  readonly uri: string;
  /** A name no other test uses. */
  freshName(): string;
  stop(): Promise<void>;
}

/** Says nothing, unless `TEST_LOG_LEVEL` asks it to. */
export const silent = pino({ level: process.env['TEST_LOG_LEVEL'] ?? 'silent' });

let shared: Promise<TestDatabase> | undefined;

/**
 * One engine for all tests of a file: the server of `TEST_MONGODB_URI` when that is set, otherwise the embedded engine in a
 * directory of its own, which ends with the test process. On a server that is not ours every test has databases of its own,
 * named `test_…`, and `stopTestDatabase` drops them.
 */
export function testDatabase(): Promise<TestDatabase> {
  shared ??= open();
  return shared;
}

/** An engine that nobody else uses, for tests that break it. */
export async function ownDatabase(): Promise<TestDatabase & { readonly directory: string }> {
  const directory = await mkdtemp(join(tmpdir(), 'paidan-test-'));
  const engine = await startEmbeddedMongo({ directory: join(directory, 'db') });
  return {
    uri: engine.uri,
    directory,
    freshName,
    async stop() {
      await engine.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** Of a database nobody else uses. */
export const freshName = (): string => `test_${randomUUID().replaceAll('-', '').slice(0, 20)}`;

async function open(): Promise<TestDatabase> {
  const external = process.env['TEST_MONGODB_URI'];
  return external ? externalDatabase(external) : await ownDatabase();
}

function externalDatabase(uri: string): TestDatabase {
  const names: string[] = [];
  return {
    uri,
    freshName() {
      const name = freshName();
      names.push(name);
      return name;
    },
    async stop() {
      const client = await new mongo.MongoClient(uri).connect();
      for (const name of names) await client.db(name).dropDatabase();
      await client.close();
    },
  };
}

/** To be called once, in the file's `afterAll`. */
export async function stopTestDatabase(): Promise<void> {
  const open = shared;
  shared = undefined;
  if (open) await (await open).stop();
}
