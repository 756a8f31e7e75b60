import { createServer } from 'node:http';
import { createGuesses } from './access/guesses.ts';
import { createBus } from './bus/index.ts';
import { type Commands, createCommandService } from './commands/service.ts';
import type { DemoModule } from './demo-hook.ts';
import { addImportRoutes } from './http/admin/imports.ts';
import { mountHttp } from './http/index.ts';
import { createLimits } from './http/limits.ts';
import { createImports, type Imports } from './imports/index.ts';
import { startJobs } from './jobs/index.ts';
import type { Announcer, App, Base, Bus, Sessions } from './parts.ts';
import { createAnnouncer, createNotifier, mountRealtime, type Realtime } from './realtime/index.ts';
import { createRules, type LiveRules } from './rules.ts';
import { createSessions } from './sessions/index.ts';
import { countMissingAreas } from './statistics/verify.ts';
import type { Store } from './store/connect.ts';

export interface AppParts extends Base {
  /** Opened by the caller; closed with the app. */
  readonly store: Store;
  /** Folder of the built client; null where it is served by something else. */
  readonly clientDir: string | null;
  readonly loadDemo: () => Promise<DemoModule>;
  /** False in tests that run jobs by hand. */
  readonly jobs?: boolean;
  /** True: every import runs in a process of its own. */
  readonly importsApart?: boolean;
  /** Tests make boards outgrow their bound sooner. */
  readonly boardBytes?: number;
}

export interface RunningApp extends App {
  readonly store: Store;
  readonly bus: Bus;
  readonly rules: LiveRules;
  readonly sessions: Sessions;
  readonly commands: Commands;
  readonly realtime: Realtime;
  readonly imports: Imports;
  readonly announcer: Announcer;
}

/** The composition root: every room of the server is built here, from its parts, and nowhere else. */
export async function createApp(parts: AppParts): Promise<RunningApp> {
  const { config, log, store, now, newId } = parts;
  const { health } = store;
  // Names this process's projections of boards; never used again after it has ended.
  const processId = newId();
  await countMissingAreas(store.models);
  const bus = createBus({ redisUrl: config.redisUrl, log });
  const rules = await createRules({ store, bus, timeZone: config.timeZone, log });
  const sessions = createSessions({ store, bus, now });
  const announcer = createAnnouncer(bus, store, log, processId);
  const notifier = createNotifier(bus);
  const commands = createCommandService({ store, rules, announcer, notifier, log, now, newId });
  const limits = createLimits();
  const guesses = createGuesses(limits);
  const base = { config, log, now, newId, store, bus, commands, sessions, rules, health, limits, guesses };
  const imports = createImports({ ...base, announcer, importsApart: parts.importsApart === true });
  const deps = {
    ...base,
    clientDir: parts.clientDir,
    loadSample: async (password: string) => {
      const demo = await parts.loadDemo();
      await demo.loadSample({ ...base, password });
    },
  };
  const express = mountHttp(deps, [(router) => addImportRoutes(router, deps, imports)]);
  // Heads that come in slowly hold a connection and nothing else; photos from a weak network may take their time.
  const http = createServer({ headersTimeout: 20_000, requestTimeout: 300_000 }, express);
  const sizes = parts.boardBytes === undefined ? {} : { boardBytes: parts.boardBytes };
  const realtime = mountRealtime({ ...base, ...sizes, http, announcer }, processId);
  const jobs = parts.jobs === false ? null : startJobs(base);

  const close = async (): Promise<void> => {
    const closed = new Promise<void>((resolve) => http.close(() => resolve()));
    http.closeIdleConnections();
    await jobs?.close();
    await imports.close();
    await commands.drain();
    await realtime.close();
    // What still hangs on is a download or a keep-alive that would last longer than anybody waits.
    http.closeAllConnections();
    await closed;
    await announcer.close();
    rules.close();
    await bus.close();
    await store.close();
  };
  let closing: Promise<void> | undefined;
  return {
    http,
    express,
    store,
    bus,
    rules,
    sessions,
    commands,
    realtime,
    imports,
    announcer,
    close: () => (closing ??= close()),
  };
}
