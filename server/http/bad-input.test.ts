import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../testing/app.ts';
import { stopTestDatabase } from '../testing/database.ts';
import { type Answer, type Asking, type Speak, speaker, submitReport } from '../testing/http.ts';

let app: TestApp;
let speak: Speak;

beforeAll(async () => {
  app = await startTestApp();
  speak = speaker(app);
});
afterAll(async () => {
  await app.close();
  await stopTestDatabase();
});

const refusal = ({ status, body }: Answer) => [status, body['code']];
const submit = (asking: Asking) => speak('POST /api/public/reports', { origin: null, ...asking });
const json = { 'Content-Type': 'application/json' };
const good = { areaId: 'grid1', text: '灯不亮' };

test('P12 broken JSON, other media, too much: each has its own code', async () => {
  const as = (type: string, raw: string) => submit({ raw, headers: { 'Content-Type': type } });
  expect(refusal(await as('application/json', '{"areaId":'))).toEqual([400, 'bad_request']);
  expect(refusal(await as('application/json', '"text"'))).toEqual([400, 'bad_request']);
  expect(refusal(await as('application/json', '[]'))).toEqual([422, 'invalid']);
  const whole = JSON.stringify(good);
  for (const type of ['application/x-www-form-urlencoded', 'text/plain', 'application/json; charset=none']) {
    expect(refusal(await as(type, whole))).toEqual([415, 'unsupported_media']);
  }
  expect(refusal(await submit({ body: { ...good, text: 'x'.repeat(300_000) } }))).toEqual([
    413,
    'body_too_large',
  ]);
});

test('P14 wrong types and sizes are refused with the field that is wrong', async () => {
  const refused: readonly (readonly [object, string, string])[] = [
    [{ text: '灯' }, 'invalid', 'areaId'],
    [{ ...good, areaId: { $ne: null } }, 'invalid', 'areaId'],
    [{ areaId: 'grid1' }, 'text_empty', 'text'],
    [{ ...good, text: ' \u0000\u0007 ' }, 'text_empty', 'text'],
    [{ ...good, text: ['灯'] }, 'text_empty', 'text'],
    [{ ...good, text: '长'.repeat(10_001) }, 'text_too_long', 'text'],
    [{ ...good, kind: 'preventive' }, 'invalid', 'kind'],
    [{ ...good, channel: 'phone' }, 'invalid', 'channel'],
    [{ ...good, address: '长'.repeat(201) }, 'text_too_long', 'address'],
    [{ ...good, contact: { phone: 'call me' } }, 'invalid', 'contact.phone'],
    [{ ...good, contact: 'me' }, 'invalid', 'contact'],
  ];
  const before = await app.store.models.orders.countDocuments();
  for (const [body, code, field] of refused) {
    const answer = await submit({ body });
    expect([answer.status, answer.body['code'], answer.body['details']]).toMatchObject([
      422,
      code,
      { field },
    ]);
  }
  expect(refusal(await submit({ body: { ...good, item: 'no-such-item' } }))).toEqual([422, 'unknown_item']);
  expect(await app.store.models.orders.countDocuments()).toBe(before);
});

test('P14 script text is kept as plain text, control characters go, newline and tab stay', async () => {
  const text = '<script>alert("1")</script>\u0000\u001b[31m第二行\n\t<img src=x onerror=alert(1)>';
  const { reportKey } = await submitReport(speak, { text });
  const own = await speak('GET /api/public/report', { headers: { 'X-Report-Key': reportKey } });
  expect(own.body['text']).toBe('<script>alert("1")</script>[31m第二行\n\t<img src=x onerror=alert(1)>');
  expect(own.headers.get('content-type')).toMatch('application/json');
});

test('P14 keys of the prototype and fields nobody knows change nothing', async () => {
  const raw = `{"areaId":"grid1","text":"灯","__proto__":{"status":"done"},"constructor":{"prototype":{"x":1}},
    "status":"done","holder":{"memberId":"me"},"photoIds":["someone-elses"],"urgent":true,"takenBy":"me"}`;
  const answer = await submit({ raw, headers: json });
  expect(answer.status).toBe(201);
  const order = await app.store.models.orders.findOne({ no: String(answer.body['orderNo']) }).lean();
  expect(order).toMatchObject({ status: 'new', holder: null, urgent: false, reports: [{ photoIds: [] }] });
  expect(({} as Record<string, unknown>)['x']).toBeUndefined();
});

test('P14 an operator in a query or a code is words like any other', async () => {
  for (const path of [
    '/api/public/statistics/ratings?areaId[$ne]=x&from=2026-01&to=2026-01',
    '/api/public/wishes?cursor=%7B%22%24gt%22%3A0%7D',
  ]) {
    expect((await speak(`GET ${path}`)).status).toBe(422);
  }
  expect((await speak('GET /api/public/reports/%7B%22%24ne%22%3Anull%7D')).status).toBe(404);
});

test('P12 months that are none, the wrong way round or too many are told as months', async () => {
  const asked = async (from: string, to: string) => {
    const period = `areaId=grid1&from=${from}&to=${to}`;
    const answer = await speak(`GET /api/public/statistics/ratings?${period}`);
    return [...refusal(answer), answer.body['message']];
  };
  const told = [422, 'bad_period', '月份不对，请从早到晚选，最多 120 个月。'];
  expect(await asked('2026-13', '2026-11')).toEqual(told);
  expect(await asked('2026-01', 'tomorrow')).toEqual(told);
  expect(await asked('2026-12', '2026-11')).toEqual(told);
  expect(await asked('1900-01', '2026-11')).toEqual(told);
});

test('P14 a form takes the same fields, and contact as JSON; an empty file field is no photo', async () => {
  const filled = (contact: string): FormData => {
    const form = new FormData();
    for (const [name, value] of Object.entries({ ...good, address: '2号楼', contact }))
      form.append(name, value);
    form.append('photo', new Blob([]), '');
    return form;
  };
  const answer = await submit({ form: filled(JSON.stringify({ name: '王', phone: '13800000002' })) });
  expect(answer.status).toBe(201);
  const order = await app.store.models.orders.findOne({ no: String(answer.body['orderNo']) }).lean();
  expect(order).toMatchObject({ address: '2号楼' });
  const contacts = { orderId: order?._id ?? '', phone: '13800000002' };
  expect(await app.store.models.contacts.countDocuments(contacts)).toBe(1);
  expect(refusal(await submit({ form: filled('{') }))).toEqual([422, 'invalid']);
});

test('P14 a malformed form is refused, however it is malformed', async () => {
  const head = 'multipart/form-data; boundary=b';
  const part = '--b\r\nContent-Disposition: form-data; name="text"\r\n\r\nx';
  for (const [type, raw] of [
    ['multipart/form-data', part],
    [head, part],
    [head, `${part}\r\n`],
    [head, 'no boundary at all'],
    [head, '--b\r\nContent-Disposition: form-data; name="photo"; filename="x"\r\n\r\nabc'],
    [head, '--b\r\nContent-Disposition: form-data; name="script"; filename="x"\r\n\r\nabc\r\n--b--\r\n'],
  ] as const) {
    expect(refusal(await submit({ raw, headers: { 'Content-Type': type } }))).toEqual([400, 'bad_request']);
  }
  const many = new FormData();
  for (let i = 0; i < 40; i += 1) many.append(`field${i}`, 'x');
  expect(refusal(await submit({ form: many }))).toEqual([400, 'bad_request']);
  const wide = new FormData();
  wide.append('text', 'x'.repeat(300_000));
  expect(refusal(await submit({ form: wide }))).toEqual([413, 'body_too_large']);
});

test('P14 an upload that breaks off leaves nothing behind and harms nobody', async () => {
  const socket = connect(Number(new URL(app.url).port), '127.0.0.1');
  const closed = once(socket, 'close');
  await once(socket, 'connect');
  const head = 'Host: x\r\nContent-Length: 100000\r\nContent-Type: multipart/form-data; boundary=b';
  const body = '--b\r\nContent-Disposition: form-data; name="photo"; filename="x.jpg"\r\n\r\nabc';
  socket.write(`POST /api/public/reports HTTP/1.1\r\n${head}\r\n\r\n${body}`, () => socket.destroy());
  await closed;
  expect((await speak('GET /healthz')).status).toBe(200);
  expect(await app.store.models.photos.countDocuments()).toBe(0);
});
