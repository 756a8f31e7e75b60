import { afterAll, beforeAll, describe, test } from 'vitest';
import { type Cluster, startCluster } from '../testing/cluster.ts';
import { hasRedis } from '../testing/redis.ts';
import { raceClaims } from './races.ts';

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
