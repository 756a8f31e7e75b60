import { afterAll, beforeAll, describe, test, vi } from 'vitest';
import { type Cluster, startCluster } from '../testing/cluster.ts';
import { hasRedis } from '../testing/redis.ts';
import { raceClaims } from './races.ts';

// Real processes on whatever machine this is: slow is no failure.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 120_000 });

describe.skipIf(!hasRedis)('two server processes', () => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await startCluster({ servers: 2 });
  });
  afterAll(() => cluster.close());

  test('S2 of people who claim at once on different servers one wins, and everybody learns who', async () => {
    await raceClaims(cluster, { claimers: 20, rounds: 3 });
  });
});
