import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Member } from '../../../shared/people/member.ts';
import { someBelow } from '../../store/below.ts';
import { startTestApp, type TestApp } from '../../testing/app.ts';
import { accepted } from '../../testing/core.ts';
import { stopTestDatabase } from '../../testing/database.ts';
import { finishOrder, type Speak, speaker, submitReport } from '../../testing/http.ts';
import { AREAS, actorOf } from '../../testing/world.ts';
import { candidatesAnswer, detailAnswer, fieldAnswer, ledgerAnswer } from '../answers/orders.ts';
import { directoryAnswer } from '../answers/people.ts';

let app: TestApp;
let speak: Speak;
const people = new Map<string, { member: Member; cookie: string }>();
const who = (name: string) => {
  const found = people.get(name);
  if (!found) throw new Error(name);
  return found;
};

beforeAll(async () => {
  app = await startTestApp();
  speak = speaker(app);
  const make = async (name: string, of: Parameters<TestApp['makeMember']>[0]) => {
    const member = await app.makeMember(of);
    people.set(name, { member, cookie: await app.cookieOf(member) });
  };
  await make('officer', { roles: ['officer'], name: '赵敏' });
  await make('volunteer', { roles: ['volunteer'] });
  await make('other', { roles: ['volunteer'] });
  await make('south', { roles: ['officer', 'volunteer'], areas: [AREAS.south] });
});
afterAll(async () => {
  await app.close();
  await stopTestDatabase();
});

const idOf = async (no: string): Promise<string> =>
  (await app.store.models.orders.findOne({ no }).lean())?._id ?? '';
const run = async (name: string, type: 'dispatch' | 'claim' | 'feedback', id: string, payload: object = {}) =>
  accepted(await app.commands.run(actorOf(who(name).member), app.command(type, id, payload)));
const as = (name: string, line: string, body?: unknown) => speak(line, { cookie: who(name).cookie, body });

test('P3 an order is hidden from those to whom it is nothing, whatever they ask of it', async () => {
  const id = await idOf((await submitReport(speak)).orderNo);
  for (const name of ['south', 'volunteer']) {
    for (const line of [
      `GET /api/orders/${id}`,
      `GET /api/orders/${id}/candidates`,
      `POST /api/orders/${id}/reports/x/contact`,
    ]) {
      expect(await as(name, line)).toMatchObject({ status: 404, body: { code: 'not_found' } });
    }
  }
  expect((await speak(`GET /api/orders/${id}`)).status).toBe(401);
});

test('P46 the detail tells each reader what they may do now, and says only what they may read', async () => {
  const { orderNo } = await submitReport(speak, {
    text: '灯坏了，请打13912345678',
    contact: { name: '李小红', phone: '13912345678' },
  });
  const id = await idOf(orderNo);
  const officers = await as('officer', `GET /api/orders/${id}`);
  expect(detailAnswer.safeParse(officers.body).error).toBeUndefined();
  expect(officers.body).toMatchObject({ no: orderNo, status: 'new', canEditNotes: true });
  expect(officers.body['allowed']).toContain('dispatch');
  expect(officers.body['allowed']).not.toContain('claim');
  expect(officers.text).toContain('请打13912345678');
  expect(officers.text).not.toContain('李小红');

  await run('officer', 'dispatch', id, { to: { pool: true } });
  const offered = await as('volunteer', `GET /api/orders/${id}`);
  expect(offered.body['allowed']).toEqual(expect.arrayContaining(['claim']));
  expect(offered.text).not.toContain('13912345678');

  await run('volunteer', 'claim', id);
  await run('volunteer', 'feedback', id, { text: '已联系13912345678' });
  const held = await as('volunteer', `GET /api/orders/${id}`);
  expect(held.text).toContain('请打13912345678');
  expect(held.body).toMatchObject({ canEditNotes: true });
  const missed = await as('other', `GET /api/orders/${id}`);
  expect(missed.status).toBe(200);
  expect(missed.text).not.toContain('13912345678');
});

test('P42 a contact is opened by the desk or the holder only, and each opening is recorded', async () => {
  const receipt = await submitReport(speak, { contact: { name: '李小红', phone: '13900000003' } });
  const id = await idOf(receipt.orderNo);
  const order = await app.store.models.orders.findById(id).lean();
  const line = `POST /api/orders/${id}/reports/${order?.reports[0]?._id}/contact`;
  await run('officer', 'dispatch', id, { to: { pool: true } });
  expect(await as('volunteer', line)).toMatchObject({ status: 403 });
  expect(await as('officer', line)).toMatchObject({
    status: 200,
    body: { name: '李小红', phone: '13900000003' },
  });
  await run('volunteer', 'claim', id);
  expect((await as('volunteer', line)).status).toBe(200);
  expect((await as('officer', `POST /api/orders/${id}/reports/unknown/contact`)).status).toBe(404);
  const audits = await app.store.models.audits.find({ orderId: id }).lean();
  expect(audits.map((row) => [row.action, row.memberId]).toSorted()).toEqual(
    [
      ['contact_opened', who('officer').member._id],
      ['contact_opened', who('volunteer').member._id],
    ].toSorted(),
  );
  expect(JSON.stringify(audits)).not.toContain('13900000003');
});

test('P47 the ledger is searched by number and words, within one’s areas, page by page', async () => {
  for (let i = 0; i < 52; i += 1) {
    await app.commands.run(
      { kind: 'resident', reportId: null },
      app.command('submit', undefined, { areaId: i % 2 ? 'grid1' : 'grid2', text: `井盖 ${i} (a+b)` }),
    );
  }
  const south = await submitReport(speak, { areaId: 'grid3', text: '井盖在南边' });
  const pages: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const answer = await as(
      'officer',
      `GET /api/orders?q=${encodeURIComponent('井盖')}${cursor && `&cursor=${cursor}`}`,
    );
    expect(ledgerAnswer.safeParse(answer.body).error).toBeUndefined();
    pages.push(...(answer.body['orders'] as { no: string }[]).map((row) => row.no));
    cursor = answer.body['nextCursor'] as string | null;
  }
  // All of one millisecond: none is lost between two pages, none comes twice.
  expect([pages.length, new Set(pages).size]).toEqual([52, 52]);
  expect(pages).not.toContain(south.orderNo);
  const find = async (query: string) =>
    ((await as('officer', `GET /api/orders?${query}`)).body['orders'] as { no: string }[]).map(
      (row) => row.no,
    );
  expect(await find(`q=${String(pages[3]).toLowerCase()}`)).toEqual([pages[3]]);
  expect(await find(`q=${encodeURIComponent('7 (a+b)')}`)).toHaveLength(5);
  expect(await find(`q=${encodeURIComponent('.*')}`)).toEqual([]);
  expect(await find(`q=${encodeURIComponent('井盖')}&areaId=grid1`)).toHaveLength(26);
  expect(await find(`q=${south.orderNo}`)).toEqual([]);
  expect(await find(`status=closed`)).toEqual([]);
  expect(await find(`to=${app.clock.now}`)).toEqual([]);
  expect((await as('officer', 'GET /api/orders?areaId=south')).status).toBe(422);
  expect((await as('officer', 'GET /api/orders?cursor=nonsense')).status).toBe(422);
  expect((await as('volunteer', 'GET /api/orders')).status).toBe(403);
});

test('P47 a search looks through five thousand orders a page, and finds what lies further down by going on', async () => {
  const { orderNo } = await submitReport(speak, { areaId: 'grid1', text: '很久以前的石狮子' });
  const old = await app.store.models.orders.findOne({ no: orderNo }).lean();
  if (!old) throw new Error('the order is not there');
  const many = Array.from({ length: 5010 }, (_, i) => ({
    ...old,
    _id: `filler${i}`,
    no: `ZZ-${i}`,
    title: '后来的事',
    createdAt: old.createdAt + 1 + Math.floor(i / 3),
    reports: old.reports.map((report) => ({
      ...report,
      _id: `r${i}`,
      trackingHash: `t${i}`,
      keyHash: `k${i}`,
    })),
    history: [],
    commands: [],
  }));
  await app.store.models.orders.insertMany(many);
  const first = await as('officer', `GET /api/orders?q=${encodeURIComponent('石狮子')}`);
  expect(first.body['orders']).toEqual([]);
  const cursor = String(first.body['nextCursor']);
  const second = await as('officer', `GET /api/orders?q=${encodeURIComponent('石狮子')}&cursor=${cursor}`);
  expect((second.body['orders'] as { no: string }[]).map((row) => row.no)).toEqual([orderNo]);
  expect(second.body['nextCursor']).toBeNull();
  await app.store.models.orders.deleteMany({ no: /^ZZ-/ });
});

test('M2 candidates are for the desk, with reasons', async () => {
  const id = await idOf((await submitReport(speak, { item: 'lamp' })).orderNo);
  const answer = await as('officer', `GET /api/orders/${id}/candidates`);
  expect(candidatesAnswer.safeParse(answer.body).error).toBeUndefined();
  const found = answer.body['candidates'] as { id: string; reasons: { code: string }[] }[];
  const reasons = found.find((one) => one.id === 'dept1')?.reasons.map((reason) => reason.code);
  expect(reasons).toContain('responsible_unit');
  await run('officer', 'dispatch', id, { to: { pool: true } });
  expect((await as('volunteer', `GET /api/orders/${id}/candidates`)).status).toBe(403);
});

test('M3 who serves a street to the left and one to the right of it is not taken for somebody of the street', async () => {
  const { members } = app.store.models;
  const around = await app.makeMember({ roles: ['volunteer'] });
  await members.updateOne({ _id: around._id }, { areaPaths: ['/a/', '/z/'] });
  const ids = async (filter: object) => (await members.find(filter).lean()).map(({ _id }) => _id);
  const street = AREAS.north.path.split('/').slice(0, 2).join('/');
  const found = await ids({ areaPaths: someBelow(`${street}/`) });
  expect(found).toContain(who('volunteer').member._id);
  expect(found).not.toContain(around._id);
});

test('P48 the phone’s lists hold what is pooled for me and mine, and nothing else', async () => {
  const [pooled, held, hidden] = [
    await submitReport(speak),
    await submitReport(speak),
    await submitReport(speak),
  ];
  await run('officer', 'dispatch', await idOf(pooled.orderNo), { to: { pool: true } });
  await run('officer', 'dispatch', await idOf(held.orderNo), { to: { memberId: who('other').member._id } });
  await run('other', 'claim', await idOf(held.orderNo));
  const answer = await as('other', 'GET /api/field');
  expect(fieldAnswer.safeParse(answer.body).error).toBeUndefined();
  const numbers = (list: string) => (answer.body[list] as { no: string }[]).map((row) => row.no);
  expect(numbers('pool')).toContain(pooled.orderNo);
  expect(numbers('mine')).toEqual([held.orderNo]);
  expect(answer.text).not.toContain(hidden.orderNo);
  const south = await as('south', 'GET /api/field');
  expect(south.body).toMatchObject({ offered: [], pool: [], mine: [] });
});

test('P46 the directory names people without phones, and its version changes exactly with it', async () => {
  const read = async () => (await as('officer', 'GET /api/directory')).body;
  const [first, again] = [await read(), await read()];
  expect(directoryAnswer.safeParse(first).error).toBeUndefined();
  expect(again['version']).toBe(first['version']);
  expect(JSON.stringify(first)).not.toMatch(/username|phone|passwordHash/);
  await as('volunteer', 'PUT /api/me/duty', { onDuty: false });
  expect((await read())['version']).not.toBe(first['version']);
});

test('P46 today’s figures count from local midnight, in one’s own areas', async () => {
  const answer = await as('officer', 'GET /api/today?areaId=grid2');
  expect(answer.body).toMatchObject({ received: 26, finished: 0, onDuty: ['赵敏'] });
  const { orderNo } = await submitReport(speak, { areaId: 'grid2' });
  await finishOrder(app, orderNo, who('officer').member, who('volunteer').member);
  expect((await as('officer', 'GET /api/today?areaId=grid2')).body).toMatchObject({
    received: 27,
    finished: 1,
  });
  app.clock.now += 15 * 3_600_000;
  people.set('officer', { ...who('officer'), cookie: await app.cookieOf(who('officer').member) });
  expect((await as('officer', 'GET /api/today?areaId=grid2')).body).toMatchObject({
    received: 0,
    finished: 0,
  });
  expect((await as('officer', 'GET /api/today?areaId=south')).status).toBe(422);
});

test('P47 an order is found by the number another system gave it, within one’s areas', async () => {
  const officer = await app.makeMember({ roles: ['officer'], areas: [AREAS.street] });
  for (const areaId of ['grid1', 'grid3'])
    await app.commands.run(
      actorOf(officer),
      app.command('submit', undefined, { areaId, text: '灯不亮', externalNo: `DH-${areaId}` }),
    );
  const find = async (no: string) =>
    ((await as('officer', `GET /api/orders?q=${no}`)).body['orders'] as { areaId: string }[]).map(
      (row) => row.areaId,
    );
  expect(await find('DH-grid1')).toEqual(['grid1']);
  expect(await find('DH-grid')).toEqual([]);
  // What says it in words comes behind it, not instead.
  await app.commands.run(
    { kind: 'resident', reportId: null },
    app.command('submit', undefined, { areaId: 'grid2', text: '催一下 DH-grid1' }),
  );
  expect(await find('DH-grid1')).toEqual(['grid1', 'grid2']);
  expect(await find('DH-grid3')).toEqual([]);
});
