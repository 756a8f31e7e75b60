import { describe, expect, test } from 'vitest';
import { startCluster } from '../testing/cluster.ts';
import { raceClaims } from './races.ts';

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

describe('two hundred claimers, a hundred rounds', () => {
  test.each([2, 3])('S2 one winner each on %i server processes', async (servers) => {
    const cluster = await startCluster({ servers });
    try {
      const { knownAfterMs } = await raceClaims(cluster, { claimers: 200, rounds: 100 });
      expect(knownAfterMs).toHaveLength(100);
      console.log(
        `claims on ${servers} servers: everybody knew after ${median(knownAfterMs).toFixed(0)} ms (median), ${Math.max(...knownAfterMs).toFixed(0)} ms (most)`,
      );
    } finally {
      await cluster.close();
    }
  });
});
