import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { mongo } from 'mongoose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startEmbeddedMongo } from '../start.ts';
import { killRound } from '../testing/kill.ts';
import { temporaryDirectory } from '../testing/temporary-engine.ts';

const KILLS = 50;
const DOCUMENTS = 100_000;
const RESTART_MS = 2000;
const ADDED_MS = 500;

/** Milliseconds (median of five) from starting the engine until it has counted its documents. */
async function restartMs(directory: string, documents: number): Promise<number> {
  const times: number[] = [];
  for (let trial = 0; trial < 5; trial++) {
    const started = performance.now();
    const engine = await startEmbeddedMongo({ directory });
    const client = await new mongo.MongoClient(engine.uri).connect();
    expect(await client.db('large').collection('many').countDocuments()).toBe(documents);
    times.push(performance.now() - started);
    await client.close();
    await engine.stop();
  }
  return times.toSorted((a, b) => a - b)[2] ?? Number.POSITIVE_INFINITY;
}

describe('durability, the long form', () => {
  let directory = '';
  beforeAll(async () => {
    directory = await temporaryDirectory();
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  test(`E23 killed ${KILLS} times at random moments under load, nothing acknowledged is lost`, async () => {
    for (let round = 1; round <= KILLS; round++)
      await killRound(join(directory, 'kills'), round, 1000 + round);
  }, 1_800_000);

  test(`E64 ${DOCUMENTS} documents add at most ${ADDED_MS} ms to a restart after a kill`, async () => {
    const large = join(directory, 'large');
    const engine = await startEmbeddedMongo({ directory: large });
    const client = await new mongo.MongoClient(engine.uri).connect();
    const many = client.db('large').collection('many');
    await many.createIndex({ area: 1, at: -1 });
    const batch = 10_000;
    for (let start = 0; start < DOCUMENTS; start += batch)
      await many.insertMany(
        Array.from({ length: batch }, (_, i) => ({
          n: start + i,
          area: i % 50,
          at: new Date(start + i),
          text: 'x'.repeat(300),
        })),
      );
    const { pid } = await client.db('admin').command({ serverStatus: 1 });
    process.kill(Number(pid), 'SIGKILL');
    await engine.exited;
    await client.close();

    const empty = await restartMs(join(directory, 'empty'), 0);
    const full = await restartMs(large, DOCUMENTS);
    process.stdout.write(
      `restart: empty ${Math.round(empty)} ms, with ${DOCUMENTS} documents ${Math.round(full)} ms\n`,
    );
    expect(full - empty).toBeLessThan(ADDED_MS);
    // A busy machine takes long to start any process from its sources; that is not the documents' doing.
    expect(full).toBeLessThan(Math.max(RESTART_MS, empty + ADDED_MS));
  }, 300_000);
});
