import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  IMPORT_BOUNDS,
  type ImportRun,
  type ImportSettings,
  type Inspection,
  type PreviewRow,
} from '../../../shared/protocol/imports.ts';
import { LEASE_MS } from '../../imports/runs/record.ts';
import type { UntrustedCommand } from '../../parts.ts';
import { startTestApp, type TestApp } from '../../testing/app.ts';
import { accepted } from '../../testing/core.ts';
import { stopTestDatabase } from '../../testing/database.ts';
import { type Answer, type Speak, speaker } from '../../testing/http.ts';
import { until } from '../../testing/live.ts';
import { AREAS, actorOf } from '../../testing/world.ts';

const HEAD = '工单编号,来电人,联系电话,标题,来电时间,诉求内容,办理结果,办结时间,所属网格,二级分类';
const line = (
  n: number,
  more: Partial<Record<'no' | 'at' | 'text' | 'area' | 'phone' | 'reply' | 'replyAt', string>> = {},
): string =>
  [
    more.no ?? `00${n}`,
    '梁某',
    more.phone ?? '13800001234',
    `灯不亮${n}`,
    more.at ?? '2025-06-01 10:00:00',
    more.text ?? `三号楼的灯不亮${n}`,
    more.reply ?? '已换好',
    more.replyAt ?? '2025-06-02',
    more.area ?? '第一网格',
    '路灯',
  ].join(',');
const csv = (lines: readonly string[]): string => `\ufeff${HEAD}\n${lines.join('\n')}\n`;
const SETTINGS: ImportSettings = {
  mapping: {
    externalNo: '工单编号',
    person: '来电人',
    phone: '联系电话',
    title: '标题',
    at: '来电时间',
    text: '诉求内容',
    reply: '办理结果',
    replyAt: '办结时间',
    area: '所属网格',
    item: '二级分类',
  },
  areaId: 'north',
  channel: 'hotline12345',
  unanswered: 'history',
};

let app: TestApp;
let speak: Speak;
let admin: string;
/** Thousands of rows on a machine that may be busy. */
const PATIENT = { timeout: 120_000 };
const dataDir = mkdtempSync(join(tmpdir(), 'paidan-imports-'));

beforeAll(async () => {
  app = await startTestApp({ env: { DATA_DIR: dataDir } });
  speak = speaker(app);
  admin = await app.cookieOf(await app.makeMember({ roles: ['admin'], areas: [AREAS.street] }));
});
afterAll(async () => {
  await app.close();
  await stopTestDatabase();
  rmSync(dataDir, { recursive: true, force: true });
});

async function send(
  content: string | Buffer<ArrayBuffer>,
  more: { name?: string; cookie?: string; communityId?: string; by?: Speak } = {},
): Promise<Answer> {
  const form = new FormData();
  form.append('file', new Blob([content]), more.name ?? '六月工单.csv');
  return await (more.by ?? speak)(`POST /api/admin/imports?communityId=${more.communityId ?? 'north'}`, {
    form,
    cookie: more.cookie ?? admin,
  });
}
async function upload(content: string | Buffer<ArrayBuffer>): Promise<string> {
  const answer = await send(content);
  expect(answer.status).toBe(201);
  return (answer.body as unknown as ImportRun)._id;
}
const start = (id: string, more: object = {}, by: Speak = speak) =>
  by(`POST /api/admin/imports/${id}/start`, { cookie: admin, body: { ...SETTINGS, profile: null, ...more } });
const look = async (id: string): Promise<ImportRun> =>
  (await speak(`GET /api/admin/imports/${id}`, { cookie: admin })).body as unknown as ImportRun;
async function ended(id: string): Promise<ImportRun> {
  let run = await look(id);
  await expect
    .poll(async () => (run = await look(id)).status, { timeout: 60_000, interval: 20 })
    .not.toBe('running');
  return run;
}

describe('import over HTTP', () => {
  test('I12 a file is looked at, tried, brought in and known again by its headings', async () => {
    const id = await upload(csv([line(1), line(2, { at: '不知道' }), line(3, { area: '不存在的网格' })]));
    const columns = (await speak(`GET /api/admin/imports/${id}/columns`, { cookie: admin }))
      .body as unknown as Inspection;
    expect(columns).toMatchObject({ kind: 'csv', rows: 3, mapping: SETTINGS.mapping, profile: null });
    expect(columns.sample[0]?.[0]).toBe('001');

    const preview = await speak(`POST /api/admin/imports/${id}/preview`, { cookie: admin, body: SETTINGS });
    const [first, second, third] = preview.body['rows'] as PreviewRow[];
    expect(first).toMatchObject({ externalNo: '001', areaName: '第一网格', itemName: '路灯', known: false });
    expect(second?.problems).toEqual([{ problem: 'bad_date', column: '来电时间', value: '不知道' }]);
    expect(third).toMatchObject({ areaName: '北里社区', unplaced: true });

    expect((await start(id, { profile: '12345 工单' })).status).toBe(202);
    expect(await ended(id)).toMatchObject({
      status: 'done',
      rows: 3,
      created: 2,
      refused: 1,
      unplaced: 1,
      keptErrors: 1,
      share: 1,
      hasFile: false,
      profile: '12345 工单',
    });
    const again = await upload(csv([line(1)]));
    const known = (await speak(`GET /api/admin/imports/${again}/columns`, { cookie: admin }))
      .body as unknown as Inspection;
    expect(known.profile).toMatchObject({ name: '12345 工单', settings: SETTINGS });
  });

  test('I9 refused rows are downloaded with their reasons, hold no formula and can be imported when mended', async () => {
    const id = await upload(csv([line(10, { no: '=1+1', at: '昨天', phone: '+8613800001234' }), line(11)]));
    await start(id);
    await ended(id);
    const list = await speak(`GET /api/admin/imports/${id}/errors.csv?language=zh-CN`, { cookie: admin });
    expect(list.headers.get('content-type')).toContain('text/csv');
    expect(list.headers.get('content-disposition')).toContain('attachment');
    const [head, row, ...rest] = list.text.replace('\ufeff', '').split('\r\n');
    expect(head).toBe(
      `"行号","原因",${HEAD.split(',')
        .map((one) => `"${one}"`)
        .join(',')}`,
    );
    expect(row).toContain(`"2","来电时间：时间看不懂","'=1+1","梁某","'+8613800001234"`);
    expect(rest).toEqual(['']);
    const english = await speak(`GET /api/admin/imports/${id}/errors.csv?language=en`, { cookie: admin });
    expect(english.text).toContain('来电时间: the time cannot be read');

    const mended = await upload(list.text.replace('昨天', '2025-06-01 08:00'));
    await start(mended);
    expect(await ended(mended)).toMatchObject({ rows: 1, created: 1, refused: 0 });
    const order = await app.store.models.orders.findOne({ externalKeys: 'north:=1+1' }).lean();
    expect(order?.createdAt).toBe(Date.UTC(2025, 5, 1));
  });

  test('I1 the same file again brings in only what is new', async () => {
    const lines = Array.from({ length: 700 }, (_, i) => line(1000 + i));
    const first = await upload(csv(lines.slice(0, 600)));
    await start(first);
    expect(await ended(first)).toMatchObject({ created: 600, known: 0 });
    const second = await upload(csv(lines));
    await start(second);
    expect(await ended(second)).toMatchObject({ created: 100, known: 600 });
  });

  test('I3 a cancelled import stops, keeps its file and goes on when it is run again', PATIENT, async () => {
    const lines = Array.from({ length: 4000 }, (_, i) => line(20_000 + i));
    const id = await upload(csv(lines));
    await start(id);
    expect((await speak(`POST /api/admin/imports/${id}/cancel`, { cookie: admin })).status).toBe(200);
    const cancelled = await ended(id);
    expect(cancelled).toMatchObject({ status: 'cancelled', hasFile: true });
    expect(cancelled.created).toBeLessThan(4000);
    await start(id);
    expect(await ended(id)).toMatchObject({
      status: 'done',
      created: 4000 - cancelled.created,
      known: cancelled.created,
    });
    expect(await app.store.models.orders.countDocuments({ externalKeys: /^north:002\d{4}$/ })).toBe(4000);
  });

  test(
    'I13 two servers asked at once begin one import; a dead one’s place is free again',
    PATIENT,
    async () => {
      const other = await startTestApp({ dbName: app.dbName, env: { DATA_DIR: dataDir } });
      const lines = Array.from({ length: 2500 }, (_, i) => line(40_000 + i));
      const ids = [await upload(csv(lines)), await upload(csv(lines))];
      const answers = await Promise.all([start(ids[0] ?? ''), start(ids[1] ?? '', {}, speaker(other))]);
      expect(answers.map(({ status }) => status).toSorted()).toEqual([202, 409]);
      expect(answers.find(({ status }) => status === 409)?.body['code']).toBe('import_running');
      const won = answers[0]?.status === 202 ? 0 : 1;
      await ended(ids[won] ?? '');
      await start(ids[1 - won] ?? '');
      expect(await ended(ids[1 - won] ?? '')).toMatchObject({ created: 0, known: 2500 });
      expect(await app.store.models.orders.countDocuments({ externalKeys: /^north:004\d{4}$/ })).toBe(2500);

      // A server that was killed: its run holds the lock, and nothing more is heard of it.
      const dead = await upload(csv([line(50_000)]));
      const heard = (await app.store.databaseTime()) - LEASE_MS - 1000;
      await app.store.models.imports.updateOne(
        { _id: dead },
        { $set: { status: 'running', lock: 'north', lease: 'gone', beatAt: new Date(heard) } },
      );
      const next = await upload(csv([line(50_001)]));
      expect((await start(next)).status).toBe(202);
      await ended(next);
      expect((await look(dead)).status).toBe('interrupted');
      await start(dead);
      expect(await ended(dead)).toMatchObject({ status: 'done', created: 1 });
      await other.close();
    },
  );

  test('I13 a run that fell to others stops by itself', PATIENT, async () => {
    const lines = Array.from({ length: 6000 }, (_, i) => line(60_000 + i));
    const id = await upload(csv(lines));
    await start(id);
    await app.store.models.imports.updateOne({ _id: id }, { $set: { lease: 'somebody else' } });
    let rows = -1;
    await expect
      .poll(
        async () => {
          const before = rows;
          rows = (await look(id)).rows;
          return rows === before;
        },
        { timeout: 20_000, interval: 300 },
      )
      .toBe(true);
    const come = () => app.store.models.orders.countDocuments({ externalKeys: /^north:006\d{4}$/ });
    const then = await come();
    expect(then).toBeLessThan(6000);
    await app.store.models.imports.updateOne(
      { _id: id },
      { $set: { status: 'cancelled' }, $unset: { lock: '', lease: '' } },
    );
    // By the time another one has ended, this one would have come further.
    const other = await upload(csv(Array.from({ length: 1500 }, (_, i) => line(70_000 + i))));
    await start(other);
    expect(await ended(other)).toMatchObject({ created: 1500 });
    expect(await come()).toBe(then);
  });

  test('I4 a wrong file, a missing column and a file that is gone are told, each in a sentence', async () => {
    const told = async (id: string) =>
      (await speak(`GET /api/admin/imports/${id}/columns`, { cookie: admin })).body;
    expect(await told(await upload('<html><table><tr><td>1</td></tr></table></html>'))).toMatchObject({
      code: 'bad_table',
      details: { field: 'web_page' },
      message: expect.stringContaining('网页'),
    });
    expect(await told(await upload(Buffer.from('d0cf11e0a1b11ae1', 'hex')))).toMatchObject({
      details: { field: 'old_xls' },
    });
    expect(await told(await upload(Buffer.from([0, 1, 2, 3])))).toMatchObject({
      details: { field: 'not_a_table' },
    });
    const id = await upload(csv([line(1)]));
    const { at: _at, ...mapping } = SETTINGS.mapping;
    expect((await start(id, { mapping })).body).toMatchObject({
      code: 'bad_mapping',
      message: expect.stringContaining('来件时间'),
    });
    expect((await start(id, { areaId: 'grid3' })).body['code']).toBe('unknown_area');
    await app.app.imports.files.remove(id);
    expect((await start(id)).status).toBe(410);
  });

  test('I14 only administrators of the community may import, and see what was imported', async () => {
    const officer = await app.cookieOf(await app.makeMember({ roles: ['officer'], areas: [AREAS.street] }));
    const southern = await app.cookieOf(await app.makeMember({ roles: ['admin'], areas: [AREAS.south] }));
    const id = await upload(csv([line(1, { at: '?' })]));
    expect((await send(csv([]), { cookie: officer })).status).toBe(403);
    expect((await send(csv([]), { cookie: southern })).status).toBe(403);
    expect((await send(csv([]), { communityId: 'grid1' })).status).toBe(422);
    for (const path of ['', '/columns', '/errors.csv']) {
      expect((await speak(`GET /api/admin/imports/${id}${path}`, { cookie: southern })).status).toBe(403);
      expect((await speak(`GET /api/admin/imports/${id}${path}`)).status).toBe(401);
    }
    expect((await speak('GET /api/admin/imports?communityId=north', { cookie: southern })).status).toBe(403);
  });

  test('I17 replies given here go back by their external number; imported history does not', async () => {
    const officer = await app.makeMember({ roles: ['officer', 'worker'] });
    const send = async (type: UntrustedCommand['type'], orderId: string | undefined, payload: object) =>
      accepted(await app.commands.run(actorOf(officer), app.command(type, orderId, payload)));
    const { order } = await send('submit', undefined, {
      areaId: 'grid1',
      text: '灯不亮',
      externalNo: '=0099',
      channel: 'hotline12345',
    });
    await send('dispatch', order._id, { to: { pool: true } });
    await send('claim', order._id, {});
    await send('complete', order._id, { text: '=灯已换好' });
    const day = new Date(app.clock.now).toISOString().slice(0, 10);
    const path = (from: string) =>
      `GET /api/admin/replies.csv?communityId=north&from=${from}&to=${day}&language=zh-CN`;
    const { text, headers } = await speak(path('2020-01-01'), { cookie: admin });
    expect(headers.get('content-disposition')).toContain('attachment');
    expect(text.split('\r\n')).toEqual([
      '"工单编号","本系统编号","状态","来件时间","办结时间","答复内容"',
      `"'=0099","${order.no}","待评价","2026-03-18 10:00:00","2026-03-18 10:00:00","'=灯已换好"`,
      '',
    ]);
    const southern = await app.cookieOf(await app.makeMember({ roles: ['admin'], areas: [AREAS.south] }));
    expect((await speak(path(day), { cookie: southern })).status).toBe(403);
    expect((await speak(path('yesterday'), { cookie: admin })).status).toBe(422);
  });

  test('I18 what waits for a reply goes on the board, is done here and goes back', async () => {
    const officer = await app.makeMember({ roles: ['officer', 'worker'] });
    const id = await upload(csv([line(71), line(72, { reply: '', replyAt: '', at: '2025-05-20 09:30:00' })]));
    expect((await start(id, { unanswered: 'board' })).status).toBe(202);
    expect(await ended(id)).toMatchObject({ status: 'done', created: 2, opened: 1, unanswered: 0 });
    const order = await app.store.models.orders.findOne({ externalKeys: 'north:0072' }).lean();
    const todo: [UntrustedCommand['type'], object][] = [
      ['dispatch', { to: { pool: true } }],
      ['claim', {}],
      ['complete', { text: '修好了' }],
    ];
    for (const [type, payload] of todo)
      accepted(await app.commands.run(actorOf(officer), app.command(type, order?._id, payload)));
    const days = `from=${new Date(app.clock.now).toISOString().slice(0, 10)}&to=2026-12-31`;
    const path = `GET /api/admin/replies.csv?communityId=north&${days}&language=zh-CN` as const;
    const { text } = await speak(path, { cookie: admin });
    expect(text).toContain(`"0072","${order?.no ?? ''}","待评价","2025-05-20 09:30:00",`);
    expect(text).not.toContain('"0071"');
  });

  test('I11 an upload beyond the bound, or cut off, leaves nothing behind', async () => {
    const before = await app.store.models.imports.countDocuments();
    const multipart = { Cookie: admin, Origin: app.url, 'Content-Type': 'multipart/form-data; boundary=x' };
    const without = await fetch(`${app.url}/api/admin/imports?communityId=north`, {
      method: 'POST',
      headers: multipart,
      body: '--x\r\nContent-Disposition: form-data; name="other"\r\n\r\n1\r\n--x--\r\n',
    });
    expect(without.status).toBe(400);
    const huge = httpRequest(`${app.url}/api/admin/imports?communityId=north`, {
      method: 'POST',
      headers: { ...multipart, 'Content-Length': 2 * IMPORT_BOUNDS.fileBytes },
    });
    huge.on('error', () => undefined);
    huge.write('--x\r\n');
    const [refused] = (await once(huge, 'response')) as [IncomingMessage];
    expect(refused.statusCode).toBe(413);
    huge.destroy();
    const cut = new AbortController();
    const endless = new ReadableStream<Uint8Array>({
      start: (sink) => {
        sink.enqueue(
          Buffer.from('--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n工单编号'),
        );
      },
    });
    const sending = fetch(`${app.url}/api/admin/imports?communityId=north`, {
      method: 'POST',
      headers: multipart,
      body: endless,
      duplex: 'half',
      signal: cut.signal,
    } as RequestInit).catch(() => 'cut off');
    const parts = () => readdirSync(app.app.imports.files.folder).filter((name) => name.endsWith('.part'));
    await until(() => expect(parts()).toHaveLength(1));
    cut.abort();
    expect(await sending).toBe('cut off');
    await until(() => expect(parts()).toHaveLength(0));
    expect(await app.store.models.imports.countDocuments()).toBe(before);
  });
});
