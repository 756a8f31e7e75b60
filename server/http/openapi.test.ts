import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { startTestApp, type TestApp } from '../testing/app.ts';
import { stopTestDatabase } from '../testing/database.ts';
import { type Speak, speaker, submitReport } from '../testing/http.ts';
import { appVersion } from '../version.ts';

interface Described {
  readonly openapi: string;
  readonly info: { readonly version: string };
  readonly paths: Record<string, Record<string, Operation>>;
}
interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly security?: unknown;
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly required: boolean }[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Record<string, { readonly content?: Content }>;
}
type Content = Record<string, { readonly schema: Parameters<typeof z.fromJSONSchema>[0] }>;

let app: TestApp;
let speak: Speak;
let api: Described;

beforeAll(async () => {
  app = await startTestApp();
  speak = speaker(app);
  api = (await speak('GET /api/openapi.json')).body as unknown as Described;
});
afterAll(async () => {
  await app.close();
  await stopTestDatabase();
});

const operations = () => Object.values(api.paths).flatMap((path) => Object.values(path));

test('P13 the description is OpenAPI 3.1 with a name of its own for every operation', () => {
  expect(api.openapi).toBe('3.1.0');
  expect(api.info.version).toBe(appVersion());
  const ids = operations().map((one) => one.operationId);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.length).toBeGreaterThan(40);
  for (const [path, methods] of Object.entries(api.paths)) {
    const named = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
    for (const one of Object.values(methods)) {
      const described = one.parameters.filter((parameter) => parameter.in === 'path');
      expect([path, described.map((parameter) => parameter.name)]).toEqual([path, named]);
    }
  }
});

test('P13 every schema in it is one a validator takes', () => {
  for (const { requestBody, responses } of operations()) {
    for (const content of [requestBody?.content, responses['200']?.content, responses['201']?.content]) {
      for (const { schema } of Object.values(content ?? {}))
        expect(() => z.fromJSONSchema(schema)).not.toThrow();
    }
  }
});

test('P13 every operation of the contract is described with its answer', () => {
  for (const [path, method] of [
    ['/api/session', 'post'],
    ['/api/public/areas', 'get'],
    ['/api/public/reports', 'post'],
    ['/api/public/reports/{trackingCode}', 'get'],
    ['/api/public/reports/{reportKey}/rating', 'post'],
    ['/api/public/statistics/ratings', 'get'],
  ] as const) {
    const described = api.paths[path]?.[method];
    const done = described?.responses['200'] ?? described?.responses['201'];
    expect([path, done?.content?.['application/json']?.schema]).toEqual([path, expect.any(Object)]);
  }
  expect(Object.keys(api.paths['/api/public/reports']?.['post']?.requestBody?.content ?? {})).toEqual([
    'application/json',
    'multipart/form-data',
  ]);
});

test('P13 what is answered is what is described', async () => {
  const { trackingCode, reportKey } = await submitReport(speak, { item: 'lamp' });
  const cookie = await app.cookieOf(await app.makeMember({ roles: ['admin', 'officer'] }));
  const order = await app.store.models.orders.findOne().lean();
  const key = { 'X-Report-Key': reportKey };
  const period = 'areaId=north&from=2026-01&to=2026-03';
  for (const [path, asked, headers] of [
    ['/api/session', '/api/session', {}],
    ['/api/public/areas', '/api/public/areas', {}],
    ['/api/public/catalogue', '/api/public/catalogue', {}],
    ['/api/public/site', '/api/public/site', {}],
    ['/api/public/reports/{trackingCode}', `/api/public/reports/${trackingCode}`, {}],
    ['/api/public/report', '/api/public/report', key],
    ['/api/public/statistics/ratings', `/api/public/statistics/ratings?${period}`, {}],
    ['/api/public/statistics/rates', `/api/public/statistics/rates?${period}`, {}],
    ['/api/public/statistics/breakdown', `/api/public/statistics/breakdown?${period}&by=area`, {}],
    ['/api/public/wishes', '/api/public/wishes', {}],
    ['/api/directory', '/api/directory', {}],
    ['/api/orders', '/api/orders', {}],
    ['/api/orders/{id}', `/api/orders/${order?._id}`, {}],
    ['/api/field', '/api/field', {}],
    ['/api/admin/members', '/api/admin/members', {}],
    ['/api/admin/areas', '/api/admin/areas', {}],
  ] as const) {
    const answer = await speak(`GET ${asked}`, { cookie, headers });
    const schema = api.paths[path]?.['get']?.responses['200']?.content?.['application/json']?.schema;
    const read = z.fromJSONSchema(schema ?? { not: {} }).safeParse(JSON.parse(answer.text));
    expect([path, answer.status, read.error]).toEqual([path, 200, undefined]);
  }
});
