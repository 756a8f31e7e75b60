import { mkdirSync, realpathSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { CorruptFileError } from '../storage/environment.ts';
import { Store } from '../storage/store.ts';
import { TtlSweeper } from '../storage/ttl.ts';
import { WireServer } from '../wire/server.ts';
import type { AddressChoice } from './address.ts';
import { chooseAddress, uriOf } from './address.ts';
import { EngineStartError } from './failure.ts';
import type { Ownership } from './ownership.ts';
import { ownWorkingDirectory } from './ownership.ts';

export interface Engine {
  readonly uri: string;
  /** Answers what is under way, commits, closes the file and only then gives up the directory. */
  close(): Promise<void>;
}

export interface EngineOptions extends AddressChoice {
  readonly directory: string;
  readonly log: (line: string) => void;
  /** How long to wait for an owner of the directory that is ending. */
  readonly ownerPatienceMs?: number | undefined;
}

const OWNER_PATIENCE_MS = 10_000;
const TTL_SECONDS = 60;

/**
 * Opens a data directory and serves it. Changes the working directory of this process, so it must run in a process
 * of its own.
 * @throws EngineStartError
 */
export async function openEngine({
  directory,
  log,
  ownerPatienceMs,
  ...choice
}: EngineOptions): Promise<Engine> {
  const address = onDisk(() => {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const real = realpathSync(resolve(directory));
    process.chdir(real);
    return chooseAddress(real, choice);
  });
  const ownership = await ownWorkingDirectory(ownerPatienceMs ?? OWNER_PATIENCE_MS).catch(
    (error: unknown) => {
      throw diskFailure(error);
    },
  );
  try {
    const store = onDisk(() => new Store(process.cwd()));
    const sweeper = new TtlSweeper(store, log);
    const server = new WireServer(store, sweeper, log);
    // A socket that a crash left behind: no living process can hold it, for the directory is ours.
    if ('path' in address && choice.socket === undefined) rmSync(address.path, { force: true });
    const uri = uriOf(await server.listen(address));
    sweeper.restart(TTL_SECONDS);
    return { uri, close: () => close(server, sweeper, store, ownership) };
  } catch (error) {
    await ownership.release();
    throw diskFailure(error);
  }
}

async function close(
  server: WireServer,
  sweeper: TtlSweeper,
  store: Store,
  ownership: Ownership,
): Promise<void> {
  sweeper.stop();
  await server.close();
  await store.close();
  await ownership.release();
}

function onDisk<T>(step: () => T): T {
  try {
    return step();
  } catch (error) {
    throw diskFailure(error);
  }
}

function diskFailure(error: unknown): EngineStartError {
  if (error instanceof EngineStartError) return error;
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof CorruptFileError)
    return new EngineStartError(
      'corrupt',
      `${message}. It was not changed: restore a backup, or move it away.`,
      { cause: error },
    );
  return new EngineStartError('disk', `the data directory cannot be used: ${message}`, { cause: error });
}
