import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';

/** A real Redis of the test's own. */
export interface TestRedis {
  readonly url: string;
  /** Killed as a crash would, everything in memory lost; comes back on the same port. */
  readonly kill: () => Promise<void>;
  readonly start: () => Promise<void>;
  /** Stopped and left lying with its connections standing, as a machine that hangs. */
  readonly freeze: () => void;
  readonly wake: () => void;
  readonly close: () => Promise<void>;
}

const program = (process.env['PATH'] ?? '')
  .split(delimiter)
  .map((folder) => join(folder, 'redis-server'))
  .find((path) => existsSync(path));

/**
 * False on a machine without redis-server, where tests of several servers cannot be run and say so; never in CI, where its
 * absence is a failure.
 */
export const hasRedis = program !== undefined || process.env['CI'] === 'true';
if (!hasRedis) console.warn('Tests of several servers are left out: redis-server is not installed.');

/** A port that is free now, for a program that must come back on the same one. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return address.port;
}

export async function startRedis(): Promise<TestRedis> {
  const found = program;
  if (found === undefined) throw new Error('redis-server is not installed');
  const directory = await mkdtemp(join(tmpdir(), 'paidan-redis-'));
  const port = await freePort();
  let child: ChildProcess | null = null;
  const start = async (): Promise<void> => {
    const started = spawn(
      found,
      ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', directory],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    child = started;
    await new Promise<void>((ready, fail) => {
      createInterface({ input: started.stdout }).on('line', (line) => {
        if (/ready to accept connections/iu.test(line)) ready();
      });
      started.once('exit', (code) => fail(new Error(`redis-server ended with ${code}`)));
    });
  };
  const end = async (signal: 'SIGKILL' | 'SIGTERM'): Promise<void> => {
    const running = child;
    child = null;
    if (!running || running.exitCode !== null) return;
    const gone = once(running, 'exit');
    running.kill(signal);
    await gone;
  };
  await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    start,
    kill: () => end('SIGKILL'),
    freeze: () => void child?.kill('SIGSTOP'),
    wake: () => void child?.kill('SIGCONT'),
    close: async () => {
      await end('SIGTERM');
      await rm(directory, { recursive: true, force: true });
    },
  };
}
