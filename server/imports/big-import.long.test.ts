import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, openAsBlob, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ImportRun, Inspection } from '../../shared/protocol/imports.ts';
import { createSessions } from '../sessions/index.ts';
import { startTestCore, type TestCore } from '../testing/core.ts';
import { ownDatabase, type TestDatabase } from '../testing/database.ts';
import { writeBigCsv, writeBigXlsx } from './testing/big-file.ts';

const ROWS = Number(process.env['IMPORT_ROWS'] ?? 100_000);
const MOST_MEGABYTES = 300;
const built = (name: string): string => fileURLToPath(new URL(`../../dist/server/${name}`, import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'paidan-big-import-'));

/**
 * The built product in a process of its own, over an engine in another. Of the server and of the importing process all
 * resident memory is bounded. The engine maps its data file: the system counts those pages as the engine's as long as nobody
 * needs the room, and takes them back when somebody does, so that only what is its own (`RssAnon`) is bounded there.
 */
describe(`import of ${ROWS} rows`, () => {
  let core: TestCore;
  let database: TestDatabase;
  let cookie: string;

  beforeAll(async () => {
    if (!existsSync(built('main.js'))) throw new Error('build first: npm run build');
    database = await ownDatabase();
    core = await startTestCore({ uri: database.uri, dbName: 'big', now: Date.now() });
    const { member } = await core.makeMember({ roles: ['admin'] });
    const sessions = createSessions({ store: core.store, bus: core.bus, now: Date.now });
    const { token } = await sessions.create(member._id, { userAgent: 'test', address: '127.0.0.1' });
    cookie = `paidan_session=${token}`;
  });
  afterAll(async () => {
    await core.close();
    await database.stop();
    rmSync(scratch, { recursive: true, force: true });
  });

  const start = (program: string, args: readonly string[] = []): ChildProcess =>
    spawn(process.execPath, [built(program), ...args], {
      env: {
        ...process.env,
        MONGODB_URI: `${database.uri.replace(/\/?$/, '/')}big`,
        DATA_DIR: scratch,
        PORT: '0',
        LOG_LEVEL: 'warn',
        LANG: 'en',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  const linesOf = (child: ChildProcess) => createInterface({ input: child.stdout ?? process.stdin });
  const program = (path: string): ChildProcess => start('cli/import.js', [path, '--area', 'north']);
  const lastLineOf = async (child: ChildProcess): Promise<string> => {
    let last = '';
    for await (const line of linesOf(child)) last = line;
    return last;
  };
  /** Megabytes of one kind of memory; 0 once the process has ended. */
  const memoryOf = (pid: number | string | undefined, kind: 'VmHWM' | 'RssAnon'): number => {
    let status = '';
    try {
      status = readFileSync(`/proc/${pid}/status`, 'utf8');
    } catch {
      return 0;
    }
    return Math.round(Number(new RegExp(`${kind}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024);
  };
  /** At most since the process began. */
  const peakOf = (pid: number | string | undefined): number => memoryOf(pid, 'VmHWM');
  const childrenOf = (pid: number | undefined): string[] =>
    readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
      .split(' ')
      .filter((one) => one !== '');

  /** Uploads to a server, lets it run and asks until it has ended, as the page does. */
  const throughServer = async (url: string, path: string, onLook: () => void): Promise<ImportRun> => {
    const ask = async <T>(method: string, address: string, body?: FormData | string): Promise<T> => {
      const json = typeof body === 'string' ? { 'Content-Type': 'application/json' } : {};
      const headers = { Cookie: cookie, Origin: url, ...json };
      const answer = await fetch(`${url}/api/admin/imports${address}`, {
        method,
        headers,
        body: body ?? null,
      });
      if (!answer.ok) throw new Error(`${method} ${address}: ${await answer.text()}`);
      return (await answer.json()) as T;
    };
    const form = new FormData();
    form.append('file', await openAsBlob(path), 'big');
    const { _id } = await ask<ImportRun>('POST', '?communityId=north', form);
    const { mapping } = await ask<Inspection>('GET', `/${_id}/columns`);
    await ask(
      'POST',
      `/${_id}/start`,
      JSON.stringify({ mapping, areaId: 'north', channel: 'hotline12345', profile: null }),
    );
    return await vi.waitUntil(
      async () => {
        onLook();
        const run = await ask<ImportRun>('GET', `/${_id}`);
        return run.status !== 'running' && run;
      },
      { timeout: 900_000, interval: 250 },
    );
  };

  it.each([
    ['xlsx', (path: string) => writeBigXlsx(path, { rows: ROWS, seed: 11, bad: [10, 20, ROWS] })],
    ['csv', (path: string) => writeBigCsv(path, { rows: ROWS, seed: 12, bad: [10, 20, ROWS] }, 'gb18030')],
  ])(
    'I2 %s: the server brings all rows in within 300 MB',
    async (kind, write) => {
      const path = join(scratch, `big.${kind}`);
      await write(path);
      const server = start('main.js');
      let url = '';
      for await (const line of linesOf(server)) {
        url = /^ready (\S+)/.exec(line)?.[1] ?? '';
        if (url !== '') break;
      }
      const before = peakOf(server.pid);
      let worker = 0;
      let engine = 0;
      const look = (): void => {
        worker = Math.max(worker, ...childrenOf(server.pid).map(peakOf));
        const others = childrenOf(process.pid).filter((pid) => Number(pid) !== server.pid);
        engine = Math.max(engine, ...others.map((pid) => memoryOf(pid, 'RssAnon')));
      };
      const began = performance.now();
      const run = await throughServer(url, path, look);
      const seconds = (performance.now() - began) / 1000;
      const peak = peakOf(server.pid);
      server.kill('SIGTERM');
      await once(server, 'exit');
      process.stdout.write(
        `${kind}: ${ROWS} rows in ${seconds.toFixed(1)} s, ${Math.round(ROWS / seconds)} rows/s; at most ${worker} MB in the importing process, ${peak} in the server (${before} before), ${engine} of its own in the engine\n`,
      );
      expect(run).toMatchObject({ status: 'done', rows: ROWS, created: ROWS - 3, known: 0, refused: 3 });
      expect(worker).toBeGreaterThan(0);
      expect(worker).toBeLessThan(MOST_MEGABYTES);
      expect(peak).toBeLessThan(MOST_MEGABYTES);
      expect(engine).toBeGreaterThan(0);
      expect(engine).toBeLessThan(MOST_MEGABYTES);
    },
    1_000_000,
  );

  it('I3 killed in the middle and run again: nothing twice, nothing missing', async () => {
    const rows = 20_000;
    const path = join(scratch, 'killed.csv');
    await writeBigCsv(path, { rows, seed: 13, chars: 40 });
    const { orders } = core.store.models;
    const come = () => orders.countDocuments({ externalKeys: /^north:0013/ });
    const child = program(path);
    const gone = once(child, 'exit');
    for await (const line of linesOf(child)) {
      if (Number(/(\d+) new/.exec(line)?.[1] ?? 0) < 2000) continue;
      child.kill('SIGKILL');
      break;
    }
    await gone;
    const before = await come();
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(rows);
    const last = await lastLineOf(program(path));
    expect(last).toContain(`Done: ${rows} rows, ${rows - before} new, ${before} known, 0 refused`);
    expect(await come()).toBe(rows);
    const numbers = await orders.distinct('no', { externalKeys: /^north:0013/ });
    expect(numbers).toHaveLength(rows);
  }, 300_000);

  it('I3 Ctrl-C ends after the batch being written, and says so', async () => {
    const path = join(scratch, 'stopped.csv');
    await writeBigCsv(path, { rows: 20_000, seed: 14, chars: 40 });
    const child = program(path);
    let last = '';
    for await (const line of linesOf(child)) {
      if (last === '') child.kill('SIGINT');
      last = line;
    }
    expect(last).toMatch(/^Cancelled: \d+ rows/);
  }, 120_000);
});
