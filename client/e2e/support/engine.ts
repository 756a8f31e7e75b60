import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from './product.ts';

/** The embedded engine alone, so that a story can take the database away and give it back. */
export interface Database {
  readonly uri: string;
  /** As when its machine loses power. */
  readonly kill: () => Promise<void>;
  readonly start: () => Promise<void>;
  readonly remove: () => Promise<void>;
}

export async function makeDatabase(): Promise<Database> {
  const directory = mkdtempSync(join(tmpdir(), 'paidan-e2e-db-'));
  const port = await freePort();
  let child: ChildProcess | undefined;

  const start = async (): Promise<void> => {
    const started = spawn(
      process.execPath,
      ['dist/server/embedded-mongo/main.js', '--directory', directory, '--port', String(port)],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    child = started;
    await new Promise<void>((done, fail) => {
      createInterface({ input: started.stdout }).once('line', () => done());
      started.once('exit', (code) => fail(new Error(`the engine ended with ${code}`)));
    });
  };
  const kill = async (): Promise<void> => {
    const ending = child;
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return;
    const ended = new Promise((done) => ending.once('exit', done));
    ending.kill('SIGKILL');
    await ended;
  };
  await start();
  return {
    uri: `mongodb://127.0.0.1:${port}/paidan?directConnection=true`,
    kill,
    start,
    remove: async () => {
      await kill();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
