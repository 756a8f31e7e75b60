import process from 'node:process';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { type Cluster, startCluster } from '../testing/cluster.ts';
import { moveAbout } from './moves.ts';

const TRIALS = 200;
const AT_ONCE = 10;
const FIRST_SEED = Number(process.env['SEED'] ?? Date.now() % 100_000);
const SEEDS = Array.from({ length: TRIALS / AT_ONCE }, (_, i) => FIRST_SEED + i);

describe('people who move between three servers', () => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await startCluster({ servers: 3 });
  });
  afterAll(() => cluster.close());

  test.each(SEEDS)('Y35 never keep a stale card (SEED=%i, ten trials)', async (seed) => {
    await moveAbout(cluster, seed, AT_ONCE);
  });
});
