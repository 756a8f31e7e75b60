import { afterAll, beforeAll, describe, test, vi } from 'vitest';
import { type Cluster, startCluster } from '../testing/cluster.ts';
import { hasRedis } from '../testing/redis.ts';
import { moveAbout } from './moves.ts';

// Real processes on whatever machine this is: slow is no failure.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 120_000 });

/** Seeds that once failed always run. */
const SEEDS = [1];

describe.skipIf(!hasRedis)('people who move between servers', () => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await startCluster({ servers: 2 });
  });
  afterAll(() => cluster.close());

  test.each(SEEDS)('Y35 never keep a stale card (seed %i, 10 people)', async (seed) => {
    await moveAbout(cluster, seed, 10);
  });
});
