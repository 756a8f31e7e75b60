import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../testing/app.ts';
import { stopTestDatabase } from '../testing/database.ts';
import { sampleOf, spoiled, WICKED_WORDS, WRONG_TYPES } from '../testing/hostile.ts';
import { type Answer, type Asking, type Speak, speaker } from '../testing/http.ts';
import { type Caller, fromElsewhere, makeTown, type Town } from '../testing/people.ts';
import { ROUTES, splitRoute } from '../testing/routes.ts';
import { AREAS } from '../testing/world.ts';

interface Operation {
  readonly parameters: readonly { readonly name: string; readonly in: 'path' | 'query' }[];
  readonly requestBody?: { readonly content: Record<string, { readonly schema: object }> };
}

const AT_ONCE = 16;
/** Thousands of requests take their time on a machine that does other things as well. */
const PATIENCE_MS = 180_000;
let app: TestApp;
let speak: Speak;
let town: Town;
let boss: Caller;
let operations: ReadonlyMap<string, Operation>;

beforeAll(async () => {
  // By the real clock: the database itself forgets sessions that are over, within a minute.
  app = await startTestApp({ now: Date.now(), env: { TRUST_PROXY: 'loopback' } });
  speak = speaker(app);
  town = await makeTown(app);
  const member = await app.makeMember({
    roles: ['admin', 'officer', 'leader', 'worker'],
    areas: [AREAS.street],
  });
  boss = { member, cookie: () => app.cookieOf(member), reportKey: town.reportKey };
  const { paths } = (await speak('GET /api/openapi.json')).body as unknown as {
    readonly paths: Record<string, Record<string, Operation>>;
  };
  operations = new Map(
    Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(
        ([method, operation]) =>
          [`${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`, operation] as const,
      ),
    ),
  );
});
afterAll(async () => {
  await app.close();
  await stopTestDatabase();
});

interface Try {
  readonly line: string;
  readonly asking: Asking;
}

/** Sends everything, a few at a time, each from an address of its own. */
async function sendAll(tries: readonly Try[]): Promise<Found[]> {
  const answered = [];
  for (let from = 0; from < tries.length; from += AT_ONCE) {
    const some = tries.slice(from, from + AT_ONCE).map(async (one) => ({
      one,
      answer: await speak(one.line, {
        ...one.asking,
        headers: { ...one.asking.headers, ...fromElsewhere() },
      }),
    }));
    answered.push(...(await Promise.all(some)));
  }
  return answered;
}

/** Routes for residents know no session; everything else is tried by somebody who may do everything. */
const isResidents = (route: string): boolean => / \/api\/(public|setup)/.test(route);

async function bodiesOf(values: readonly unknown[]): Promise<Try[]> {
  const tries: Try[] = [];
  for (const [route, { requestBody }] of operations) {
    const schema = requestBody?.content['application/json']?.schema;
    if (!schema) continue;
    const { method, pattern } = splitRoute(route);
    const line = `${method} ${ROUTES[route]?.at?.(town, boss) ?? pattern}`;
    const cookie = isResidents(route) ? undefined : await boss.cookie();
    const bodies = [...spoiled(sampleOf(schema), values), ['a', { $gt: '' }], 'words'];
    for (const body of bodies) tries.push({ line, asking: { body, ...(cookie ? { cookie } : {}) } });
  }
  return tries;
}

interface Found {
  readonly one: Try;
  readonly answer: Answer;
}
const isFault = ({ answer }: Found): boolean => answer.status >= 500;
/** An error that gives back what was sent. */
const echoes = ({ answer }: Found): boolean =>
  answer.status >= 400 && /zq9|etc\/passwd|calc|x{70}/.test(answer.text);
const told = ({ one, answer }: Found): string =>
  `${one.line} ${JSON.stringify(one.asking.body)?.slice(0, 200)} → ${answer.status} ${answer.text.slice(0, 200)}`;

test(
  'P72 a wrong type, an operator or a key of the prototype in any field is refused, never believed',
  async () => {
    const answers = await sendAll(
      await bodiesOf(WRONG_TYPES.filter((value) => typeof value === 'object' && value !== null)),
    );
    expect(answers.length).toBeGreaterThan(500);
    const believed = answers.filter(({ answer }) => answer.status < 400 || answer.status >= 500);
    expect(believed.map(told)).toEqual([]);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  },
  PATIENCE_MS,
);

test(
  'P72 numbers, yes and nothing in the place of words never break anything',
  async () => {
    const answers = await sendAll(await bodiesOf([42.5, true, null]));
    expect(answers.filter(isFault).map(told)).toEqual([]);
  },
  PATIENCE_MS,
);

test(
  'P72 wicked words in any field are plain words: no fault, no header, no echo in an error',
  async () => {
    const answers = await sendAll(await bodiesOf(WICKED_WORDS));
    expect(answers.length).toBeGreaterThan(500);
    expect(answers.filter(isFault).map(told)).toEqual([]);
    expect(answers.filter(echoes).map(told)).toEqual([]);
    for (const { answer } of answers) {
      expect(answer.headers.getSetCookie().join('')).not.toContain('stolen');
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      if (answer.text !== '') expect(answer.headers.get('content-type')).toMatch('application/json');
    }
  },
  PATIENCE_MS,
);

test(
  'P72 addresses: operators, twice the same name, wandering paths and what cannot be read',
  async () => {
    const tries: Try[] = [];
    for (const [route, { parameters }] of operations) {
      const { method, pattern } = splitRoute(route);
      const cookie = isResidents(route) ? undefined : await boss.cookie();
      const asking: Asking = { ...(cookie ? { cookie } : {}), ...(method === 'GET' ? {} : { body: {} }) };
      const at = ROUTES[route]?.at?.(town, boss) ?? pattern;
      const wicked = [...WICKED_WORDS.filter((word) => word !== '\ud800'), 'x'.repeat(5000)];
      for (const { name, in: place } of parameters) {
        for (const word of wicked) {
          const value = encodeURIComponent(word);
          const line =
            place === 'path'
              ? `${method} ${pattern.replace(`:${name}`, value).replaceAll(/:\w+/g, 'x')}`
              : `${method} ${at.split('?')[0]}?${name}=${value}`;
          tries.push({ line, asking });
        }
        const [address, query = ''] = at.split('?');
        if (place === 'query')
          for (const extra of [`${name}[$gt]=`, `${name}=a&${name}=b`, `__proto__[${name}]=a`, `${name}=%ff`])
            tries.push({ line: `${method} ${address}?${query.replace(`${name}=`, 'x=')}&${extra}`, asking });
      }
    }
    expect(tries.length).toBeGreaterThan(200);
    const answers = await sendAll(tries);
    expect(answers.filter(isFault).map(told)).toEqual([]);
    expect(answers.filter(echoes).map(told)).toEqual([]);
    const doubled = answers.filter(({ one }) => /=a&\w+=b$/.test(one.line));
    expect(doubled.length).toBeGreaterThan(5);
    expect(doubled.filter(({ answer }) => answer.status < 400).map(told)).toEqual([]);
  },
  PATIENCE_MS,
);

test('P72 headers nobody asked for change nothing', async () => {
  for (const headers of [
    { 'X-HTTP-Method-Override': 'DELETE', 'X-Method-Override': 'DELETE' },
    { 'X-Original-URL': '/api/admin/members', 'X-Rewrite-URL': '/api/admin/members' },
    { 'X-Forwarded-User': 'admin', Authorization: 'Basic YWRtaW46YWRtaW4=' },
    { 'Accept-Language': `${'q=1;'.repeat(2000)}en` },
    { Range: 'bytes=0-0', 'If-None-Match': '*' },
  ]) {
    const answer = await speak('GET /api/session', { headers: { ...headers, ...fromElsewhere() } });
    expect([answer.status, answer.body['code']]).toEqual([401, 'signed_out']);
  }
});
