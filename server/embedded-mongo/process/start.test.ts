import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { mongo } from 'mongoose';
import { afterEach, describe, expect, test } from 'vitest';
import type { EngineStartError } from '../start.ts';
import { startEmbeddedMongo } from '../start.ts';
import { temporaryDirectory } from '../testing/temporary-engine.ts';

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

async function freshDirectory(): Promise<string> {
  const directory = await temporaryDirectory();
  cleanups.push(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

async function connected(uri: string): Promise<mongo.MongoClient> {
  const client = await new mongo.MongoClient(uri).connect();
  cleanups.push(() => client.close());
  return client;
}

async function started(directory: string, ownerPatienceMs = 10_000) {
  const engine = await startEmbeddedMongo({ directory, ownerPatienceMs });
  cleanups.push(() => engine.stop());
  return engine;
}

const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
const main = fileURLToPath(new URL('../main.ts', import.meta.url));

/** Runs main alone, through a shell that may set limits first. */
async function alone(args: readonly string[], limit = 'true') {
  const command = [process.execPath, '--import', tsx, main, ...args].map((part) => `'${part}'`).join(' ');
  const child = spawn('sh', ['-c', `${limit} && exec ${command}`], { stdio: ['ignore', 'pipe', 'ignore'] });
  const exited = once(child, 'exit');
  cleanups.push(async () => {
    child.kill('SIGKILL');
    await exited;
  });
  const lines = createInterface({ input: child.stdout });
  const [uri] = await once(lines, 'line');
  return { child, exited, uri: String(uri) };
}

const lifted = (pid: number): Promise<boolean> =>
  promisify(execFile)('prlimit', ['--pid', String(pid), '--fsize=unlimited']).then(
    () => true,
    () => false,
  );

describe('starting and owning', () => {
  test('E16 a second engine on the same directory is told that it is locked', async () => {
    const directory = await freshDirectory();
    await started(directory);
    await expect(startEmbeddedMongo({ directory, ownerPatienceMs: 0 })).rejects.toMatchObject({
      code: 'locked',
    });
  });

  test('E16 a starter waits for an owner that is ending, and finds its data', async () => {
    const directory = await freshDirectory();
    const first = await started(directory);
    const client = await connected(first.uri);
    await client.db('a').collection('b').insertOne({ x: 1 });
    await client.close();
    const [second] = await Promise.all([started(directory), first.stop()]);
    const next = await connected(second.uri);
    expect(await next.db('a').collection('b').countDocuments({ x: 1 })).toBe(1);
  });

  test('E16 of many that start at once on one directory exactly one wins', async () => {
    const directory = await freshDirectory();
    const results = await Promise.allSettled(
      Array.from({ length: 4 }, () => startEmbeddedMongo({ directory, ownerPatienceMs: 0 })),
    );
    const winners = results.filter((result) => result.status === 'fulfilled');
    for (const { value } of winners) cleanups.push(() => value.stop());
    expect(winners).toHaveLength(1);
    const losers = results.filter((result) => result.status === 'rejected');
    expect(losers.map(({ reason }) => (reason as EngineStartError).code)).toEqual(losers.map(() => 'locked'));
  });

  test('E17 a file that is not ours, or is damaged, is reported as corrupt and left as it is', async () => {
    const directory = await freshDirectory();
    const engine = await started(directory);
    const client = await connected(engine.uri);
    await client
      .db('a')
      .collection('b')
      .insertMany(Array.from({ length: 500 }, (_, i) => ({ i, text: 'x'.repeat(500) })));
    await client.close();
    await engine.stop();
    const file = join(directory, 'data.mdb');
    const whole = await readFile(file);
    for (const damaged of [
      Buffer.alloc(20_000, 'x'),
      whole.subarray(0, 8192),
      whole.subarray(0, whole.length / 2),
    ]) {
      await writeFile(file, damaged);
      await expect(startEmbeddedMongo({ directory })).rejects.toMatchObject({ code: 'corrupt' });
      expect((await readFile(file)).equals(damaged)).toBe(true);
    }
    await writeFile(file, whole);
    const healed = await connected((await started(directory)).uri);
    expect(await healed.db('a').collection('b').countDocuments()).toBe(500);
  });

  test('E18 a directory that cannot be made is reported as disk', async () => {
    const directory = await freshDirectory();
    await writeFile(join(directory, 'file'), '');
    await expect(startEmbeddedMongo({ directory: join(directory, 'file', 'db') })).rejects.toMatchObject({
      code: 'disk',
    });
  });

  test('E19 a deep directory gets its socket elsewhere', async () => {
    const directory = join(await freshDirectory(), 'x'.repeat(120));
    await mkdir(directory);
    const engine = await started(directory);
    const path = decodeURIComponent(engine.uri.replace('mongodb://', ''));
    expect(Buffer.byteLength(path)).toBeLessThanOrEqual(100);
    expect((await (await connected(engine.uri)).db('a').command({ ping: 1 }))['ok']).toBe(1);
  });

  test('E20 a child outlives signals, and ends with code 0 when it is stopped', async () => {
    const engine = await started(await freshDirectory());
    const client = await connected(engine.uri);
    const { pid } = await client.db('admin').command({ serverStatus: 1 });
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.kill(Number(pid), signal);
    await client.db('a').collection('b').insertOne({ x: 1 });
    await client.close();
    await engine.stop();
    expect(await engine.exited).toEqual({ code: 0 });
  });

  test('E21 run alone it prints its URI, serves two clients on a port, and ends on SIGTERM', async () => {
    const { child, exited, uri } = await alone(['--directory', await freshDirectory(), '--port', '0']);
    expect(uri).toMatch(/^mongodb:\/\/127\.0\.0\.1:\d+$/);
    const [one, two] = [await connected(uri), await connected(uri)];
    await one.db('a').collection('b').insertOne({ x: 1 });
    expect(await two.db('a').collection('b').countDocuments()).toBe(1);
    child.kill('SIGTERM');
    const [code] = await exited;
    expect(code).toBe(0);
  });
});

describe('a full disk', () => {
  test('E22 a write that finds no room gets OutOfDiskSpace, nothing acknowledged is lost, and it recovers', async () => {
    const directory = await freshDirectory();
    // A file size limit stands for the disk: 4,096 blocks of 512 bytes.
    const { uri, child, exited } = await alone(['--directory', directory], 'ulimit -S -f 4096');
    const collection = (await connected(uri)).db('a').collection('b');
    let acknowledged = 0;
    let failure: unknown;
    while (failure === undefined && acknowledged < 10_000) {
      try {
        await collection.insertOne({ n: acknowledged, text: 'x'.repeat(3000) });
        acknowledged += 1;
      } catch (error) {
        failure = error;
      }
    }
    expect(failure).toMatchObject({ code: 14031, codeName: 'OutOfDiskSpace' });
    expect(await collection.countDocuments({})).toBe(acknowledged);
    expect(await collection.estimatedDocumentCount()).toBe(acknowledged);
    // Space returns: the same process goes on (where prlimit can lift the limit; else after a restart).
    const isLifted = await lifted(child.pid ?? 0);
    if (isLifted) await collection.insertOne({ n: acknowledged, text: 'x'.repeat(3000) });
    child.kill('SIGTERM');
    await exited;
    const again = (await connected((await started(directory)).uri)).db('a').collection('b');
    expect(await again.countDocuments({})).toBe(acknowledged + (isLifted ? 1 : 0));
    await again.insertOne({ n: -1 });
  });
});
