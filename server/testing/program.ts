import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** One of our own programs in a process of its own, as it is served. */
export interface Program {
  readonly pid: number;
  readonly alive: () => boolean;
  /** As a crash or a power cut ends it. */
  readonly kill: () => Promise<void>;
  /** Stopped and left lying, as a machine that hangs; `wake` lets it go on. */
  readonly freeze: () => void;
  readonly wake: () => void;
  /** Asks it to end. @returns its exit code, null after a signal. */
  readonly stop: () => Promise<number | null>;
}

const TSX = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
const PATIENCE_MS = 60_000;
/** Kept to explain a start that failed. */
const MOST_LINES = 60;

const running = new Set<ChildProcess>();
// A test run that dies must not leave its servers behind.
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/**
 * Starts a source file of the server and resolves when it has printed a line that matches.
 * @param file relative to `server/`
 * @throws when it ends before, with what it said
 */
export async function startProgram(
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  ready: RegExp,
): Promise<Program> {
  const main = fileURLToPath(new URL(`../${file}`, import.meta.url));
  const child = spawn(process.execPath, ['--import', TSX, main, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'] ?? '', ...env },
  });
  running.add(child);
  const exited = once(child, 'exit').then(([code]) => {
    running.delete(child);
    return code as number | null;
  });
  const said: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => {
    if (process.env['TEST_LOG_LEVEL']) process.stderr.write(`${child.pid ?? ''} ${line}\n`);
    said.push(line);
    if (said.length > MOST_LINES) said.shift();
  });
  const printed = new Promise<void>((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (ready.test(line)) resolve();
    });
  });
  const limit = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
  const ended = await Promise.race([printed.then(() => null), exited.then((code) => ({ code }))]);
  clearTimeout(limit);
  if (ended) throw new Error(`${file} ended with ${ended.code} before it was ready:\n${said.join('\n')}`);
  return {
    pid: child.pid ?? 0,
    alive: () => child.exitCode === null && child.signalCode === null,
    freeze: () => void child.kill('SIGSTOP'),
    wake: () => void child.kill('SIGCONT'),
    kill: async () => {
      // One that has ended already is as dead as it can be.
      child.kill('SIGKILL');
      await exited;
    },
    stop: async () => {
      child.kill('SIGTERM');
      return await exited;
    },
  };
}
