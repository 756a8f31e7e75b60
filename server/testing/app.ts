import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import type { Area } from '../../shared/areas/area.ts';
import type { Member } from '../../shared/people/member.ts';
import { createApp, type RunningApp } from '../app.ts';
import { type Config, readConfig } from '../config.ts';
import type { CommandService, UntrustedCommand } from '../parts.ts';
import { hashPassword } from '../sessions/passwords.ts';
import { connectStore, type Store } from '../store/connect.ts';
import { freshId, TEST_NOW } from './core.ts';
import { freshName, silent, testDatabase } from './database.ts';
import { aMember, seedWorld } from './world.ts';

export const TEST_PASSWORD = 'correct-horse-battery';

export interface TestAppOptions {
  readonly now?: number;
  /** False: an empty database, as at the first start. */
  readonly seed?: boolean;
  readonly dbName?: string;
  /** A database of the test's own, which it may break; the file's shared one unless named. */
  readonly uri?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** True: the sweeper and the other loops run; otherwise tests run them by hand. */
  readonly jobs?: boolean;
  /** True: every import has a process of its own, as in the product. */
  readonly importsApart?: boolean;
  /** Size past which boards are projected anew; the product's own unless named. */
  readonly boardBytes?: number;
}

export interface TestApp {
  readonly url: string;
  readonly app: RunningApp;
  readonly store: Store;
  readonly commands: CommandService;
  readonly config: Config;
  readonly dbName: string;
  /** Server time; a test moves it on. */
  readonly clock: { now: number };
  makeMember(of: Parameters<typeof aMember>[0] & { readonly areas?: readonly Area[] }): Promise<Member>;
  /** Signs in with the password every test member has. @returns the `Cookie` header of the session. */
  signIn(member: Pick<Member, 'username'>): Promise<string>;
  /** The cookie of a session made directly, without the slow password check. */
  cookieOf(member: Pick<Member, '_id'>): Promise<string>;
  command(type: UntrustedCommand['type'], orderId?: string, payload?: unknown): UntrustedCommand;
  close(): Promise<void>;
}

let passwordHash: Promise<string> | undefined;

/** The whole product as it is served, on a free port, over a database of its own. */
export async function startTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const uri = options.uri ?? (await testDatabase()).uri;
  const dbName = options.dbName ?? freshName();
  const store = await connectStore({ mongodbUri: uri, dataDir: tmpdir(), log: silent, dbName });
  if (options.seed !== false && options.dbName === undefined) await seedWorld(store);
  const clock = { now: options.now ?? TEST_NOW };
  const config = readConfig({ PORT: '0', ...options.env });
  const app = await createApp({
    config,
    log: silent,
    now: () => clock.now,
    newId: freshId,
    store,
    clientDir: null,
    loadDemo: () => Promise.reject(new Error('no sample in this test')),
    jobs: options.jobs ?? false,
    importsApart: options.importsApart ?? false,
    ...(options.boardBytes === undefined ? {} : { boardBytes: options.boardBytes }),
  });
  app.http.listen(0, '127.0.0.1');
  await once(app.http, 'listening');
  const { port } = app.http.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;

  return {
    url,
    app,
    store,
    commands: app.commands,
    config,
    dbName,
    clock,
    async makeMember(of) {
      const member = aMember(of);
      passwordHash ??= hashPassword(TEST_PASSWORD);
      await store.models.members.create(member);
      await store.models.credentials.create({
        _id: member._id,
        passwordHash: await passwordHash,
        changedAt: clock.now,
      });
      return member;
    },
    async signIn({ username }) {
      const answer = await fetch(`${url}/api/session`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Origin: url },
        body: JSON.stringify({ username, password: TEST_PASSWORD }),
      });
      if (answer.status !== 200) throw new Error(`sign-in of ${username}: ${await answer.text()}`);
      return (answer.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
    },
    async cookieOf({ _id }) {
      const { token } = await app.sessions.create(_id, { userAgent: 'test', address: '127.0.0.1' });
      return `paidan_session=${token}`;
    },
    command: (type, orderId, payload = {}) => ({
      id: freshId(),
      type,
      payload,
      ...(orderId === undefined ? {} : { orderId }),
    }),
    async close() {
      if (options.dbName === undefined) await store.connection.dropDatabase().catch(() => undefined);
      await app.close();
    },
  };
}
