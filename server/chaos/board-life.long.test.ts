import { afterAll, expect, test } from 'vitest';
import { startTestApp } from '../testing/app.ts';
import { stopTestDatabase } from '../testing/database.ts';
import { liveBoard } from './board-life.ts';

afterAll(stopTestDatabase);

const MIB = 1024 * 1024;

test('Y37 two hours of board life, 200,000 changes, leave heap and board bounded', async () => {
  const app = await startTestApp();
  try {
    const life = { seed: 1, cards: 400, changes: 200_000, viewers: 5 };
    const { samples, rooms } = await liveBoard(app, life);
    for (const { after, heapBytes, boardBytes } of samples)
      console.log(
        `after ${after} changes: heap ${(heapBytes / MIB).toFixed(1)} MiB, board ${(boardBytes / MIB).toFixed(2)} MiB`,
      );
    console.log(`${rooms} rooms one after another`);
    for (const { boardBytes } of samples) expect(boardBytes).toBeLessThan(1.5 * MIB);
    // Until a board is re-based its documents grow, here and with every viewer; then they begin anew. No later half of its
    // life needs more than the first, which has a whole such round in it.
    expect(rooms).toBeGreaterThan(1);
    const heaps = samples.map(({ heapBytes }) => heapBytes);
    const half = heaps.length / 2;
    expect(Math.max(...heaps.slice(half))).toBeLessThan(Math.max(...heaps.slice(0, half)) + 32 * MIB);
  } finally {
    await app.close();
  }
});
