import { Agent, request } from 'node:http';
import { clock, type Spread, spreadOf } from './kit/measure.ts';
import { startProduct } from './kit/product.ts';
import { figure, type Sheet } from './kit/sheet.ts';
import { layIn, openStore, type Stock } from './kit/stock.ts';

export interface SubmissionsScale {
  readonly clients: readonly number[];
  readonly seconds: number;
}
const SCALE: SubmissionsScale = { clients: [1, 32], seconds: 8 };

interface Row extends Spread {
  readonly clients: number;
  readonly perSecond: number;
}

/** (e) Residents submit over HTTP; what was answered must be there after a power cut. */
export async function submissions(scale: SubmissionsScale = SCALE): Promise<Sheet> {
  const stock = await layIn({});
  // The limit of submissions an address is left as it is: each comes from an address of its own, as from a proxy.
  const product = await startProduct(stock.dataDir, { TRUST_PROXY: 'loopback' });
  let killed = false;
  try {
    await submitFor(product.url, stock, 4, 1);
    const rows: Row[] = [];
    for (const clients of scale.clients)
      rows.push(await submitFor(product.url, stock, clients, scale.seconds));
    const all = sent;
    await product.kill();
    killed = true;
    const kept = await countKept(stock);
    return {
      title: 'Public submissions',
      method: `HTTP with keep-alive, each answered only when it is on disk. Afterwards the server was killed and the orders counted again: of ${figure(all)} answered, ${figure(kept)} were there.`,
      columns: ['clients', 'submissions/s', 'p50', 'p95', 'p99'],
      rows: rows.map(({ clients, perSecond, p50, p95, p99 }) => [
        String(clients),
        figure(perSecond),
        ...[p50, p95, p99].map((ms) => figure(ms, 'ms')),
      ]),
      aims: [
        { aim: 'nothing answered is lost', figure: `${figure(kept)} of ${figure(all)}`, met: kept >= all },
      ],
    };
  } finally {
    if (!killed) await product.stop();
    await stock.remove();
  }
}

let sent = 0;

async function submitFor(url: string, stock: Stock, clients: number, seconds: number): Promise<Row> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const end = clock() + seconds * 1000;
  const times: number[] = [];
  const body = JSON.stringify({
    areaId: stock.areaId,
    text: '三号楼二单元门前的路灯不亮，晚上老人出门不方便',
  });
  const begun = clock();
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (clock() < end) {
        const at = clock();
        await submit(url, agent, body, addressOf(sent));
        sent += 1;
        times.push(clock() - at);
      }
    }),
  );
  const perSecond = (times.length * 1000) / (clock() - begun);
  agent.destroy();
  return { clients, perSecond, ...spreadOf(Float32Array.from(times)) };
}

const addressOf = (n: number): string => `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`;

function submit(url: string, agent: Agent, body: string, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = {
      'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(body),
      'X-Forwarded-For': address,
    };
    const asked = request(`${url}/api/public/reports`, { method: 'POST', agent, headers }, (answer) => {
      answer.resume();
      answer.once('end', () => {
        if (answer.statusCode === 201) resolve();
        else reject(new Error(`a submission was answered with ${answer.statusCode ?? 0}`));
      });
    });
    asked.once('error', reject);
    asked.end(body);
  });
}

async function countKept({ dataDir }: Stock): Promise<number> {
  const store = await openStore(dataDir);
  try {
    return await store.models.orders.countDocuments();
  } finally {
    await store.close();
  }
}
