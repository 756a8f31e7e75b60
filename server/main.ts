import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { createApp, type RunningApp } from './app.ts';
import { type Config, readConfig } from './config.ts';
import { loadDemo } from './demo-hook.ts';
import { newId } from './ids.ts';
import { reachableHosts, urlHost } from './reachable.ts';
import { issueSetupToken } from './setup.ts';
import { explainStart, UnknownOption } from './start-failure.ts';
import { connectStore } from './store/connect.ts';
import { cliTexts, languageOf } from './texts.ts';

/** The only file that reads the environment, listens and handles signals. */
const language = languageOf(process.env);
const texts = cliTexts(language);
const print = (line: string): void => void process.stdout.write(`${line}\n`);
const OPTIONS = ['--demo', '--quiet'];
/** A connection that will not end must not keep a container from stopping. */
const DRAIN_MS = 25_000;

let config: Config | null = null;
let app: RunningApp | null = null;
let closeActivity: (() => Promise<void>) | null = null;
let stopping = false;

async function start(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const read = readConfig(process.env);
  config = options.demo ? Object.freeze({ ...read, dataDir: join(read.dataDir, 'demo') }) : read;
  const log = pino({ level: config.logLevel, base: null }, pino.destination({ dest: 2, sync: true }));
  watchFaults(log);
  const { dataDir, mongodbUri } = config;
  const store = await connectStore({ mongodbUri, dataDir, log });
  const clientDir = builtClient();
  app = await createApp({
    config,
    log,
    now: Date.now,
    newId,
    store,
    clientDir,
    loadDemo,
    importsApart: true,
  });
  if (options.demo) await startDemo(app, config, options.quiet, log);
  await listen(app, config);
  const url = urlOf(app, config);
  const token = await issueSetupToken(store, Date.now());
  if (token !== null) print(texts.setUp(...linksTo(`/setup#${token}`, app, config)));
  print(`ready ${url}`);
}

async function startDemo(running: RunningApp, settings: Config, quiet: boolean, log: pino.Logger) {
  const demo = await loadDemo();
  const parts = { ...running, config: settings, log, now: Date.now, newId };
  const password = settings.demoPassword ?? randomBytes(9).toString('base64url');
  await demo.loadSample({ ...parts, password });
  if (settings.demoPassword === null) print(texts.demoPassword(password));
  if (!quiet) {
    const activity = demo.startActivity(parts);
    closeActivity = () => activity.close();
  }
}

function readOptions(args: readonly string[]): { demo: boolean; quiet: boolean } {
  const unknown = args.find((arg) => !OPTIONS.includes(arg));
  if (unknown !== undefined) throw new UnknownOption(unknown, OPTIONS);
  return { demo: args.includes('--demo'), quiet: args.includes('--quiet') };
}

const listen = (running: RunningApp, { host, port }: Config): Promise<void> =>
  new Promise((resolve, reject) => {
    running.http.once('error', reject);
    running.http.listen(port, host, () => {
      running.http.off('error', reject);
      resolve();
    });
  });

const portOf = (running: RunningApp): number => (running.http.address() as AddressInfo).port;

const urlOf = (running: RunningApp, { host }: Config): string => `http://${urlHost(host)}:${portOf(running)}`;

/** Where a browser opens `path`: the public address if there is one, otherwise every host we can be reached under. */
function linksTo(path: string, running: RunningApp, { host, publicUrl }: Config): [string, ...string[]] {
  if (publicUrl !== null) return [`${publicUrl}${path}`];
  const [first, ...others] = reachableHosts(host);
  const link = (name: string): string => `http://${name}:${portOf(running)}${path}`;
  return [link(first), ...others.map(link)];
}

/** In development Vite serves the client. */
function builtClient(): string | null {
  const folder = fileURLToPath(new URL('../client', import.meta.url));
  return import.meta.url.endsWith('.js') && existsSync(join(folder, 'index.html')) ? folder : null;
}

/** Finishes what runs and ends with `code`; once, however often it is asked. */
async function stop(code: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  const limit = setTimeout(() => process.exit(code), DRAIN_MS);
  limit.unref();
  try {
    await closeActivity?.();
    await app?.close();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  }
  process.exit(code);
}

/** A fault nobody handled may have left anything behind: what is stored is safe, so end and be started again. */
function watchFaults(log: pino.Logger): void {
  for (const fault of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(fault, (error) => {
      log.fatal({ err: error }, fault);
      void stop(1);
    });
  }
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(0));

try {
  await start();
} catch (error) {
  // A signal during the start closes what was being started; that is not a failure.
  if (!stopping) {
    process.stderr.write(`${explainStart(error, config, texts)}\n`);
    await stop(1);
  }
}
