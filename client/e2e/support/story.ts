import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContext, test as base, expect, type Page } from '@playwright/test';
import { type Product, startProduct } from './product.ts';
import { type Watched, watch } from './watch.ts';

export { expect };

export const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } as const;
export const DESK = { viewport: { width: 1440, height: 900 } } as const;

export interface PersonOptions {
  readonly phone?: boolean;
  readonly locale?: string;
  /** Where the person's own clock stands; the community's zone unless named. */
  readonly timezoneId?: string;
  readonly colorScheme?: 'light' | 'dark';
  readonly contrast?: 'no-preference' | 'more';
  /** Network or server go away in this story; the browser may complain about that, and about nothing else. */
  readonly badWeather?: boolean;
  readonly baseURL?: string;
}

interface Fixtures {
  /** A browser of one person: own cookies, own storage. */
  readonly person: (options?: PersonOptions) => Promise<Page>;
  /** The same, signed in as one of the sample's members. */
  readonly member: (username: string, options?: PersonOptions) => Promise<Page>;
}

/** Stories share one product per worker; each test brings its own people. */
export const test = base.extend<Fixtures, { readonly product: Product }>({
  product: [
    async ({ browserName }, use) => {
      if (browserName !== 'chromium') throw new Error(`the stories are told in Chromium, not ${browserName}`);
      const product = await startProduct();
      await use(product);
      await product.stop();
    },
    { scope: 'worker', timeout: 150_000 },
  ],
  person: async ({ browser, product }, use) => {
    const contexts: BrowserContext[] = [];
    const watched: Watched[] = [];
    await use(async ({ badWeather = false, ...options } = {}) => {
      const context = await openContext(browser, product, options);
      contexts.push(context);
      // A second tab of the same person is watched as well.
      context.on('page', (page) => watched.push(watch(page, badWeather)));
      return await context.newPage();
    });
    const faults = watched.flatMap((one) => one.faults());
    for (const context of contexts) await context.close();
    expect(faults, 'no page complained by itself').toEqual([]);
  },
  member: async ({ person, product }, use) => {
    await use(async (username, options) => {
      const page = await person(options);
      const answer = await page.request.post('/api/session', {
        headers: { Origin: options?.baseURL ?? product.url },
        data: { username, password: product.password },
      });
      expect(answer.status(), `${username} signs in`).toBe(200);
      return page;
    });
  },
});

const openContext = (
  browser: Browser,
  product: Product,
  { phone, ...options }: Omit<PersonOptions, 'badWeather'>,
): Promise<BrowserContext> =>
  browser.newContext({
    ...(phone ? PHONE : DESK),
    baseURL: product.url,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    ...options,
    reducedMotion: 'reduce',
    serviceWorkers: 'block',
  });

/** Fails on any serious or critical violation axe finds on the page as it stands. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations.filter((one) => one.impact === 'serious' || one.impact === 'critical');
  const found = serious.map(
    (one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).join(', ')}`,
  );
  expect(found, `${page.url()} is accessible`).toEqual([]);
}
