import process from 'node:process';
import { describe, expect, test } from 'vitest';
import { startCluster } from '../testing/cluster.ts';
import { KEPT_SEEDS } from './seeds.ts';
import { storm } from './storm.ts';

const STORM_MS = 60_000;
const FIRST_SEED = Number(process.env['SEED'] ?? Date.now() % 100_000);
const FRESH = Array.from({ length: 5 }, (_, i) => FIRST_SEED + i);

describe('twenty people, a minute of bad weather, everything is killed now and then', () => {
  test.each([...KEPT_SEEDS, ...FRESH])(
    'S23 nothing is lost, doubled or shown wrong (SEED=%i)',
    async (seed) => {
      const servers = 2 + (seed % 2);
      const cluster = await startCluster({ servers, env: { TRUST_PROXY: 'loopback' } });
      try {
        const figures = await storm(cluster, {
          seed,
          ms: STORM_MS,
          kills: ['server', 'server', 'redis', 'engine'],
        });
        expect(figures.killed).toBeGreaterThan(0);
        console.log(`storm SEED=${seed} on ${servers} servers: ${JSON.stringify(figures)}`);
      } finally {
        await cluster.close();
      }
    },
  );
});
