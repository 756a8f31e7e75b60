import { type ChildProcess, fork } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { clock } from './measure.ts';

/** What another process can be asked to do: each takes one argument and answers. */
export type Skills = Readonly<Record<string, (argument: never) => unknown>>;

export interface Usage {
  /** User and system time since the process began, in ms. */
  readonly cpuMs: number;
  /** Resident memory, in bytes. */
  readonly rss: number;
  /** Heap in use and buffers outside it, in bytes. */
  readonly live: number;
}

/** A process of its own, so that measuring does not slow the measured. */
export interface Remote<S extends Skills> {
  readonly pid: number;
  ask<Name extends keyof S & string>(
    name: Name,
    argument: Parameters<S[Name]>[0],
  ): Promise<Awaited<ReturnType<S[Name]>>>;
  /** After a full collection when `settled`. */
  usage(settled?: boolean): Promise<Usage>;
  end(): Promise<void>;
}

interface Question {
  readonly n: number;
  readonly name: string;
  readonly argument: unknown;
}
interface Reply {
  readonly n: number;
  readonly value?: unknown;
  readonly fault?: string;
}

const LONGEST_MS = 180_000;

/** @param module of a file beside this folder that calls `serve` */
export async function hire<S extends Skills>(module: string): Promise<Remote<S>> {
  const path = fileURLToPath(new URL(`../${module}`, import.meta.url));
  const child = fork(path, [], {
    serialization: 'advanced',
    execArgv: ['--expose-gc', '--import', 'tsx'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const remote = remoteOf<S>(child);
  await remote.usage();
  return remote;
}

export function remoteOf<S extends Skills>(child: ChildProcess): Remote<S> {
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  const ended = new Promise<void>((resolve) => {
    child.once('exit', (code) => {
      resolve();
      for (const { reject } of waiting.values()) reject(new Error(`a process ended early with ${code}`));
    });
  });
  child.on('message', (message) => {
    const { n, value, fault } = message as Reply;
    const asked = waiting.get(n);
    waiting.delete(n);
    if (fault === undefined) asked?.resolve(value);
    else asked?.reject(new Error(fault));
  });
  let asked = 0;
  const send = (name: string, argument: unknown): Promise<unknown> =>
    new Promise((resolve, reject) => {
      asked += 1;
      const n = asked;
      const limit = setTimeout(() => reject(new Error(`${name}: no answer`)), LONGEST_MS);
      const settle = <T>(then: (value: T) => void) => {
        return (value: T): void => {
          clearTimeout(limit);
          then(value);
        };
      };
      waiting.set(n, { resolve: settle(resolve), reject: settle(reject) });
      child.send({ n, name, argument } satisfies Question);
    });
  return {
    pid: child.pid ?? 0,
    ask: async (name, argument) => (await send(name, argument)) as never,
    usage: async (settled = false) => (await send('usage', settled)) as Usage,
    end: async () => {
      child.kill('SIGTERM');
      const limit = setTimeout(() => child.kill('SIGKILL'), 5000);
      await ended;
      clearTimeout(limit);
    },
  };
}

/** The other side: answers one question after another until the parent ends it. */
export function serve(skills: Skills): void {
  process.on('message', (message) => {
    const { n, name, argument } = message as Question;
    const work = name === 'usage' ? usage : (skills[name] as ((argument: unknown) => unknown) | undefined);
    Promise.resolve()
      .then(() => work?.(argument))
      .then(
        (value) => process.send?.({ n, value } satisfies Reply),
        (error: unknown) => process.send?.({ n, fault: String((error as Error).stack ?? error) }),
      );
  });
  process.on('disconnect', () => process.exit(0));
}

async function usage(settled: unknown): Promise<Usage> {
  if (settled === true) {
    // Sockets and buffers are let go of in turns of the loop: once is not enough.
    for (let round = 0; round < 4; round += 1) {
      await new Promise((resolve) => setTimeout(resolve, 60));
      (globalThis as { readonly gc?: () => void }).gc?.();
    }
  }
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed, external } = process.memoryUsage();
  return { cpuMs: (user + system) / 1000, rss, live: heapUsed + external };
}

/** Starts what a function does `perSecond` times for `seconds`, on time however long each takes. */
export async function atRate(
  perSecond: number,
  seconds: number,
  act: (n: number, dueAt: number) => void,
): Promise<void> {
  const begun = clock();
  const total = Math.round(perSecond * seconds);
  let done = 0;
  await new Promise<void>((resolve) => {
    const turn = (): void => {
      const due = Math.min(total, Math.floor(((clock() - begun) / 1000) * perSecond) + 1);
      for (; done < due; done += 1) act(done, begun + (done * 1000) / perSecond);
      // Ten times as long as asked is more than slow: what was made until then is what there is.
      if (done >= total || clock() - begun > seconds * 10_000) resolve();
      else setTimeout(turn, 1);
    };
    turn();
  });
}
