/**
 * Loaded before the built product (`node --import`), so that the process under test can be asked for its own CPU time and, after
 * a full collection, its memory. It changes nothing else.
 */
import process from 'node:process';

async function usage(settled) {
  for (let round = 0; settled && round < 4; round += 1) {
    await new Promise((resolve) => setTimeout(resolve, 60));
    globalThis.gc?.();
  }
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed, external } = process.memoryUsage();
  return { cpuMs: (user + system) / 1000, rss, live: heapUsed + external };
}

process.on('message', async ({ n, argument }) => {
  process.send?.({ n, value: await usage(argument) });
});
// Whoever measures has gone: nothing is left running.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
