import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import { fileURLToPath, pathToFileURL } from 'node:url';

const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
/** Longer than any program of a test needs; a hung one must not outlive its test. */
const MOST_MS = 60_000;

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Shell words before the program, such as a limit. */
  readonly before?: string;
}

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/**
 * Runs one of the server's programs from its sources as a process of its own, with nothing of this process's settings.
 * @param program its path below `server`, such as `cli/backup.ts`
 */
export async function runServerProgram(
  program: string,
  args: readonly string[],
  { env = {}, before = 'true' }: RunOptions = {},
): Promise<Ran> {
  const main = fileURLToPath(new URL(`../${program}`, import.meta.url));
  const command = [process.execPath, '--import', tsx, main, ...args].map((part) => `'${part}'`).join(' ');
  const child = spawn('sh', ['-c', `${before} && exec ${command}`], {
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      TMPDIR: tmpdir(),
      LANG: 'zh_CN.UTF-8',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: MOST_MS,
    killSignal: 'SIGKILL',
  });
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { code: typeof code === 'number' ? code : null, out, err };
}
