import { execFile } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { PARTS } from './parts.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));
const node = (...args: string[]) => run(process.execPath, args, { cwd: root });

describe('the benchmarks', () => {
  beforeAll(async () => {
    await node('scripts/build.mjs', '--if-stale');
  });

  test.each(Object.keys(PARTS))('part %s runs and gives its table', async (letter) => {
    const { stdout } = await node('--import', 'tsx', 'server/bench/main.ts', '--quick', letter);
    expect(stdout).toContain(`### (${letter}) `);
    expect(stdout).toMatch(/^\| .*\d.* \|$/m);
    expect(stdout).not.toMatch(/NaN|undefined/);
  });

  test('what is no part is named, with the parts there are', async () => {
    const fault = await node('--import', 'tsx', 'server/bench/main.ts', 'z').catch((error: unknown) => error);
    expect(fault).toMatchObject({ code: 1, stderr: expect.stringContaining('There is no z') as unknown });
  });
});
