import { fork } from 'node:child_process';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { clock } from './measure.ts';
import { type Remote, remoteOf, type Skills } from './remote.ts';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The product as it is served: `node dist/server/main.js`. */
export interface Product extends Pick<Remote<Skills>, 'usage'> {
  readonly pid: number;
  readonly url: string;
  /** From the start of the process to the line `ready`, in ms. */
  readonly readyMs: number;
  stop(): Promise<void>;
  /** As a power cut would end it, its embedded engine with it. */
  kill(): Promise<void>;
}

export async function startProduct(
  dataDir: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Product> {
  const begun = clock();
  const child = fork(at('../../../dist/server/main.js'), [], {
    serialization: 'advanced',
    execArgv: ['--expose-gc', '--import', at('./probe.mjs')],
    env: { ...withoutSettings(), PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the product ended with ${code} before it was ready`)));
    if (!child.stdout) return;
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith('ready ')) resolve(line.slice('ready '.length));
    });
  });
  const readyMs = clock() - begun;
  const remote = remoteOf<Skills>(child);
  return {
    pid: remote.pid,
    url,
    readyMs,
    usage: (settled) => remote.usage(settled),
    stop: () => remote.end(),
    kill: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill('SIGKILL');
      }),
  };
}

/** Settings of whoever runs the bench must not reach the measured product. */
function withoutSettings(): NodeJS.ProcessEnv {
  const env = { ...process.env };
  for (const name of ['MONGODB_URI', 'REDIS_URL', 'PUBLIC_URL', 'TRUST_PROXY', 'HOST']) delete env[name];
  return env;
}
