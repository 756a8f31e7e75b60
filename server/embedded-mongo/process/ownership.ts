import { mkdir, rm, rmdir, stat } from 'node:fs/promises';
import type { Server } from 'node:net';
import { connect, createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { EngineStartError } from './failure.ts';

/** Relative on purpose: the process works in the data directory, so the path is short wherever that lies. */
const OWNER_SOCKET = 'owner.sock';
/** Held for the moment between looking at the socket and taking it, so that two starters cannot both win. */
const TAKEOVER = 'owner.taking';
const TAKEOVER_STALE_MS = 5000;
const RETRY_MS = 50;

export interface Ownership {
  release(): Promise<void>;
}

/**
 * Makes this process the one owner of its working directory. The proof of ownership is a socket that answers: it
 * dies with its process, as no pid file does. Waits up to `patienceMs` for an owner that is ending.
 * @throws EngineStartError `locked`.
 */
export async function ownWorkingDirectory(patienceMs: number): Promise<Ownership> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const server = await tryToOwn();
    if (server) return { release: () => closed(server) };
    if (Date.now() >= deadline)
      throw new EngineStartError('locked', `${process.cwd()} is in use by another running process`);
    await pause(RETRY_MS);
  }
}

async function tryToOwn(): Promise<Server | undefined> {
  if (!(await beginTakeover())) return undefined;
  try {
    if (await answers(OWNER_SOCKET)) return undefined;
    await rm(OWNER_SOCKET, { force: true });
    return await listening(OWNER_SOCKET);
  } finally {
    await rmdir(TAKEOVER).catch(() => undefined);
  }
}

async function beginTakeover(): Promise<boolean> {
  try {
    await mkdir(TAKEOVER);
    return true;
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'EEXIST') throw error;
    // Its holder needs milliseconds; an old one was left by a crash.
    const age = await stat(TAKEOVER).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    );
    if (age > TAKEOVER_STALE_MS) await rmdir(TAKEOVER).catch(() => undefined);
    return false;
  }
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code !== 'ENOENT' && error.code !== 'ECONNREFUSED');
    });
  });
}

function listening(path: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', reject);
    server.listen(path, () => {
      resolve(server);
    });
  });
}

const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
  });
