import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { EngineReport } from './process/failure.ts';
import { EngineStartError } from './process/failure.ts';

export { EngineStartError } from './process/failure.ts';

export interface EmbeddedMongoOptions {
  /** Made if it is missing. One engine owns it at a time. */
  readonly directory: string;
  /** Hears what the engine complains about; a pino logger fits. */
  readonly log?: { warn(message: string): void };
  /** How long to wait for another owner of the directory that is ending; 10 seconds by default. */
  readonly ownerPatienceMs?: number;
}

export interface EmbeddedMongo {
  /** A connection string for mongoose or the driver, without a database name. */
  readonly uri: string;
  /** Settles when the engine's process has ended, for whatever reason; code is null after a signal. */
  readonly exited: Promise<{ code: number | null }>;
  /** Ends the engine with everything flushed. Safe to call more than once. */
  stop(): Promise<void>;
}

const START_MS = 60_000;
const STOP_MS = 15_000;

/**
 * Starts the embedded engine in a process of its own and resolves when it listens. It lives until `stop`, or until
 * this process ends.
 * @throws EngineStartError with code `locked`, `corrupt`, `disk` or `crashed`.
 */
export async function startEmbeddedMongo({
  directory,
  log,
  ownerPatienceMs,
}: EmbeddedMongoOptions): Promise<EmbeddedMongo> {
  const child = fork(...program(directory, ownerPatienceMs));
  if (child.stderr)
    createInterface({ input: child.stderr }).on('line', (line) => log?.warn(`embedded engine: ${line}`));
  const exited = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once('exit', (code, signal) => {
      resolve({ code, signal });
    });
    child.once('error', () => {
      resolve({ code: null, signal: null });
    });
  });
  const uri = await listening(child, exited);
  return {
    uri,
    exited: exited.then(({ code }) => ({ code })),
    stop: () => stop(child, exited),
  };
}

/** The sources run through tsx, also under a test runner, which transforms only its own process. */
function program(directory: string, patience: number | undefined): Parameters<typeof fork> {
  const isSource = import.meta.url.endsWith('.ts');
  const main = fileURLToPath(new URL(isSource ? './main.ts' : './main.js', import.meta.url));
  const loader = isSource ? pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href : undefined;
  return [
    main,
    ['--directory', directory, ...(patience === undefined ? [] : ['--patience', String(patience)])],
    {
      execArgv: loader === undefined ? [] : ['--import', loader],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    },
  ];
}

async function listening(
  child: ChildProcess,
  exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>,
): Promise<string> {
  const timeout = setTimeout(() => child.kill('SIGKILL'), START_MS);
  try {
    const report = await Promise.race([firstReport(child), exited.then(crashReport)]);
    if (report.kind === 'listening') return report.uri;
    await exited;
    throw new EngineStartError(report.code, report.message);
  } finally {
    clearTimeout(timeout);
  }
}

const firstReport = (child: ChildProcess): Promise<EngineReport> =>
  new Promise((resolve) => {
    child.once('message', (message) => {
      resolve(message as EngineReport);
    });
  });

/** A damaged file that passes the first look makes LMDB read beyond its end, which the system answers by a signal. */
function crashReport({ code, signal }: { code: number | null; signal: NodeJS.Signals | null }): EngineReport {
  const isDamage = signal === 'SIGBUS' || signal === 'SIGSEGV' || signal === 'SIGABRT';
  const how = signal ?? `code ${String(code)}`;
  return {
    kind: 'failed',
    code: isDamage ? 'corrupt' : 'crashed',
    message: isDamage
      ? `the data file is damaged: reading it ended the engine (${how}). It was not changed: restore a backup, or move it away.`
      : `the engine ended while starting (${how})`,
  };
}

async function stop(child: ChildProcess, exited: Promise<unknown>): Promise<void> {
  if (child.connected) child.disconnect();
  // Nothing acknowledged can be lost by killing: it is on disk already.
  const timeout = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  await exited;
  clearTimeout(timeout);
}
