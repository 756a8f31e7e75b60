import solid from 'vite-plugin-solid';
import { defineConfig } from 'vitest/config';

const nodeSuite = (name: string, include: string[], timeouts = {}) => ({
  test: { name, include, environment: 'node' as const, ...timeouts },
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
          environment: 'happy-dom',
          setupFiles: ['client/testing/setup.ts'],
        },
      },
    ],
  },
});
