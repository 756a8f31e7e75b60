import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { DAY } from '../../../shared/calendar/zone.ts';
import type { ImportRun, ImportSettings } from '../../../shared/protocol/imports.ts';
import { startTestApp, type TestApp } from '../../testing/app.ts';
import { stopTestDatabase } from '../../testing/database.ts';
import { type Speak, speaker } from '../../testing/http.ts';
import { until } from '../../testing/live.ts';
import { AREAS } from '../../testing/world.ts';

vi.mock('node:child_process', async (original) => {
  const real = await original<typeof import('node:child_process')>();
  return { ...real, fork: vi.fn<typeof real.fork>(real.fork) };
});
/** The process that was forked last: here only imports fork while a test runs. */
const lastForked = (): ChildProcess => {
  const made = vi.mocked(fork).mock.results.at(-1);
  if (made?.type !== 'return') throw new Error('nothing was forked');
  return made.value;
};

const HEAD = '编号,姓名,标题,时间,内容,答复,答复时间';
const SETTINGS: ImportSettings = {
  mapping: {
    externalNo: '编号',
    person: '姓名',
    title: '标题',
    at: '时间',
    text: '内容',
    reply: '答复',
    replyAt: '答复时间',
  },
  areaId: 'north',
  channel: 'web',
  unanswered: 'history',
};
/** Recent enough for contact data to be kept. */
const LATELY = new Date(Date.now() - 2 * DAY).toISOString().slice(0, 10);
const ROWS = 12_000;
const FILE = `${HEAD}\n${Array.from({ length: ROWS }, (_, n) => `9${n},梁某,灯不亮${n},${LATELY},三号楼的灯不亮${n},已换好,${LATELY}`).join('\n')}\n`;

/** A process has to start, from its sources, on a machine that may be busy. */
const PATIENT = { timeout: 180_000 };

describe('an import in a process of its own', PATIENT, () => {
  let app: TestApp;
  let speak: Speak;
  let cookie: string;
  const dataDir = mkdtempSync(join(tmpdir(), 'paidan-apart-'));

  beforeEach(async () => {
    app = await startTestApp({ importsApart: true, now: Date.now(), env: { DATA_DIR: dataDir } });
    speak = speaker(app);
    cookie = await app.cookieOf(await app.makeMember({ roles: ['admin'], areas: [AREAS.street] }));
  });
  afterEach(() => app.close());
  afterAll(async () => {
    await stopTestDatabase();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const upload = async (): Promise<string> => {
    const form = new FormData();
    form.append('file', new Blob([FILE]), '工单.csv');
    const answer = await speak('POST /api/admin/imports?communityId=north', { form, cookie });
    return (answer.body as unknown as ImportRun)._id;
  };
  const start = async (id: string): Promise<void> => {
    const answer = await speak(`POST /api/admin/imports/${id}/start`, {
      cookie,
      body: { ...SETTINGS, profile: null },
    });
    expect(answer.status).toBe(202);
  };
  const look = async (id: string): Promise<ImportRun> =>
    (await speak(`GET /api/admin/imports/${id}`, { cookie })).body as unknown as ImportRun;
  const ended = async (id: string): Promise<ImportRun> => {
    await expect
      .poll(async () => (await look(id)).status, { timeout: 120_000, interval: 50 })
      .not.toBe('running');
    return await look(id);
  };

  test('I2 I3 its heap is bounded; killed in the middle it is shown as failed at once, and run again nothing is doubled or missing', async () => {
    const id = await upload();
    await start(id);
    await expect
      .poll(async () => (await look(id)).rows, { timeout: 60_000, interval: 20 })
      .toBeGreaterThan(0);
    expect(lastForked().spawnargs).toContain('--max-old-space-size=128');
    lastForked().kill('SIGKILL');
    const died = await ended(id);
    expect(died).toMatchObject({ status: 'failed', problem: 'process_ended', hasFile: true });
    expect(died.created).toBeLessThan(ROWS);

    await start(id);
    const again = await ended(id);
    expect(again).toMatchObject({ status: 'done', rows: ROWS, refused: 0, hasFile: false });
    expect(again.known).toBeGreaterThanOrEqual(died.created);
    expect(again.created + again.known).toBe(ROWS);
    const { orders, contacts } = app.store.models;
    expect(await orders.countDocuments({ externalKeys: /^north:9/ })).toBe(ROWS);
    expect(await orders.distinct('no', { externalKeys: /^north:9/ })).toHaveLength(ROWS);
    expect(await contacts.countDocuments({ name: '梁某' })).toBe(ROWS);
  });

  test('I3 its server ends: it ends after the batch being written and says that it was interrupted', async () => {
    const id = await upload();
    await start(id);
    await until(async () => expect((await look(id)).rows).toBeGreaterThan(0));
    const child = lastForked();
    const gone = once(child, 'exit');
    child.disconnect();
    expect(await gone).toEqual([0, null]);
    expect(await ended(id)).toMatchObject({ status: 'interrupted', hasFile: true, problem: null });
  });
});
