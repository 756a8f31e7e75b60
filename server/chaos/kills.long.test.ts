import { expect, test } from 'vitest';
import { expectAgreement } from '../testing/agreement.ts';
import { startCluster } from '../testing/cluster.ts';
import { killInMidCommand } from './kills.ts';

const KILLS = 50;

test('S20 fifty servers killed in mid-command: nothing is lost, people are live elsewhere within five seconds', async () => {
  const cluster = await startCluster({ servers: 2 });
  const liveAfterMs: number[] = [];
  try {
    for (let kill = 0; kill < KILLS; kill += 1) {
      const from = kill % 2;
      liveAfterMs.push(await killInMidCommand(cluster, { from, to: 1 - from, commands: 10 }));
      await cluster.servers[from]?.start();
    }
    await expectAgreement(cluster.store);
    const sorted = [...liveAfterMs].sort((a, b) => a - b);
    console.log(
      `${KILLS} kills: live again after ${sorted[KILLS / 2]?.toFixed(0)} ms (median), ${sorted.at(-1)?.toFixed(0)} ms (most)`,
    );
    expect(sorted.at(-1)).toBeLessThan(5000);
  } finally {
    await cluster.close();
  }
});
