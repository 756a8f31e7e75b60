import { type ChildProcess, spawn } from 'node:child_process';
import { freePort } from './support/product.ts';
import { expect, expectAccessible, test } from './support/story.ts';

/** The page of the design system is there while developing only, so a development server shows it. */
async function startVite(): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> {
  const port = await freePort();
  const child: ChildProcess = spawn(
    process.execPath,
    ['node_modules/vite/bin/vite.js', '--host', '127.0.0.1', '--port', String(port), '--strictPort'],
    { stdio: 'ignore' },
  );
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

test('U74 no component of the design system has a serious accessibility fault in any of its states', async ({
  browser,
}) => {
  const vite = await startVite();
  try {
    for (const media of [{}, { colorScheme: 'dark' }, { contrast: 'more' }] as const) {
      const context = await browser.newContext({ ...media, reducedMotion: 'reduce', locale: 'zh-CN' });
      const page = await context.newPage();
      await expect
        .poll(
          async () =>
            await page.goto(`${vite.url}/ui`).then(
              () => true,
              () => false,
            ),
          { timeout: 60_000 },
        )
        .toBe(true);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible({ timeout: 60_000 });
      await expectAccessible(page);
      await context.close();
    }
  } finally {
    await vite.stop();
  }
});
