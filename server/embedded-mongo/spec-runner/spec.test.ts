import { readFileSync } from 'node:fs';
import { mongo } from 'mongoose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TemporaryEngine } from '../testing/temporary-engine.ts';
import { temporaryEngine } from '../testing/temporary-engine.ts';
import { differenceRows, KNOWN_DIFFERENCES } from './known-differences.ts';
import { runSpecTest } from './run-test.ts';
import { loadSpecifications, specificationFolder } from './spec-file.ts';

const folder = specificationFolder();
const BAR = 306;

/** The code of the server's error somewhere behind a failed test. */
function serverCode(error: unknown): unknown {
  if (error instanceof mongo.MongoServerError) return error.code;
  return error instanceof Error ? serverCode(error.cause) : undefined;
}

test('E31 DIFFERENCES.md lists exactly the specification tests that do not pass, with reason and error', () => {
  const text = readFileSync(new URL('../DIFFERENCES.md', import.meta.url), 'utf8');
  const [, section = ''] = text.split('## Specification tests that do not pass');
  const rows = section.split('\n').filter((line) => /^\|.*:/.test(line));
  const squeezed = (row: string): string => row.replaceAll(/\s+/g, ' ');
  expect(rows.map((row) => squeezed(row))).toEqual(differenceRows());
});

if (folder === undefined) {
  test('E30 the folder of MongoDB specification tests is absent (MONGODB_SPECS), so none is run', () => {
    expect(folder).toBeUndefined();
  });
} else {
  describe('MongoDB specification tests', () => {
    const files = loadSpecifications(folder);
    const all = files.flatMap((file) => file.tests.map((one) => `${file.name}: ${one.description}`));
    const passed = new Set<string>();
    let engine: TemporaryEngine;
    beforeAll(async () => {
      engine = await temporaryEngine();
    });
    afterAll(() => engine.close());

    for (const file of files)
      for (const one of file.tests) {
        const name = `${file.name}: ${one.description}`;
        const difference = KNOWN_DIFFERENCES[name];
        if (difference === undefined)
          test(`E30 ${name}`, async () => {
            await runSpecTest(engine.uri, file, one);
            passed.add(name);
          });
        else
          test(`E31 known difference, ${name}: ${difference.reason}`, async () => {
            const failure = await runSpecTest(engine.uri, file, one).catch((error: unknown) => error);
            expect(failure).toBeInstanceOf(Error);
            expect(serverCode(failure)).toBe(difference.code);
          });
      }

    test('E31 every known difference names a test that applies', () => {
      expect(Object.keys(KNOWN_DIFFERENCES).filter((name) => !all.includes(name))).toEqual([]);
    });

    test(`E32 at least ${BAR} of the specification tests that apply pass`, () => {
      expect(passed.size).toBeGreaterThanOrEqual(BAR);
    });
  });
}
