import { afterAll, expect, test, vi } from 'vitest';
import { startTestApp } from '../testing/app.ts';
import { stopTestDatabase } from '../testing/database.ts';
import { liveBoard } from './board-life.ts';

// Real processes on whatever machine this is: slow is no failure.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 120_000 });

afterAll(stopTestDatabase);

test('Y37 a board that changes five thousand times moves to fresh rooms and stays within its bound', {
  timeout: 120_000,
}, async () => {
  const bound = 4 * 1024;
  const app = await startTestApp({ boardBytes: bound });
  try {
    const life = { seed: 1, cards: 20, changes: 5000, viewers: 2 };
    const { samples, rooms } = await liveBoard(app, life);
    expect(rooms).toBeGreaterThan(1);
    // Several times what a fresh projection needs is allowed, whatever the bound.
    for (const { boardBytes } of samples) expect(boardBytes).toBeLessThan(8 * bound);
  } finally {
    await app.close();
  }
});
