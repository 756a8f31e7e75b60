import { io } from 'socket.io-client';
import { afterAll, afterEach, expect, test } from 'vitest';
import { BadSetting, readConfig } from '../config.ts';
import { startTestApp, TEST_PASSWORD, type TestApp } from '../testing/app.ts';
import { stopTestDatabase } from '../testing/database.ts';
import { speaker } from '../testing/http.ts';
import { openRaw, sendBytes } from '../testing/raw.ts';

const opened: TestApp[] = [];
const ends: (() => void)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) end();
  for (const app of opened.splice(0)) await app.close();
});
afterAll(stopTestDatabase);

async function start(env: Readonly<Record<string, string>> = {}) {
  const app = await startTestApp({ env });
  opened.push(app);
  const member = await app.makeMember({ roles: ['officer'] });
  return { app, member, cookie: await app.cookieOf(member) };
}

/** What a page elsewhere, or a page that hides where it is from, says about itself. */
const foreign = (own: string): readonly string[] => {
  const { hostname, port } = new URL(own);
  return [
    'https://evil.example',
    'null',
    '',
    'file://',
    own.replace('http:', 'https:'),
    own.replace('http:', 'HTTP:'),
    `http://${hostname}`,
    `http://${hostname}:${Number(port) + 1}`,
    `http://localhost:${port}`,
    `${own}.evil.example`,
    `http://evil.example/${own}`,
    `http://${hostname}:${port}@evil.example`,
    `${own}/`,
    `${own} https://evil.example`,
  ];
};

/** The status of a request written by hand: fetch would not send some of these origins. */
async function ask(app: TestApp, line: string, headers: Readonly<Record<string, string>>): Promise<string> {
  const body = line.startsWith('GET') ? '' : '{}';
  const head = Object.entries({
    Host: new URL(app.url).host,
    Connection: 'close',
    ...(body === '' ? {} : { 'Content-Type': 'application/json', 'Content-Length': String(body.length) }),
    ...headers,
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  const answer = await sendBytes(app, `${line} HTTP/1.1\r\n${head.join('')}\r\n${body}`);
  return answer.slice(9, 12);
}

const WRITES = ['PUT /api/me/duty', 'DELETE /api/session', 'POST /api/public/reports', 'POST /api/session'];

test('P30 pages elsewhere can neither read, write nor upgrade with a member’s cookie', async () => {
  const { app, cookie } = await start();
  for (const origin of foreign(app.url)) {
    for (const line of ['GET /api/session', 'GET /api/orders', ...WRITES])
      expect([origin, line, await ask(app, line, { Origin: origin, Cookie: cookie })]).toEqual([
        origin,
        line,
        '403',
      ]);
    for (const path of ['/yjs/order:1', '/socket.io/?EIO=4&transport=websocket']) {
      const raw = await openRaw(app, path, { cookie, headers: { Origin: origin } });
      expect([origin, path, await raw.closed]).toEqual([origin, path, 0]);
    }
  }
  expect(await ask(app, 'GET /api/session', { Origin: app.url, Cookie: cookie })).toBe('200');
});

test('P30 a cookie without an Origin reads, but neither writes nor upgrades', async () => {
  const { app, cookie } = await start();
  expect(await ask(app, 'GET /api/session', { Cookie: cookie })).toBe('200');
  for (const line of WRITES) expect([line, await ask(app, line, { Cookie: cookie })]).toEqual([line, '403']);
  const upgrade = {
    Cookie: cookie,
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
    'Sec-WebSocket-Version': '13',
  };
  expect(await ask(app, 'GET /yjs/order:1', upgrade)).toBe('403');
  expect(await ask(app, 'GET /socket.io/?EIO=4&transport=websocket', upgrade)).toBe('403');
  // Any cookie counts: what else it may open is not for us to know.
  expect(await ask(app, 'POST /api/public/reports', { Cookie: 'other=1' })).toBe('403');
  expect(await ask(app, 'POST /api/public/reports', {})).toBe('422');
});

test('P30 with PUBLIC_URL no other Host and no forwarded name opens a door', async () => {
  const { app, cookie } = await start({ PUBLIC_URL: 'https://paidan.example', TRUST_PROXY: 'loopback' });
  const try_ = (headers: Record<string, string>) =>
    ask(app, 'PUT /api/me/duty', { Cookie: cookie, ...headers });
  for (const headers of [
    { Origin: app.url },
    { Origin: 'https://evil.example', Host: 'evil.example' },
    { Origin: 'https://evil.example', 'X-Forwarded-Host': 'evil.example', 'X-Forwarded-Proto': 'https' },
    { Origin: 'http://paidan.example' },
    { Origin: 'https://paidan.example:8443' },
    { Origin: 'https://PAIDAN.example' },
    { Origin: 'https://sub.paidan.example' },
  ])
    expect([headers, await try_(headers)]).toEqual([headers, '403']);
  expect(await try_({ Origin: 'https://paidan.example', Host: 'whatever.example' })).toBe('422');
});

test('P30 without PUBLIC_URL the Host and Origin of one request must be the same', async () => {
  const { app, cookie } = await start();
  const try_ = (headers: Record<string, string>) =>
    ask(app, 'PUT /api/me/duty', { Cookie: cookie, ...headers });
  expect(await try_({ Origin: app.url, Host: 'evil.example' })).toBe('403');
  expect(await try_({ Origin: app.url, 'X-Forwarded-Host': 'evil.example' })).toBe('422');
  // Nobody's X-Forwarded-Proto is believed here.
  const https = app.url.replace('http:', 'https:');
  expect(await try_({ Origin: https, 'X-Forwarded-Proto': 'https' })).toBe('403');
  const { app: behind, cookie: other } = await start({ TRUST_PROXY: 'loopback' });
  const forwarded = { Origin: behind.url.replace('http:', 'https:'), 'X-Forwarded-Proto': 'https' };
  expect(await ask(behind, 'PUT /api/me/duty', { Cookie: other, ...forwarded })).toBe('422');
});

test('P30 no answer invites another site in', async () => {
  const { app, cookie } = await start();
  const speak = speaker(app);
  for (const line of [
    'OPTIONS /api/session',
    'OPTIONS /socket.io/',
    'GET /api/session',
    'GET /api/public/areas',
  ]) {
    for (const origin of ['https://evil.example', app.url]) {
      const { headers } = await speak(line, {
        origin,
        cookie,
        headers: { 'Access-Control-Request-Method': 'PUT' },
      });
      expect([...headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
    }
  }
  // Nor over polling, which browsers start with a plain GET.
  const polling = await speak('GET /socket.io/?EIO=4&transport=polling', {
    origin: 'https://evil.example',
    cookie,
  });
  expect(polling.status).toBe(403);
  const socket = io(app.url, {
    transports: ['polling'],
    reconnection: false,
    extraHeaders: { Cookie: cookie },
  });
  ends.push(() => socket.disconnect());
  // A first GET without an Origin is no write; the POST that would follow is one.
  const outcome = await new Promise((resolve) => {
    socket.on('connect', () => resolve('connected'));
    socket.on('connect_error', () => resolve('refused'));
    socket.on('disconnect', () => resolve('refused'));
  });
  expect(outcome).toBe('refused');
});

test('P33 the cookie is httpOnly and Lax, and Secure exactly where PUBLIC_URL is https', async () => {
  for (const [env, secure] of [
    [{}, false],
    [{ PUBLIC_URL: 'http://paidan.example' }, false],
    [{ PUBLIC_URL: 'https://paidan.example/' }, true],
  ] as const) {
    const { app, member } = await start(env);
    const origin = 'PUBLIC_URL' in env ? new URL(env.PUBLIC_URL).origin : app.url;
    const body = { username: member.username, password: TEST_PASSWORD };
    const { headers } = await speaker(app)('POST /api/session', { body, origin });
    const [cookie = ''] = headers.getSetCookie();
    expect(cookie).toMatch(/^paidan_session=[\w-]{43}; Max-Age=43200; Path=\/; Expires=[^;]+; HttpOnly;/);
    expect([cookie.includes('SameSite=Lax'), cookie.includes('Secure'), cookie.includes('Domain')]).toEqual([
      true,
      secure,
      false,
    ]);
  }
});

test('P30 a PUBLIC_URL that is no address is found out at the start, not by the first request', () => {
  for (const PUBLIC_URL of ['https://', 'http://:3000', 'https://exa mple', 'paidan.example'])
    expect(() => readConfig({ PUBLIC_URL })).toThrow(BadSetting);
  expect(readConfig({ PUBLIC_URL: 'https://paidan.example//' }).publicUrl).toBe('https://paidan.example');
});
