/**
 * Loaded before the built product (`node --import`), so that the process under test can be asked for its own CPU time and, after
 * a full collection, its memory. It changes nothing else.
 */
import process from 'node:process';

async function collect() {
  for (let round = 0; round < 4; round += 1) {
    await new Promise((resolve) => setTimeout(resolve, 60));
    globalThis.gc?.();
  }
}

function usage() {
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed, external } = process.memoryUsage();
  return { cpuMs: (user + system) / 1000, rss, live: heapUsed + external };
}

process.on('message', ({ n, argument: settled }) => {
  void (settled ? collect() : Promise.resolve()).then(() => process.send?.({ n, value: usage() }));
});
// Whoever measures has gone: nothing is left running.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
