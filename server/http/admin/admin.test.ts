import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Member } from '../../../shared/people/member.ts';
import { startTestApp, type TestApp } from '../../testing/app.ts';
import { stopTestDatabase } from '../../testing/database.ts';
import { type Answer, type Speak, speaker, submitReport } from '../../testing/http.ts';
import { AREAS } from '../../testing/world.ts';

let app: TestApp;
let speak: Speak;
let root: Member;
let cookies: { root: string; north: string; leader: string; officer: string };

beforeAll(async () => {
  app = await startTestApp();
  speak = speaker(app);
  root = await app.makeMember({ roles: ['admin'], areas: [AREAS.street] });
  const cookieFor = async (of: Parameters<TestApp['makeMember']>[0]) =>
    await app.cookieOf(await app.makeMember(of));
  cookies = {
    root: await app.cookieOf(root),
    north: await cookieFor({ roles: ['admin'], areas: [AREAS.north] }),
    leader: await cookieFor({ roles: ['leader'], areas: [AREAS.north] }),
    officer: await cookieFor({ roles: ['officer'], areas: [AREAS.north] }),
  };
});
afterAll(async () => {
  await app.close();
  await stopTestDatabase();
});

const as = (name: keyof typeof cookies, line: string, body?: unknown) =>
  speak(line, { cookie: cookies[name], body });
const refusal = ({ status, body }: Answer) => [status, body['code']];

test('P44 administration is for administrators; leaders read it; nobody else knows of it', async () => {
  for (const path of ['areas', 'members', 'teams', 'departments', 'catalogue', 'rules', 'audits']) {
    expect((await speak(`GET /api/admin/${path}`)).status).toBe(401);
    expect((await as('officer', `GET /api/admin/${path}`)).status).toBe(403);
    expect((await as('leader', `GET /api/admin/${path}`)).status).toBe(200);
  }
  for (const line of ['POST /api/admin/areas', 'POST /api/admin/members', 'PATCH /api/admin/rules']) {
    expect((await as('leader', line, {})).status).toBe(403);
  }
});

test('P41 an area is added one level below another, with letters of its own, and never moves', async () => {
  const add = (body: object) => as('root', 'POST /api/admin/areas', body);
  const made = await add({ name: '西里社区', level: 'community', parentId: 'street', letters: 'xl' });
  expect(made).toMatchObject({ status: 201, body: { letters: 'XL', parentId: 'street', active: true } });
  const id = String(made.body['_id']);
  expect(made.body).toMatchObject({ communityId: id, path: `${AREAS.street.path}${id}/` });
  expect(refusal(await add({ name: '又', level: 'community', parentId: 'street', letters: 'XL' }))).toEqual([
    409,
    'taken',
  ]);
  expect(refusal(await add({ name: '无', level: 'community', parentId: 'street' }))).toEqual([
    422,
    'invalid',
  ]);
  expect(refusal(await add({ name: '错', level: 'grid', parentId: 'street' }))).toEqual([
    422,
    'unknown_area',
  ]);
  expect(refusal(await add({ name: '错', level: 'grid', parentId: 'none' }))).toEqual([422, 'unknown_area']);
  const moved = await as('root', `PATCH /api/admin/areas/${id}`, { parentId: 'north', name: '西里' });
  expect(moved.body).toMatchObject({ name: '西里', parentId: 'street' });
  const areas = JSON.parse((await speak('GET /api/public/areas')).text) as { id: string }[];
  expect(areas.some((area) => area.id === id)).toBe(true);
});

test('P41 letters that once numbered orders are taken; an area in use stays', async () => {
  const { orderNo } = await submitReport(speak, { areaId: 'grid3' });
  expect(orderNo).toMatch(/^NL26-/);
  expect((await as('root', 'PATCH /api/admin/areas/south', { letters: 'NX' })).status).toBe(200);
  const claimed = await as('root', 'PATCH /api/admin/areas/north', { letters: 'NL' });
  expect(claimed).toMatchObject({ status: 409, body: { details: { field: 'letters' } } });
  expect((await as('root', 'PATCH /api/admin/areas/south', { letters: 'NL' })).status).toBe(200);
  expect(refusal(await as('root', 'PATCH /api/admin/areas/grid3', { active: false }))).toEqual([
    409,
    'in_use',
  ]);
  expect(refusal(await as('root', 'PATCH /api/admin/areas/grid1', { active: false }))).toEqual([
    409,
    'in_use',
  ]);
  expect((await as('root', 'PATCH /api/admin/areas/grid2', { active: false })).status).toBe(200);
  const gone = await speak('POST /api/public/reports', { body: { areaId: 'grid2', text: '灯' } });
  expect(refusal(gone)).toEqual([422, 'unknown_area']);
});

test('P41 a new street belongs to the administrators of everything', async () => {
  const body = { name: '东街', level: 'street', parentId: null, letters: 'DJ' };
  expect((await as('north', 'POST /api/admin/areas', body)).status).toBe(403);
  const made = await as('root', 'POST /api/admin/areas', body);
  expect(made.status).toBe(201);
  const listed = await as('root', 'GET /api/admin/areas');
  expect(listed.text).toContain(String(made.body['_id']));
  expect((await as('root', 'PATCH /api/admin/rules', { contactDays: 90 })).status).toBe(200);
});

test('P65 residents are told how long their contact is kept, as the rules say now', async () => {
  for (const contactDays of [90, 60]) {
    expect((await as('root', 'PATCH /api/admin/rules', { contactDays })).status).toBe(200);
    expect((await speak('GET /api/public/site')).body).toMatchObject({ contactDays });
  }
});

test('P41 the QR code of an area leads to its page', async () => {
  const answer = await as('officer', 'GET /api/admin/areas/grid1/qr');
  expect(answer.body).toEqual({ areaId: 'grid1', name: '第一网格', url: `${app.url}/q/grid1` });
  expect((await as('officer', 'GET /api/admin/areas/grid3/qr')).status).toBe(404);
});

const vol = {
  username: 'New.Vol',
  name: '钱多',
  roles: ['volunteer'],
  areaIds: ['grid1'],
  phone: '13800000009',
};

test('P43 a new member signs in with the password shown once, and is told to change it', async () => {
  const made = await as('north', 'POST /api/admin/members', vol);
  expect(made.status).toBe(201);
  expect(made.body['member']).toMatchObject({ username: 'new.vol', areaPaths: [AREAS.grid1.path] });
  const password = String(made.body['password']);
  const signIn = () => speak('POST /api/session', { body: { username: 'new.vol', password } });
  expect((await signIn()).body).toMatchObject({ temporaryPassword: true });
  const twice = await as('north', 'POST /api/admin/members', vol);
  expect(twice).toMatchObject({ status: 409, body: { details: { field: 'username' } } });
  expect(await app.store.models.credentials.countDocuments()).toBe(
    await app.store.models.members.countDocuments(),
  );
  const { _id: id } = made.body['member'] as { _id: string };
  const reset = await as('north', `POST /api/admin/members/${id}/password`);
  expect(reset.body['password']).not.toBe(password);
  expect((await signIn()).status).toBe(401);
  const listed = await as('leader', 'GET /api/admin/members');
  expect(listed.text).toContain('new.vol');
  expect(listed.text).not.toMatch(/argon2|passwordHash/);
});

test('P43 new roles or areas end the sessions at once; a new name does not', async () => {
  const member = await app.makeMember({ roles: ['worker'] });
  const ended: string[] = [];
  const stop = app.app.sessions.onRevoked(({ reason }) => ended.push(reason));
  const cookie = await app.cookieOf(member);
  const change = (body: object) => as('root', `PATCH /api/admin/members/${member._id}`, body);
  expect((await change({ name: '孙亮' })).status).toBe(200);
  const self = await speak('GET /api/session', { cookie });
  expect(self.body['member']).toMatchObject({ name: '孙亮' });
  expect((await change({ roles: ['officer'] })).status).toBe(200);
  expect((await speak('GET /api/session', { cookie })).status).toBe(401);
  const again = await app.cookieOf(member);
  expect((await change({ active: false })).status).toBe(200);
  expect((await speak('GET /api/session', { cookie: again })).status).toBe(401);
  expect(ended).toEqual(['changed', 'revoked']);
  stop();
});

test('P45 an administrator’s word ends where their areas end', async () => {
  const outside = await app.makeMember({ roles: ['worker'], areas: [AREAS.south] });
  const wider = await app.makeMember({ roles: ['worker'], areas: [AREAS.north, AREAS.south] });
  for (const [line, body, status] of [
    [`PATCH /api/admin/members/${root._id}`, { roles: ['worker'] }, 404],
    [`POST /api/admin/members/${root._id}/password`, {}, 404],
    [`PATCH /api/admin/members/${outside._id}`, { name: '不' }, 404],
    [`PATCH /api/admin/members/${wider._id}`, { name: '不' }, 403],
    ['POST /api/admin/members', { ...vol, username: 'boss', roles: ['admin'], areaIds: ['street'] }, 403],
    ['POST /api/admin/teams', { name: '队', areaIds: ['south'] }, 403],
    ['PATCH /api/admin/departments/dept1', { name: '不' }, 403],
    ['PATCH /api/admin/areas/south', { name: '不' }, 404],
    ['POST /api/admin/areas', { name: '不', level: 'grid', parentId: 'south' }, 422],
    ['PATCH /api/admin/rules', { contactDays: 1 }, 403],
    ['POST /api/admin/categories', { name: '类', nameEn: 'Kind', sort: 9 }, 403],
    ['PUT /api/admin/calendar/2026-05-01', { day: 'workday' }, 403],
  ] as const) {
    expect([line, (await as('north', line, body)).status]).toEqual([line, status]);
  }
  expect((await as('north', 'GET /api/admin/members')).text).not.toContain(outside._id);
});

test('P43 unknown areas and units are refused, and the last administrator stays one', async () => {
  const make = (of: object) => as('root', 'POST /api/admin/members', { ...vol, username: 'x1', ...of });
  expect(refusal(await make({ areaIds: ['none'] }))).toEqual([422, 'unknown_area']);
  expect(refusal(await make({ teamIds: ['none'] }))).toEqual([422, 'unknown_target']);
  expect(refusal(await make({ departmentId: 'none' }))).toEqual([422, 'unknown_target']);
  for (const wrong of [{ roles: [] }, { roles: ['king'] }, { username: 'a b' }, { areaIds: [] }]) {
    expect((await make(wrong)).status).toBe(422);
  }
  const alone = await startTestApp();
  const admin = await alone.makeMember({ roles: ['admin'], areas: [AREAS.street] });
  const cookie = await alone.cookieOf(admin);
  for (const body of [{ active: false }, { roles: ['officer'] }]) {
    const answer = await speaker(alone)(`PATCH /api/admin/members/${admin._id}`, { cookie, body });
    expect(refusal(answer)).toEqual([409, 'last_admin']);
  }
  await alone.close();
});

test('P44 teams, departments and the catalogue are added, changed and taken out of use', async () => {
  const team = await as('north', 'POST /api/admin/teams', {
    name: '巡逻队',
    areaIds: ['grid1'],
    skills: ['急救'],
  });
  expect(team.body).toMatchObject({ areaPaths: [AREAS.grid1.path], skills: ['急救'], active: true });
  const change = await as('north', `PATCH /api/admin/teams/${String(team.body['_id'])}`, { active: false });
  expect(change.body).toMatchObject({ name: '巡逻队', active: false });
  const item = {
    categoryId: 'repairs',
    name: '窨井',
    nameEn: 'Manhole',
    keywords: ['井盖'],
    skills: [],
    grade: 'simple',
    urgent: false,
    deadline: { kind: 'half_day' },
    departmentIds: [],
    sort: 1,
  };
  const made = await as('root', 'POST /api/admin/items', item);
  expect(made.status).toBe(201);
  expect((await as('root', 'POST /api/admin/items', { ...item, categoryId: 'none' })).status).toBe(422);
  expect((await as('root', 'POST /api/admin/items', { ...item, deadline: { kind: 'soon' } })).status).toBe(
    422,
  );
  expect((await speak('GET /api/public/catalogue')).text).toContain('窨井');
  await as('root', `PATCH /api/admin/items/${String(made.body['_id'])}`, { active: false });
  expect((await speak('GET /api/public/catalogue')).text).not.toContain('窨井');
});

test('P44 rules count from the moment they are changed', async () => {
  const before = await as('root', 'GET /api/admin/rules');
  expect(before.body['settings']).toMatchObject({ urgentMinutes: 30 });
  await as('root', 'PATCH /api/admin/rules', {
    order: { urgentMinutes: 20, columnLimits: { new: 9, dispatched: null, handling: 12, done: null } },
  });
  expect(app.app.rules.settings()).toMatchObject({
    urgentMinutes: 20,
    undoMinutes: 10,
    columnLimits: { new: 9 },
  });
  expect((await as('root', 'PATCH /api/admin/rules', { order: { urgentMinutes: 0 } })).status).toBe(422);
});

test('O51 C10 warning and escalation are set for the community and for an item; what cannot be is named', async () => {
  // Stored before there were such rules, the document says nothing of them.
  const before = await as('root', 'GET /api/admin/rules');
  const off = { warnShare: 0.25, escalateAfterMinutes: null, escalateAfterReturns: null };
  expect(before.body['settings']).toMatchObject(off);
  const set = { warnShare: 0.1, escalateAfterMinutes: 90, escalateAfterReturns: 2 };
  expect((await as('root', 'PATCH /api/admin/rules', { order: set })).status).toBe(200);
  expect(app.app.rules.settings()).toMatchObject(set);
  for (const [field, values] of Object.entries({
    warnShare: [0.04, 0.51, null, '10%'],
    escalateAfterMinutes: [0, 1.5, 43_201, ''],
    escalateAfterReturns: [0, 21, 2.5],
  })) {
    for (const value of values) {
      const answer = await as('root', 'PATCH /api/admin/rules', { order: { [field]: value } });
      expect([field, value, answer.status]).toEqual([field, value, 422]);
      expect(answer.text).toContain(`order.${field}`);
    }
  }
  expect((await as('root', 'PATCH /api/admin/rules', { order: off })).status).toBe(200);

  const change = (escalateAfter: unknown) => as('root', 'PATCH /api/admin/items/lift', { escalateAfter });
  for (const value of ['never', 45, null] as const)
    expect((await change(value)).body).toMatchObject({ escalateAfter: value });
  for (const value of ['always', 0, 43_201, 1.5]) expect((await change(value)).status).toBe(422);
});

test('P42 what administrators change is on record, without passwords or phones', async () => {
  const audits = await as('root', 'GET /api/admin/audits');
  const actions = new Set((audits.body['audits'] as { action: string }[]).map((row) => row.action));
  for (const action of ['area_added', 'member_added', 'password_reset', 'rules_changed']) {
    expect(actions).toContain(action);
  }
  expect(audits.text).not.toContain(vol.phone);
  const norths = await as('leader', 'GET /api/admin/audits');
  expect(norths.text).not.toContain('rules_changed');
});
