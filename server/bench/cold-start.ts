import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { clock, median } from './kit/measure.ts';
import { startProduct } from './kit/product.ts';
import { figure, type Sheet } from './kit/sheet.ts';
import { layInHistory, scratchDir } from './kit/stock.ts';

export interface ColdStartScale {
  readonly orders: number;
  readonly times: number;
}
const SCALE: ColdStartScale = { orders: 100_000, times: 5 };
const AIM_MS = 3000;

/** (i) From starting the process to the line `ready`. */
export async function coldStart({ orders, times }: ColdStartScale = SCALE): Promise<Sheet> {
  const { path: full, remove } = await scratchDir();
  try {
    await layInHistory(full, orders);
    const first = await starts(times, null);
    const again = await starts(times, full);
    const slowest = Math.max(first.ms, again.ms);
    return {
      title: 'Cold start',
      method: `\`node dist/server/main.js\` with its embedded engine until the line \`ready\`, median of ${times}. The ruler is Node itself, started to do nothing.`,
      columns: ['data directory', 'time to ready', 'CPU time of the server until then'],
      rows: [
        ['ruler: node, nothing to do', figure(bareStart(times), 'ms'), ''],
        ['empty', figure(first.ms, 'ms'), figure(first.cpuMs, 'ms')],
        [`${figure(orders)} orders`, figure(again.ms, 'ms'), figure(again.cpuMs, 'ms')],
      ],
      aims: [{ aim: `under ${AIM_MS / 1000} s`, figure: figure(slowest, 'ms'), met: slowest < AIM_MS }],
    };
  } finally {
    await remove();
  }
}

interface Start {
  readonly ms: number;
  readonly cpuMs: number;
}

/** @param dataDir null: a new, empty one each time */
async function starts(times: number, dataDir: string | null): Promise<Start> {
  const spent: Start[] = [];
  for (let i = 0; i < times; i += 1) {
    const fresh = dataDir === null ? await scratchDir() : null;
    const product = await startProduct(dataDir ?? fresh?.path ?? '');
    const { cpuMs } = await product.usage();
    spent.push({ ms: product.readyMs, cpuMs });
    await product.stop();
    await fresh?.remove();
  }
  return { ms: median(spent.map((one) => one.ms)), cpuMs: median(spent.map((one) => one.cpuMs)) };
}

function bareStart(times: number): number {
  const spent = Array.from({ length: times }, () => {
    const begun = clock();
    spawnSync(process.execPath, ['-e', '0']);
    return clock() - begun;
  });
  return median(spent);
}
