import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const READY_MS = 120_000;

/** The built product with the sample community, as `npm run demo -- --quiet` starts it. */
export interface Product {
  readonly url: string;
  readonly password: string;
  /** The one-time link an empty product prints at its first start; null with the sample. */
  readonly setUpLink: string | null;
  readonly stop: () => Promise<number | null>;
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return address.port;
}

/**
 * Starts on a free port and a temporary data directory, and waits for the ready line.
 * @param settings environment besides the usual, such as another database
 * @param sample false for an empty product, as at the very first start
 */
export async function startProduct(
  settings: Readonly<Record<string, string>> = {},
  sample = true,
): Promise<Product> {
  const directory = mkdtempSync(join(tmpdir(), 'paidan-e2e-'));
  const port = await freePort();
  const password = 'stories-password';
  const child = spawn(process.execPath, ['dist/server/main.js', ...(sample ? ['--demo', '--quiet'] : [])], {
    env: {
      ...process.env,
      PORT: String(port),
      HOST: '127.0.0.1',
      DATA_DIR: directory,
      DEMO_PASSWORD: password,
      LOG_LEVEL: 'warn',
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = new Promise<number | null>((done) => child.once('exit', done));
  const said = await untilReady(child, exited);
  return {
    url: `http://127.0.0.1:${port}`,
    password,
    setUpLink: /https?:\S+\/setup#\S+/u.exec(said)?.[0] ?? null,
    stop: async () => {
      child.kill('SIGTERM');
      const code = await exited;
      rmSync(directory, { recursive: true, force: true });
      return code;
    },
  };
}

/** @returns what it printed before it was ready */
function untilReady(child: ChildProcess, exited: Promise<number | null>): Promise<string> {
  const { stdout } = child;
  if (!stdout) throw new Error('the product has no output');
  return new Promise((done, fail) => {
    const limit = setTimeout(() => fail(new Error(`not ready after ${READY_MS} ms`)), READY_MS);
    let said = '';
    createInterface({ input: stdout }).on('line', (line) => {
      said += `${line}\n`;
      if (!line.startsWith('ready http')) return;
      clearTimeout(limit);
      done(said);
    });
    void exited.then((code) => {
      clearTimeout(limit);
      fail(new Error(`the product ended with ${code} before it was ready`));
    });
  });
}
