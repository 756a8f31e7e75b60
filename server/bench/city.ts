import { SAMPLE } from '../../seed/index.ts';
import { monthKey } from '../../shared/calendar/months.ts';
import { clock, percentile } from './kit/measure.ts';
import { startProduct } from './kit/product.ts';
import { figure, type Sheet } from './kit/sheet.ts';
import { layInHistory, scratchDir, zone } from './kit/stock.ts';

export interface CityScale {
  readonly orders: number;
  readonly times: number;
}
const SCALE: CityScale = { orders: 100_000, times: 20 };
const AIM_MS = 200;
const PAUSE_MS = 30;

/** (k) What people ask of a ledger in which a city's years lie. */
export async function city({ orders, times }: CityScale = SCALE): Promise<Sheet> {
  const { path: dataDir, remove } = await scratchDir();
  try {
    const cookie = await layInHistory(dataDir, orders);
    const product = await startProduct(dataDir);
    try {
      const read = async (path: string): Promise<string> => {
        const answer = await fetch(`${product.url}${path}`, { headers: { Cookie: cookie } });
        if (!answer.ok) throw new Error(`${path} was answered with ${answer.status}`);
        return await answer.text();
      };
      const newest = JSON.parse(await read('/api/orders')) as { orders: { _id: string }[] };
      const rows: { readonly asked: string; readonly spent: number[] }[] = [];
      for (const [asked, path] of questions(newest.orders[0]?._id ?? ''))
        rows.push({ asked, spent: await timesOf(() => read(path), times) });
      const slowest = Math.max(...rows.map(({ spent }) => percentile(spent, 0.5)));
      return {
        title: `A ledger of ${figure(orders)} orders`,
        method: `What screens ask for, over HTTP, ${times} times each, as an officer of one of the two communities that share the orders.`,
        columns: ['asked for', 'median', 'p95'],
        rows: rows.map(({ asked, spent }) => [
          asked,
          figure(percentile(spent, 0.5), 'ms'),
          figure(percentile(spent, 0.95), 'ms'),
        ]),
        aims: [
          {
            aim: `no screen's median above ${AIM_MS} ms`,
            figure: figure(slowest, 'ms'),
            met: slowest <= AIM_MS,
          },
        ],
      };
    } finally {
      await product.stop();
    }
  } finally {
    await remove();
  }
}

function questions(orderId: string): (readonly [asked: string, path: string])[] {
  const community = SAMPLE.firstCommunityId;
  const month = monthKey(Date.now(), zone);
  const period = `from=${month}&to=${month}`;
  const words = (text: string): string => `/api/orders?q=${encodeURIComponent(text)}`;
  return [
    ['the newest orders', '/api/orders'],
    ['the closed ones of one grid', `/api/orders?areaId=${community}-3&status=closed`],
    ['an order by its number', '/api/orders?q=BX26-1'],
    ['words that are found', words('电梯')],
    ['words that are not', words('没有人写过的话')],
    ['one order with its history', `/api/orders/${orderId}`],
    ['who could be sent', `/api/orders/${orderId}/candidates`],
    ['the wish wall', '/api/public/wishes'],
    [
      'the four rates of a community, one month',
      `/api/public/statistics/rates?areaId=${community}&${period}`,
    ],
    ['the same of one grid', `/api/public/statistics/rates?areaId=${community}-3&${period}`],
    ['the scores by grid', `/api/public/statistics/breakdown?areaId=${community}&${period}&by=area`],
  ];
}

/** Sorted. The first, which finds nothing warm, does not count; pauses keep within what one address may ask for. */
async function timesOf(read: () => Promise<unknown>, times: number): Promise<number[]> {
  const spent: number[] = [];
  for (let i = 0; i <= times; i += 1) {
    const begun = clock();
    await read();
    spent.push(clock() - begun);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  return spent.slice(1).sort((a, b) => a - b);
}
