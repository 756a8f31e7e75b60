import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import type { Engine } from './process/engine.ts';
import { openEngine } from './process/engine.ts';
import type { EngineReport } from './process/failure.ts';
import { EngineStartError } from './process/failure.ts';

/**
 * The engine's own process. As a child of `start.ts` it reports over IPC, outlives signals and ends when its parent
 * does, so that the parent can still write while it drains. Run alone it prints its URI and ends on a signal.
 */
const { values } = parseArgs({
  options: {
    directory: { type: 'string' },
    port: { type: 'string' },
    socket: { type: 'string' },
    patience: { type: 'string' },
  },
});
const isChild = process.send !== undefined;
const log = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

const numberOf = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : Number(text);

function report(message: EngineReport): void {
  if (isChild) process.send?.(message);
  else if (message.kind === 'listening') process.stdout.write(`${message.uri}\n`);
  else log(`${message.code}: ${message.message}`);
}

async function end(engine: Engine): Promise<void> {
  try {
    await engine.close();
    process.exit(0);
  } catch (error) {
    log(`closing failed: ${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  }
}

// A pattern that would backtrack for minutes is matched in linear time instead.
setFlagsFromString('--enable-experimental-regexp-engine-on-excessive-backtracks');
// Signals go to the whole process group at Ctrl-C; a child that obeyed would take the database from its parent.
// SIGXFSZ comes with a file size limit: then the write fails, and that is answered.
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGXFSZ'] as const) process.on(signal, () => undefined);
// New files and sockets belong to this user alone.
process.umask(0o077);

try {
  if (values.directory === undefined) throw new EngineStartError('disk', '--directory is missing');
  const engine = await openEngine({
    directory: values.directory,
    socket: values.socket,
    port: numberOf(values.port),
    ownerPatienceMs: numberOf(values.patience),
    log,
  });
  let ending: Promise<void> | undefined;
  const endOnce = (): void => {
    ending ??= end(engine);
  };
  if (isChild) {
    process.on('disconnect', endOnce);
    if (!process.connected) endOnce();
  } else for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, endOnce);
  report({ kind: 'listening', uri: engine.uri });
} catch (error) {
  const failure = error instanceof EngineStartError ? error : new EngineStartError('crashed', String(error));
  report({ kind: 'failed', code: failure.code, message: failure.message });
  process.exitCode = 1;
  if (isChild) process.disconnect();
}
