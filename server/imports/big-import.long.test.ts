import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestCore, type TestCore } from '../testing/core.ts';
import { ownDatabase, type TestDatabase } from '../testing/database.ts';
import { writeBigCsv, writeBigXlsx } from './testing/big-file.ts';

const ROWS = Number(process.env['IMPORT_ROWS'] ?? 100_000);
const MOST_MEGABYTES = 300;
const PROGRAM = fileURLToPath(new URL('../../dist/server/cli/import.js', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'paidan-big-import-'));

/**
 * The built program in a process of its own, over an engine in another: what is measured is the importing process alone.
 */
describe(`import of ${ROWS} rows`, () => {
  let core: TestCore;
  let database: TestDatabase;

  beforeAll(async () => {
    if (!existsSync(PROGRAM)) throw new Error('build first: npm run build');
    database = await ownDatabase();
    core = await startTestCore({ uri: database.uri, dbName: 'big' });
  });
  afterAll(async () => {
    await core.close();
    await database.stop();
    rmSync(scratch, { recursive: true, force: true });
  });

  const start = (path: string): ChildProcess =>
    spawn(process.execPath, [PROGRAM, path, '--area', 'north'], {
      env: { ...process.env, MONGODB_URI: `${database.uri.replace(/\/?$/, '/')}big`, LANG: 'en' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  const peakOf = (child: ChildProcess): number => {
    const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
    return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1024);
  };
  const linesOf = (child: ChildProcess) => createInterface({ input: child.stdout ?? process.stdin });

  const measured = async (path: string): Promise<{ peak: number; seconds: number; last: string }> => {
    const child = start(path);
    const began = performance.now();
    let last = '';
    let peak = 0;
    for await (const line of linesOf(child)) {
      last = line;
      if (existsSync(`/proc/${child.pid}/status`)) peak = Math.max(peak, peakOf(child) || 0);
    }
    return { peak, seconds: (performance.now() - began) / 1000, last };
  };

  it.each([
    ['xlsx', (path: string) => writeBigXlsx(path, { rows: ROWS, seed: 11, bad: [10, 20, ROWS] })],
    ['csv', (path: string) => writeBigCsv(path, { rows: ROWS, seed: 12, bad: [10, 20, ROWS] }, 'gb18030')],
  ])(
    'I2 %s: all rows come in within 300 MB',
    async (kind, write) => {
      const path = join(scratch, `big.${kind}`);
      await write(path);
      const { peak, seconds, last } = await measured(path);
      process.stdout.write(
        `${kind}: ${ROWS} rows, ${peak} MB at most, ${Math.round(ROWS / seconds)} rows/s (${seconds.toFixed(1)} s)\n`,
      );
      expect(last).toContain(`Done: ${ROWS} rows, ${ROWS - 3} new, 0 known, 3 refused`);
      expect(peak).toBeGreaterThan(0);
      expect(peak).toBeLessThan(MOST_MEGABYTES);
    },
    600_000,
  );

  it('I3 killed in the middle and run again: nothing twice, nothing missing', async () => {
    const rows = 20_000;
    const path = join(scratch, 'killed.csv');
    await writeBigCsv(path, { rows, seed: 13, chars: 40 });
    const { orders } = core.store.models;
    const come = () => orders.countDocuments({ externalKeys: /^north:0013/ });
    const child = start(path);
    for await (const line of linesOf(child)) {
      if (!line.includes('%') || (await come()) < 2000) continue;
      child.kill('SIGKILL');
      break;
    }
    await once(child, 'exit');
    const before = await come();
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(rows);
    const { last } = await measured(path);
    expect(last).toContain(`Done: ${rows} rows, ${rows - before} new, ${before} known, 0 refused`);
    expect(await come()).toBe(rows);
    const numbers = await orders.distinct('no', { externalKeys: /^north:0013/ });
    expect(numbers).toHaveLength(rows);
  }, 300_000);

  it('I3 Ctrl-C ends after the batch being written, and says so', async () => {
    const path = join(scratch, 'stopped.csv');
    await writeBigCsv(path, { rows: 20_000, seed: 14, chars: 40 });
    const child = start(path);
    let last = '';
    for await (const line of linesOf(child)) {
      if (last === '') child.kill('SIGINT');
      last = line;
    }
    expect(last).toMatch(/^Cancelled: \d+ rows/);
  }, 120_000);
});
