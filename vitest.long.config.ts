import { defineConfig } from 'vitest/config';

const HOUR_MS = 3_600_000;

/** The long forms of what `npm test` runs short: one file at a time, each saying what it does and from which seed. */
export default defineConfig({
  test: {
    include: ['**/*.long.test.ts'],
    exclude: ['**/node_modules/**', 'dist/**'],
    environment: 'node',
    fileParallelism: false,
    testTimeout: HOUR_MS,
    hookTimeout: 5 * 60_000,
    disableConsoleIntercept: true,
  },
});
