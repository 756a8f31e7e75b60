import { type Browser, chromium } from '@playwright/test';
import { findChromium } from '../../client/e2e/support/chromium.ts';
import { median } from './kit/measure.ts';
import { type Product, startProduct } from './kit/product.ts';
import { figure, type Sheet } from './kit/sheet.ts';
import { layIn } from './kit/stock.ts';

export interface FirstViewScale {
  readonly times: number;
  readonly cards: number;
}
const SCALE: FirstViewScale = { times: 5, cards: 200 };
const FACES = ['/', '/board', '/field', '/admin'] as const;
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'];
type Face = (typeof FACES)[number];

interface View {
  /** On the wire, headers and compression included. */
  readonly bytes: number;
  readonly requests: number;
  /** Until anything is painted. */
  readonly paintMs: number;
  /** Until the largest thing of the first view is painted. */
  readonly viewMs: number;
}

/** (j) What each face loads, and when it shows, for somebody who was never here. */
export async function firstView({ times, cards }: FirstViewScale = SCALE): Promise<Sheet> {
  const stock = await layIn({ officers: 1, workers: 1, open: cards });
  const product = await startProduct(stock.dataDir);
  const browser = await chromium.launch({ executablePath: findChromium(), args: FLAGS });
  const visitor: Readonly<Record<Face, string | undefined>> = {
    '/': undefined,
    '/board': stock.officers[0],
    '/field': stock.workers[0],
    '/admin': stock.officers[0],
  };
  try {
    const rows: string[][] = [];
    for (const face of FACES) {
      const views: View[] = [];
      for (let i = 0; i < times; i += 1) views.push(await visit(browser, product, face, visitor[face]));
      const middle = (of: (view: View) => number): number => median(views.map(of));
      rows.push([
        face,
        figure(middle((view) => view.bytes) / 1024, 'KB'),
        figure(middle((view) => view.requests)),
        figure(
          middle((view) => view.paintMs),
          'ms',
        ),
        figure(
          middle((view) => view.viewMs),
          'ms',
        ),
      ]);
    }
    return {
      title: 'First view of each face',
      method: `Headless Chromium with nothing kept, no throttling, median of ${times}; a board of ${cards} cards. Bytes are what came over the wire until the network was quiet; times run from the navigation.`,
      columns: ['face', 'bytes', 'requests', 'first paint', 'largest paint'],
      rows,
      aims: [],
    };
  } finally {
    await browser.close();
    await product.stop();
    await stock.remove();
  }
}

async function visit(
  browser: Browser,
  product: Product,
  face: Face,
  cookie: string | undefined,
): Promise<View> {
  const context = await browser.newContext({
    baseURL: product.url,
    locale: 'zh-CN',
    serviceWorkers: 'block',
  });
  try {
    const [name = '', value = ''] = (cookie ?? '').split('=');
    if (cookie !== undefined) await context.addCookies([{ name, value, url: product.url, httpOnly: true }]);
    const page = await context.newPage();
    const wire = await context.newCDPSession(page);
    await wire.send('Network.enable');
    let bytes = 0;
    let requests = 0;
    wire.on('Network.loadingFinished', ({ encodedDataLength }) => {
      bytes += encodedDataLength;
      requests += 1;
    });
    await page.goto(face, { waitUntil: 'networkidle' });
    const { paintMs, viewMs } = await page.evaluate(paints);
    return { bytes, requests, paintMs, viewMs };
  } finally {
    await context.close();
  }
}

/** Runs in the page. */
function paints(): Promise<{ paintMs: number; viewMs: number }> {
  const [first] = performance.getEntriesByName('first-contentful-paint');
  return new Promise((resolve) => {
    new PerformanceObserver((list) => {
      const largest = list.getEntries().at(-1);
      resolve({ paintMs: first?.startTime ?? 0, viewMs: largest?.startTime ?? 0 });
    }).observe({ type: 'largest-contentful-paint', buffered: true });
  });
}
