import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Member } from '../../../shared/people/member.ts';
import type { CalendarYear, MemberPage, Use } from '../../../shared/protocol/admin.ts';
import { startTestApp, type TestApp } from '../../testing/app.ts';
import { stopTestDatabase } from '../../testing/database.ts';
import { type Answer, type Speak, speaker, submitReport } from '../../testing/http.ts';
import { joinRoom, openLine, until } from '../../testing/live.ts';
import { AREAS } from '../../testing/world.ts';

let app: TestApp;
let speak: Speak;
let root: Member;
let cookies: { root: string; second: string; north: string; leader: string; officer: string };

beforeAll(async () => {
  app = await startTestApp();
  speak = speaker(app);
  const make = (of: Parameters<TestApp['makeMember']>[0]) => app.makeMember(of);
  root = await make({ roles: ['admin'], areas: [AREAS.street], name: '周正' });
  const second = await make({ roles: ['admin'], areas: [AREAS.street], name: '林岚' });
  const north = await make({ roles: ['admin'], areas: [AREAS.north] });
  const leader = await make({ roles: ['leader'], areas: [AREAS.north] });
  const officer = await make({ roles: ['officer'], areas: [AREAS.north] });
  cookies = {
    root: await app.cookieOf(root),
    second: await app.cookieOf(second),
    north: await app.cookieOf(north),
    leader: await app.cookieOf(leader),
    officer: await app.cookieOf(officer),
  };
});
afterAll(async () => {
  await app.close();
  await stopTestDatabase();
});

const as = (name: keyof typeof cookies, line: string, body?: unknown) =>
  speak(line, { cookie: cookies[name], body });
const refusal = ({ status, body }: Answer) => [status, body['code']];
const RAILING = {
  categoryId: 'repairs',
  name: '护栏',
  nameEn: 'Railing',
  keywords: ['栏杆'],
  skills: [],
  grade: 'simple',
  urgent: false,
  deadline: { kind: 'overnight' },
  departmentIds: [],
  sort: 9,
};

test('P62 the second of two who edit the same thing is told who was faster, and nothing is lost', async () => {
  const team = await as('root', 'POST /api/admin/teams', { name: '河长队', areaIds: ['north'] });
  const item = await as('root', 'POST /api/admin/items', RAILING);
  const member = await app.makeMember({ roles: ['worker'] });
  for (const [path, first, late] of [
    ['areas/grid2', { name: '第二网格甲' }, { name: '第二网格乙' }],
    [`teams/${String(team.body['_id'])}`, { name: '河长甲队' }, { name: '河长乙队' }],
    ['departments/dept1', { phone: '0500-1' }, { phone: '0500-2' }],
    ['categories/disputes', { nameEn: 'Disputes A' }, { nameEn: 'Disputes B' }],
    [`items/${String(item.body['_id'])}`, { urgent: true }, { grade: 'complex' }],
    [`members/${member._id}`, { name: '甲' }, { name: '乙' }],
    ['rules', { contactDays: 90 }, { contactDays: 91 }],
  ] as const) {
    const line = `PATCH /api/admin/${path}`;
    expect([path, (await as('root', line, { ...first, rev: 0 })).status]).toEqual([path, 200]);
    const beaten = await as('second', line, { ...late, rev: 0 });
    expect([path, ...refusal(beaten)]).toEqual([path, 409, 'changed_meanwhile']);
    expect(beaten.body['details']).toEqual({ by: '周正' });
    expect([path, (await as('second', line, { ...late, rev: 1 })).status]).toEqual([path, 200]);
  }
  expect((await app.store.models.areas.findById('grid2').lean())?.name).toBe('第二网格乙');
  expect(app.app.rules.contactDays()).toBe(91);
});

test('P62 of two who save in the same moment one is told', async () => {
  const day = 'PUT /api/admin/calendar/2026-07-15';
  const both = await Promise.all([
    as('root', day, { day: 'holiday', note: '甲', rev: 0 }),
    as('second', day, { day: 'workday', note: '乙', rev: 0 }),
  ]);
  expect(both.map((one) => one.status).toSorted((a, b) => a - b)).toEqual([204, 409]);
  expect(await app.store.models.calendarDays.countDocuments({ _id: '2026-07-15' })).toBe(1);
});

test('P58 what hangs on a thing is said before it is taken out of use', async () => {
  const uses = async (thing: string, id: string): Promise<readonly Use[]> =>
    (await as('root', `GET /api/admin/uses/${thing}/${id}`)).body['uses'] as readonly Use[];
  const { orderNo } = await submitReport(speak, { areaId: 'grid1', item: 'lamp' });
  await app.makeMember({ roles: ['specialist'], departmentId: 'dept1', teamIds: ['team1'], name: '常思' });
  expect(await uses('areas', 'grid1')).toMatchObject([
    { kind: 'open_orders', count: 1, names: [orderNo], blocks: true },
    { kind: 'areas_below', count: 1, names: ['一号楼'], blocks: true },
  ]);
  expect(await uses('departments', 'dept1')).toMatchObject([
    { kind: 'members', names: ['常思'], blocks: false },
  ]);
  expect(await uses('teams', 'team1')).toMatchObject([{ kind: 'members', count: 1 }]);
  expect(await uses('items', 'lamp')).toMatchObject([{ kind: 'open_orders', count: 1 }]);
  expect(await uses('categories', 'repairs')).toMatchObject([{ kind: 'items' }]);
  expect(await uses('members', root._id)).toEqual([]);
  expect((await as('root', 'GET /api/admin/uses/teams/none')).status).toBe(404);
  expect((await as('north', 'GET /api/admin/uses/areas/south')).status).toBe(404);
  expect((await as('leader', 'GET /api/admin/uses/areas/grid1')).status).toBe(403);
  expect(refusal(await as('root', 'PATCH /api/admin/areas/grid1', { active: false }))).toEqual([
    409,
    'in_use',
  ]);
  // An order keeps the words of what was taken out of use meanwhile.
  expect((await as('root', 'PATCH /api/admin/items/lamp', { active: false })).status).toBe(200);
  const order = await app.store.models.orders.findOne({ no: orderNo }).lean();
  const detail = await as('root', `GET /api/orders/${order?._id ?? ''}`);
  expect(detail.body).toMatchObject({ itemId: 'lamp' });
  expect((await as('officer', 'GET /api/directory')).text).toContain('路灯');
  await as('root', 'PATCH /api/admin/items/lamp', { active: true });
});

test('P43 joining and leaving a team or department count at once and end the sessions', async () => {
  const member = await app.makeMember({ roles: ['volunteer'], areas: [AREAS.grid1] });
  const lines = [
    `/api/admin/teams/team1/members/${member._id}`,
    `/api/admin/departments/dept1/members/${member._id}`,
  ];
  for (const line of lines) {
    const cookie = await app.cookieOf(member);
    expect((await as('root', `PUT ${line}`)).status).toBe(200);
    expect((await speak('GET /api/session', { cookie })).status).toBe(401);
    const again = await app.cookieOf(member);
    // Nothing changes for somebody who is in already.
    expect((await as('root', `PUT ${line}`)).status).toBe(200);
    expect((await speak('GET /api/session', { cookie: again })).status).toBe(200);
  }
  const stored = await app.store.models.members.findById(member._id).lean();
  expect(stored).toMatchObject({ teamIds: ['team1'], departmentId: 'dept1', rev: 2 });
  const page = async (query: string): Promise<MemberPage> =>
    (await as('root', `GET /api/admin/members?${query}`)).body as unknown as MemberPage;
  expect((await page('teamId=team1')).members.map((one) => one._id)).toContain(member._id);
  expect((await as('root', 'GET /api/admin/teams')).body['teams']).toContainEqual(
    expect.objectContaining({ _id: 'team1', members: 2 }),
  );
  for (const line of lines) expect((await as('root', `DELETE ${line}`)).status).toBe(200);
  expect((await page('teamId=team1')).members.map((one) => one._id)).not.toContain(member._id);
  expect((await as('north', `PUT /api/admin/teams/none/members/${member._id}`)).status).toBe(404);
  expect((await as('north', `PUT /api/admin/teams/team1/members/${root._id}`)).status).toBe(404);
  expect((await as('leader', `PUT ${lines[0] ?? ''}`)).status).toBe(403);
});

test('P43 members are found by name, telephone, role and area, a page at a time', async () => {
  const made = Array.from({ length: 60 }, (_, i) => `paged${String(i).padStart(2, '0')}`);
  for (const username of made) await app.makeMember({ roles: ['worker'], areas: [AREAS.grid3], username });
  const page = async (query: string): Promise<MemberPage> =>
    (await as('root', `GET /api/admin/members?${query}`)).body as unknown as MemberPage;
  const first = await page('text=PAGED');
  expect([first.total, first.members.length]).toEqual([60, 50]);
  const second = await page(`text=PAGED&cursor=${first.nextCursor ?? ''}`);
  expect(second.nextCursor).toBeNull();
  expect([...first.members, ...second.members].map((one) => one.username)).toEqual(made);
  expect((await page('areaId=south&role=worker')).total).toBe(60);
  expect((await page('areaId=south&role=leader')).total).toBe(0);
  // The characters of a search stand for themselves.
  expect((await page(`text=${encodeURIComponent('.*')}`)).total).toBe(0);
  expect(((await as('north', 'GET /api/admin/members?text=paged')).body as unknown as MemberPage).total).toBe(
    0,
  );
  expect(refusal(await as('root', 'GET /api/admin/members?areaId=none'))).toEqual([422, 'unknown_area']);
});

test('P43 two administrators who step down in the same moment do not leave nobody', async () => {
  const alone = await startTestApp();
  const say = speaker(alone);
  const admins = [
    await alone.makeMember({ roles: ['admin'], areas: [AREAS.street] }),
    await alone.makeMember({ roles: ['admin'], areas: [AREAS.street] }),
  ];
  // Somebody who administers a part could not give the whole back.
  await alone.makeMember({ roles: ['admin'], areas: [AREAS.north] });
  const answers = await Promise.all(
    admins.map(async (admin) =>
      say(`PATCH /api/admin/members/${admin._id}`, {
        cookie: await alone.cookieOf(admin),
        body: { roles: ['officer'] },
      }),
    ),
  );
  expect(answers.filter((answer) => answer.status === 200).length).toBeLessThan(2);
  const left = await alone.store.models.members.countDocuments({
    roles: 'admin',
    active: true,
    areaIds: 'street',
  });
  expect(left).toBeGreaterThan(0);
  await alone.close();
});

test('P44 departments and items name each other, whichever was edited', async () => {
  const department = await as('root', 'POST /api/admin/departments', {
    name: '路灯所',
    areaIds: ['street'],
    itemIds: ['lamp', 'lift'],
  });
  const id = String(department.body['_id']);
  const item = () => app.store.models.items.findById('lamp').lean();
  expect((await item())?.departmentIds).toContain(id);
  await as('root', `PATCH /api/admin/departments/${id}`, { itemIds: ['lift'] });
  expect((await item())?.departmentIds).not.toContain(id);
  await as('root', 'PATCH /api/admin/items/lamp', { departmentIds: [id] });
  expect((await app.store.models.departments.findById(id).lean())?.itemIds).toEqual(['lift', 'lamp']);
  expect(refusal(await as('root', 'PATCH /api/admin/items/lamp', { departmentIds: ['none'] }))).toEqual([
    422,
    'unknown_target',
  ]);
  const bad = { name: '坏', areaIds: ['street'], phone: '电话' };
  expect((await as('root', 'POST /api/admin/departments', bad)).body).toMatchObject({
    code: 'invalid',
    details: { field: 'phone' },
  });
});

test('P44 categories and items are put in an order that residents see', async () => {
  expect((await as('root', 'PUT /api/admin/categories/order', { ids: ['disputes', 'repairs'] })).status).toBe(
    204,
  );
  const { categories } = (await speak('GET /api/public/catalogue')).body as { categories: { id: string }[] };
  expect(categories.map((one) => one.id)).toEqual(['disputes', 'repairs']);
  expect((await as('north', 'PUT /api/admin/items/order', { ids: ['lift'] })).status).toBe(403);
});

test('C26 a year without holidays is named, until its days are entered and confirmed', async () => {
  const year = async (of: number): Promise<CalendarYear> =>
    (await as('leader', `GET /api/admin/calendar/${of}`)).body as unknown as CalendarYear;
  expect(await year(2026)).toMatchObject({ publishedPlan: true, today: '2026-03-18', zone: 'Asia/Shanghai' });
  expect((await year(2026)).names['2026-10-01']).toEqual({ name: '国庆节', nameEn: 'National Day' });
  expect(await year(2027)).toMatchObject({ publishedPlan: false, confirmed: false });
  const guessed = async () => (await as('officer', 'GET /api/calendar/guessed')).body['years'];
  expect(await guessed()).toEqual([]);
  const before = app.clock.now;
  app.clock.now = Date.UTC(2026, 11, 28, 2);
  const officer = await app.cookieOf(await app.makeMember({ roles: ['officer'] }));
  const asked = async () => (await speak('GET /api/calendar/guessed', { cookie: officer })).body['years'];
  expect(await asked()).toEqual([2027]);
  app.clock.now = before;
  const entered = { day: 'holiday', note: '元旦', until: '2027-01-03' };
  expect((await as('root', 'PUT /api/admin/calendar/2027-01-01', entered)).status).toBe(204);
  expect((await year(2027)).corrections).toMatchObject([
    { date: '2027-01-01', note: '元旦', by: '周正' },
    { date: '2027-01-02' },
    { date: '2027-01-03' },
  ]);
  expect((await as('root', 'PUT /api/admin/calendar/years/2027', { confirmed: true })).status).toBe(204);
  expect(await year(2027)).toMatchObject({ confirmed: true });
  expect(app.app.rules.calendar().covers(2027)).toBe(true);
  expect((await as('root', 'PUT /api/admin/calendar/years/2027', { confirmed: false })).status).toBe(204);
  expect(app.app.rules.calendar().covers(2027)).toBe(false);
});

test('C8 a day put right counts at once and can be taken back; what is no day is refused', async () => {
  const day = 'PUT /api/admin/calendar/2026-05-09';
  const spans = () => app.app.rules.calendar().spansOn('2026-05-09').length;
  expect(spans()).toBe(2);
  expect((await as('root', day, { day: 'holiday', note: '社区日' })).status).toBe(204);
  expect(spans()).toBe(0);
  expect((await as('root', 'DELETE /api/admin/calendar/2026-05-09')).status).toBe(204);
  expect(spans()).toBe(2);
  for (const [line, body] of [
    ['PUT /api/admin/calendar/2026-02-30', { day: 'holiday' }],
    [day, { day: [{ from: 600, to: 500 }] }],
    [day, { day: 'holiday', until: '2026-05-08' }],
    [day, { day: 'holiday', until: '2027-05-08' }],
    ['PUT /api/admin/calendar/years/1700', { confirmed: true }],
  ] as const)
    expect([line, (await as('root', line, body)).status]).toEqual([line, 422]);
  expect((await as('north', day, { day: 'holiday' })).status).toBe(403);
  expect((await as('officer', 'GET /api/admin/calendar/2026')).status).toBe(403);
});

test('P59 boards and names follow when areas are added, renamed and closed', async () => {
  const line = openLine(app, cookies.officer);
  await line.hello();
  const added = await as('root', 'POST /api/admin/areas', {
    name: '第九网格',
    level: 'grid',
    parentId: 'north',
  });
  const id = String(added.body['_id']);
  await until(() => expect(line.roomOf(id)).not.toBe(''));
  const board = joinRoom(app, line.roomOf(id), { cookie: cookies.officer });
  await board.synced();
  await as('root', `PATCH /api/admin/areas/${id}`, { name: '第九网格新' });
  await until(() =>
    expect(line.hellos.at(-1)?.boards).toContainEqual(expect.objectContaining({ name: '第九网格新' })),
  );
  await as('root', `PATCH /api/admin/areas/${id}`, { active: false });
  await until(() => expect(line.roomOf(id)).toBe(''));
  await until(() => expect(board.closes.map((close) => close.code)).toContain(4404));
  board.leave();
  line.hangUp();
});

test('P42 the audit log is searched by action, name and days', async () => {
  const rows = async (query: string) =>
    (await as('root', `GET /api/admin/audits?${query}`)).body['audits'] as {
      action: string;
      memberName: string;
      details: { name?: string };
    }[];
  const joined = await rows('action=member_joined');
  expect(new Set(joined.map((row) => row.action))).toEqual(new Set(['member_joined']));
  expect(new Set((await rows(`by=${encodeURIComponent('林')}`)).map((row) => row.memberName))).toEqual(
    new Set(['林岚']),
  );
  expect((await rows('from=2026-03-18&to=2026-03-18')).length).toBeGreaterThan(0);
  expect(await rows('to=2026-03-17')).toEqual([]);
  const changed = await rows('action=area_changed');
  expect(changed.map((row) => row.details.name)).toContain('第九网格新');
});

test('P44 what the reader may change is said before anything is offered', async () => {
  expect((await as('root', 'GET /api/admin/self')).body).toEqual({
    editable: true,
    whole: true,
    siteUrl: app.url,
  });
  expect((await as('north', 'GET /api/admin/self')).body).toMatchObject({ editable: true, whole: false });
  expect((await as('leader', 'GET /api/admin/self')).body).toMatchObject({ editable: false, whole: false });
  expect((await as('officer', 'GET /api/admin/self')).status).toBe(403);
});

test('P59 what is dispatched to a new team or department is on the phones of those who join it', async () => {
  const [team, department] = [
    await as('root', 'POST /api/admin/teams', { name: '水电队', areaIds: ['north'] }),
    await as('root', 'POST /api/admin/departments', { name: '水务站', areaIds: ['street'] }),
  ];
  const volunteer = await app.makeMember({ roles: ['volunteer'], areas: [AREAS.grid2] });
  const specialist = await app.makeMember({ roles: ['specialist'], areas: [AREAS.street] });
  for (const [kind, unit, member, to] of [
    ['teams', team, volunteer, 'teamId'],
    ['departments', department, specialist, 'departmentId'],
  ] as const) {
    const id = String(unit.body['_id']);
    const joined = await as('root', `PUT /api/admin/${kind}/${id}/members/${member._id}`);
    expect(joined.status).toBe(200);
    const { orderNo } = await submitReport(speak, { areaId: 'grid1', text: `水管裂了 ${kind}` });
    const order = await app.store.models.orders.findOne({ no: orderNo }).lean();
    const officer = openLine(app, cookies.officer);
    await officer.hello();
    expect(await officer.command('dispatch', order?._id ?? '', { to: { [to]: id } })).toMatchObject({
      ok: true,
    });
    officer.hangUp();
    const cookie = await app.cookieOf(member);
    const field = (await speak('GET /api/field', { cookie })).body as { offered: { no: string }[] };
    expect(field.offered.map((card) => card.no)).toContain(orderNo);
    const phone = openLine(app, cookie);
    await phone.hello();
    expect(await phone.command('claim', order?._id ?? '')).toMatchObject({ ok: true });
    phone.hangUp();
  }
});
