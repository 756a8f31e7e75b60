import solid from 'vite-plugin-solid';
import { configDefaults, defineConfig } from 'vitest/config';

/** Hours of bad weather have a run of their own: `npm run test:long`, vitest.long.config.ts. */
const LONG = '**/*.long.test.ts';

const nodeSuite = (name: string, include: string[], timeouts = {}) => ({
  test: {
    name,
    include,
    exclude: [...configDefaults.exclude, LONG],
    environment: 'node' as const,
    ...timeouts,
  },
});

export default defineConfig({
  test: {
    projects: [
      nodeSuite('shared', ['shared/**/*.test.ts', 'seed/**/*.test.ts', 'scripts/**/*.test.ts']),
      nodeSuite('server', ['server/**/*.test.ts'], { testTimeout: 30_000, hookTimeout: 60_000 }),
      {
        plugins: [solid()],
        resolve: { conditions: ['browser', 'development'] },
        test: {
          name: 'client',
          include: ['client/**/*.test.{ts,tsx}'],
          exclude: [...configDefaults.exclude, LONG],
          environment: 'happy-dom',
          setupFiles: ['client/testing/setup.ts'],
        },
      },
    ],
  },
});
