import { rm } from 'node:fs/promises';
import { mongo } from 'mongoose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startEmbeddedMongo } from '../start.ts';
import { killRound } from '../testing/kill.ts';
import { temporaryDirectory } from '../testing/temporary-engine.ts';

const KILLS = 50;
const DOCUMENTS = 100_000;
const RESTART_MS = 2000;

describe('durability, the long form', () => {
  let directory = '';
  beforeAll(async () => {
    directory = await temporaryDirectory();
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  test(`E23 killed ${KILLS} times at random moments under load, nothing acknowledged is lost`, async () => {
    for (let round = 1; round <= KILLS; round++) await killRound(directory, round, 1000 + round);
  }, 1_800_000);

  test(`E64 with ${DOCUMENTS} documents, an engine that was killed answers again within ${RESTART_MS} ms`, async () => {
    const engine = await startEmbeddedMongo({ directory });
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

    const times: number[] = [];
    for (let trial = 0; trial < 5; trial++) {
      const started = performance.now();
      const revived = await startEmbeddedMongo({ directory });
      const reader = await new mongo.MongoClient(revived.uri).connect();
      expect(await reader.db('large').collection('many').countDocuments()).toBe(DOCUMENTS);
      times.push(performance.now() - started);
      await reader.close();
      await revived.stop();
    }
    process.stdout.write(
      `restart with ${DOCUMENTS} documents: ${times.map((time) => Math.round(time)).join(', ')} ms\n`,
    );
    const [, , median = Number.POSITIVE_INFINITY] = times.toSorted((a, b) => a - b);
    expect(median).toBeLessThan(RESTART_MS);
  }, 300_000);
});
