import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EmbeddedMongo } from '../start.ts';
import { startEmbeddedMongo } from '../start.ts';
import { KNOWN_DIFFERENCES } from './known-differences.ts';
import { runSpecTest } from './run-test.ts';
import { loadSpecifications, specificationFolder } from './spec-file.ts';

const folder = specificationFolder();

if (folder === undefined) {
  test('E30 the folder of MongoDB specification tests is absent (MONGODB_SPECS), so none is run', () => {
    expect(folder).toBeUndefined();
  });
} else {
  describe('E30 MongoDB specification tests', () => {
    const files = loadSpecifications(folder);
    let directory = '';
    let engine: EmbeddedMongo;

    beforeAll(async () => {
      directory = await mkdtemp(join(tmpdir(), 'paidan-spec-'));
      engine = await startEmbeddedMongo({ directory });
    });

    afterAll(async () => {
      await engine.stop();
      await rm(directory, { recursive: true, force: true });
    });

    for (const file of files)
      for (const one of file.tests) {
        const name = `${file.name}: ${one.description}`;
        const difference = KNOWN_DIFFERENCES[name];
        if (difference === undefined) test(`E30 ${name}`, () => runSpecTest(engine.uri, file, one));
        else
          test(`E31 known difference, ${name}: ${difference}`, async () => {
            await expect(runSpecTest(engine.uri, file, one)).rejects.toBeInstanceOf(Error);
          });
      }

    test('E31 every known difference names a test that applies', () => {
      const names = new Set(
        files.flatMap((file) => file.tests.map((one) => `${file.name}: ${one.description}`)),
      );
      expect(Object.keys(KNOWN_DIFFERENCES).filter((name) => !names.has(name))).toEqual([]);
    });

    test('E32 at least 306 of the 317 specification tests that apply pass', () => {
      const total = files.reduce((sum, file) => sum + file.tests.length, 0);
      expect(total - Object.keys(KNOWN_DIFFERENCES).length).toBeGreaterThanOrEqual(306);
    });
  });
}
