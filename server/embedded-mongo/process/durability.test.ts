import { rm } from 'node:fs/promises';
import { describe, test } from 'vitest';
import { killRound } from '../testing/kill.ts';
import { temporaryDirectory } from '../testing/temporary-engine.ts';

describe('durability', () => {
  test('E23 killed three times under load, nothing acknowledged is lost and the indexes agree (seeds 1 to 3)', async () => {
    const directory = await temporaryDirectory();
    try {
      for (const seed of [1, 2, 3]) await killRound(directory, seed, seed);
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  }, 120_000);
});
