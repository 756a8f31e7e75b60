import { cardsOf } from './kit/cards.ts';
import { type ClaimBook, openClaimBook } from './kit/claims.ts';
import { type Crowd, gatherCrowd } from './kit/crowd.ts';
import { boardAddress, openLine, openLines, roomOf } from './kit/line.ts';
import { pause, type Spread, spreadOf } from './kit/measure.ts';
import { startProduct } from './kit/product.ts';
import { hire, type Usage } from './kit/remote.ts';
import type { Change } from './kit/seen.ts';
import { type Aim, figure, type Sheet } from './kit/sheet.ts';
import type { SourceSkills } from './kit/source.ts';
import { layIn, type Stock } from './kit/stock.ts';

export interface ViewersScale {
  readonly viewers: readonly number[];
  readonly changes: number;
  readonly perSecond: number;
}
const SCALE: ViewersScale = { viewers: [50, 200, 500], changes: 200, perSecond: 25 };
const CARDS = 200;
/** Enough hands for the pace: one connection may send ten commands a second. */
const WORKERS = 10;
/** Viewers that come before the first measurement, and go. */
const FIRST = 50;

interface Found extends Spread {
  readonly cpuPerThousand: number;
  readonly bytes: number;
  readonly memory: number;
  readonly live: number;
}

/** (a) One change after another, seen by more and more viewers. */
export async function viewers(scale: ViewersScale = SCALE): Promise<Sheet> {
  const most = Math.max(...scale.viewers);
  const stock = await layIn({ officers: most + 1, workers: WORKERS, open: CARDS });
  const crowd = await gatherCrowd();
  const book = openClaimBook(stock.orders);
  const found: { readonly name: string; readonly viewers: number; readonly of: Found }[] = [];
  try {
    for (const count of scale.viewers) {
      for (const [name, module] of SOURCES)
        found.push({ name, viewers: count, of: await watchSource(module, stock, crowd, count, scale) });
      for (const name of [WHOLE, PAGE])
        found.push({
          name,
          viewers: count,
          of: await watchProduct(stock, book, crowd, count, scale, name === PAGE),
        });
    }
  } finally {
    await crowd.end();
    await stock.remove();
  }
  return {
    title: 'A change seen by its viewers',
    method: `${scale.changes} status changes, ${scale.perSecond} a second, on a board of ${CARDS} cards. The peers and the board room make the change in their own process, and time runs from there; “command to viewer” is the whole way, from a command's leaving a page through the durable commit to every viewer's socket; whole pages hold a Socket.IO connection beside their board.`,
    columns: [
      'viewers',
      'server',
      'p50',
      'p95',
      'p99',
      'CPU per 1,000 deliveries',
      'bytes per change and viewer',
      'memory per viewer (resident / live)',
    ],
    rows: found.map(({ name, viewers: count, of }) => [
      String(count),
      name,
      ...[of.p50, of.p95, of.p99].map((ms) => figure(ms, 'ms')),
      figure(of.cpuPerThousand, 'ms'),
      figure(of.bytes),
      `${figure(of.memory / 1024)} / ${figure(of.live / 1024, 'KB')}`,
    ]),
    aims: aimsOf((name, count) => found.find((one) => one.name === name && one.viewers === count)?.of),
  };
}

const RAW = 'raw Socket.IO broadcast';
const BOARD = 'Paidan board room';
const WHOLE = 'Paidan, command to viewer';
const PAGE = 'Paidan, the same with whole pages';
const SOURCES = [
  [RAW, 'peers/socketio.ts'],
  ['plain y-websocket room', 'peers/plain-yjs.ts'],
  [BOARD, 'peers/projection.ts'],
] as const;

function aimsOf(at: (name: string, viewers: number) => Found | undefined): Aim[] {
  const [raw, board, whole, page] = [RAW, BOARD, WHOLE, PAGE].map((name) => at(name, 200));
  if (!raw || !board || !whole || !page) return [];
  const times = (of: Found): number => of.p99 / raw.p99;
  const kilobytes = (of: Found): number => of.memory / 1024;
  return [
    {
      aim: 'p99 at 200 viewers within 2× of raw Socket.IO',
      figure: `${figure(times(board))}× (the whole way with the durable commit: ${figure(times(whole))}×)`,
      met: times(board) <= 2,
    },
    {
      aim: 'at most 90 bytes per status change and viewer',
      figure: `${figure(page.bytes)} for a whole page, ${figure(whole.bytes)} for its board alone`,
      met: Math.max(page.bytes, whole.bytes) <= 90,
    },
    {
      aim: 'at most 60 KB of server memory per viewer',
      figure: figure(kilobytes(page), 'KB for a whole page'),
      met: kilobytes(page) <= 60,
    },
  ];
}

async function watchSource(
  module: string,
  stock: Stock,
  crowd: Crowd,
  count: number,
  scale: ViewersScale,
): Promise<Found> {
  const source = await hire<SourceSkills>(module);
  try {
    const { dataDir, areaId } = stock;
    const { url, path } = await source.ask('open', { dataDir, areaId, cards: cardsOf(stock.orders) });
    const address = `${url.replace('http', 'ws')}${path}`;
    const kind = module.includes('socketio') ? ('socketio' as const) : ('yjs' as const);
    const join = (cookies: readonly string[]): Promise<void> =>
      crowd.join({ kind, address, origin: url, cookies });
    const pace = { perSecond: scale.perSecond, from: 'made' as const };
    return await watch({
      crowd,
      join,
      cookies: stock.officers.slice(0, count),
      usage: (settled) => source.usage(settled),
      warm: () => source.ask('run', { ...pace, seconds: 1 }),
      change: () => source.ask('run', { ...pace, seconds: scale.changes / scale.perSecond }),
    });
  } finally {
    await source.end();
  }
}

async function watchProduct(
  stock: Stock,
  book: ClaimBook,
  crowd: Crowd,
  count: number,
  scale: ViewersScale,
  wholePages: boolean,
): Promise<Found> {
  const product = await startProduct(stock.dataDir);
  try {
    const officer = await openLine(product.url, stock.officers[count] ?? '');
    const workers = await openLines(product.url, stock.workers);
    const address = boardAddress(product.url, roomOf(officer, stock.areaId));
    officer.socket.close();
    const line = `${product.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`;
    const found = await watch({
      crowd,
      join: (cookies) =>
        crowd.join({ kind: 'yjs', address, origin: product.url, cookies, ...(wholePages ? { line } : {}) }),
      cookies: stock.officers.slice(0, count),
      usage: (settled) => product.usage(settled),
      warm: () => book.atPace(workers, scale.perSecond, scale.perSecond),
      change: () => book.atPace(workers, scale.changes, scale.perSecond),
    });
    for (const { socket } of workers) socket.close();
    return found;
  } finally {
    await product.stop();
  }
}

interface Watched {
  readonly crowd: Crowd;
  readonly join: (cookies: readonly string[]) => Promise<void>;
  readonly cookies: readonly string[];
  readonly usage: (settled?: boolean) => Promise<Usage>;
  readonly warm: () => Promise<unknown>;
  readonly change: () => Promise<readonly Change[]>;
}

async function watch({ crowd, join, cookies, usage, warm, change }: Watched): Promise<Found> {
  // What is loaded, compiled and cached for the first viewers is not what each further one costs.
  await join(cookies.slice(0, FIRST));
  await warm();
  await crowd.leave();
  const empty = await usage(true);
  await join(cookies);
  const full = await usage(true);
  await warm();
  await pause(500);
  await crowd.begin();
  const before = await usage();
  const changes = await change();
  const seen = await crowd.finish(changes);
  const after = await usage();
  await crowd.leave();
  if (seen.missing > 0) throw new Error(`${seen.missing} changes never reached some viewer`);
  const each = (bytes: (of: Usage) => number): number => (bytes(full) - bytes(empty)) / cookies.length;
  return {
    ...spreadOf(seen.latencies),
    cpuPerThousand: ((after.cpuMs - before.cpuMs) * 1000) / seen.latencies.length,
    bytes: seen.bytesPerViewer / changes.length,
    memory: each((of) => of.rss),
    live: each((of) => of.live),
  };
}
