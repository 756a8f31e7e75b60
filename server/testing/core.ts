import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import type { MemberActor } from '../../shared/order/actor.ts';
import type { CommandType } from '../../shared/order/commands.ts';
import type { Member } from '../../shared/people/member.ts';
import type { Notice } from '../../shared/protocol/socket.ts';
import { createBus } from '../bus/index.ts';
import { type Commands, createCommandService } from '../commands/service.ts';
import type { Announcer, Bus, Change, CommandOutcome, Notifier } from '../parts.ts';
import { createRules, type LiveRules } from '../rules.ts';
import { connectStore, type Store } from '../store/connect.ts';
import { silent, testDatabase } from './database.ts';
import { actorOf, aMember, seedWorld } from './world.ts';

export interface SentNotice {
  readonly to: readonly string[] | { readonly officers: string } | { readonly area: string };
  readonly notice: Notice;
}

/** The write path over a real database with nothing mounted on it: for tests of the core. */
export interface TestCore {
  readonly store: Store;
  readonly bus: Bus;
  readonly rules: LiveRules;
  readonly commands: Commands;
  readonly changes: Change[];
  readonly notices: SentNotice[];
  readonly clock: { now: number };
  readonly dbName: string;
  makeMember(of: Parameters<typeof aMember>[0]): Promise<{ member: Member; actor: MemberActor }>;
  /** Submits as a resident and answers the outcome; fails the test when it is refused. */
  submit(payload?: Record<string, unknown>): Promise<Accepted>;
  /** A command with an id of its own. */
  send(actor: MemberActor, type: CommandType, orderId: string, payload?: unknown): Promise<CommandOutcome>;
  /** Another server process over the same database. */
  another(): Promise<TestCore>;
  close(): Promise<void>;
}
export type Accepted = Extract<CommandOutcome, { ok: true }>;

export const freshId = (): string => randomBytes(9).toString('base64url');

/** @throws when the outcome is a refusal, showing it. */
export function accepted(outcome: CommandOutcome): Accepted {
  if (!outcome.ok) throw new Error(`refused: ${JSON.stringify(outcome)}`);
  return outcome;
}

interface CoreOptions {
  readonly now?: number;
  readonly dbName?: string;
  readonly uri?: string;
  /** False: the database stays as it is. */
  readonly seed?: boolean;
  /** Wraps the store, for tests of bad weather. */
  readonly wrap?: (store: Store) => Store;
}

/** Wednesday 2026-03-18, ten in the morning in Shanghai. */
export const TEST_NOW = Date.UTC(2026, 2, 18, 2);

export async function startTestCore(options: CoreOptions = {}): Promise<TestCore> {
  const database = options.uri === undefined ? await testDatabase() : null;
  const uri = options.uri ?? database?.uri ?? '';
  const dbName = options.dbName ?? database?.freshName() ?? `test_${freshId()}`;
  const connected = await connectStore({ mongodbUri: uri, dataDir: tmpdir(), log: silent, dbName });
  const store = options.wrap?.(connected) ?? connected;
  if (options.seed !== false) await seedWorld(store);
  const bus = createBus({ redisUrl: null, log: silent });
  const rules = await createRules({ store, bus, timeZone: 'Asia/Shanghai', log: silent });
  const clock = { now: options.now ?? TEST_NOW };
  const changes: Change[] = [];
  const notices: SentNotice[] = [];
  const announcer: Announcer = {
    announce: (change) => void changes.push(change),
    scan: () => Promise.resolve(),
    scanEverywhere: () => undefined,
    onChange: () => () => undefined,
  };
  const notifier: Notifier = {
    toMembers: (to, notice) => void notices.push({ to, notice }),
    toOfficers: (officers, notice) => void notices.push({ to: { officers }, notice }),
    toArea: (area, notice) => void notices.push({ to: { area }, notice }),
  };
  const commands = createCommandService({
    store,
    rules,
    announcer,
    notifier,
    log: silent,
    now: () => clock.now,
    newId: freshId,
  });

  return {
    store,
    bus,
    rules,
    commands,
    changes,
    notices,
    clock,
    dbName,
    async makeMember(of) {
      const member = aMember(of);
      await store.models.members.create(member);
      return { member, actor: actorOf(member) };
    },
    submit: async (payload = {}) =>
      accepted(
        await commands.run(
          { kind: 'resident', reportId: null },
          { id: freshId(), type: 'submit', payload: { areaId: 'grid1', text: '楼道灯不亮', ...payload } },
        ),
      ),
    send: (actor, type, orderId, payload = {}) =>
      commands.run(actor, { id: freshId(), type, orderId, payload }),
    another: () => startTestCore({ ...options, uri, dbName, seed: false, now: clock.now }),
    async close() {
      await commands.drain();
      rules.close();
      await bus.close();
      if (options.seed !== false) await connected.connection.dropDatabase().catch(() => undefined);
      await connected.close();
    },
  };
}
