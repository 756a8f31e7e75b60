/**
 * Starts the product as a new user would and talks to it from outside: first `npm start` on an empty data directory,
 * then `npm run demo`, through the whole story of one request. Each step counts as one; `--counts FILE` writes the sum.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { io } from 'socket.io-client';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const scratch = mkdtempSync(join(tmpdir(), 'paidan-smoke-'));
const countsAt = process.argv.indexOf('--counts');
const countsFile = countsAt >= 0 ? process.argv[countsAt + 1] : undefined;
const total = { passed: 0, failed: 0 };
const PASSWORD = 'smoke-test-password';

async function step(name, run) {
  try {
    const value = await run();
    total.passed += 1;
    console.log(`ok   ${name}`);
    return value;
  } catch (error) {
    total.failed += 1;
    console.log(`FAIL ${name}: ${error instanceof Error ? error.message : String(error)}`);
    throw error;
  }
}

async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

/** Runs an npm script until it says it is ready; `lines` keeps what it printed. */
async function launch(script, args, name) {
  const port = await freePort();
  // npm itself ends with the signal and not with the product's code, so its script is run as npm would run it.
  const [command, ...given] = scripts[script].split(' ');
  const child = spawn(command, [...given, ...args], {
    cwd: root,
    env: { ...process.env, PORT: String(port), DATA_DIR: join(scratch, name), DEMO_PASSWORD: PASSWORD },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = [];
  const exited = new Promise((done) => child.on('exit', (code) => done(code)));
  await new Promise((done, fail) => {
    const limit = setTimeout(() => fail(new Error(`${script} was not ready within two minutes`)), 120_000);
    createInterface({ input: child.stdout }).on('line', (line) => {
      lines.push(line);
      if (!line.startsWith('ready http')) return;
      clearTimeout(limit);
      done();
    });
    void exited.then((code) => fail(new Error(`${script} ended with ${code}:\n${lines.join('\n')}`)));
  });
  const stop = async () => {
    child.kill('SIGTERM');
    return await exited;
  };
  return { url: `http://127.0.0.1:${port}`, lines, stop, exited };
}

const json = (url, options = {}) =>
  fetch(url, { ...options, headers: { 'Content-Type': 'application/json', ...options.headers } });

async function signIn(url, username) {
  const answer = await json(`${url}/api/session`, {
    method: 'POST',
    headers: { Origin: url },
    body: JSON.stringify({ username, password: PASSWORD }),
  });
  assert.equal(answer.status, 200, `${username} could not sign in`);
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}

async function connect(url, username) {
  const cookie = await signIn(url, username);
  const socket = io(url, { extraHeaders: { Cookie: cookie, Origin: url }, transports: ['websocket'] });
  const hello = await new Promise((done, fail) => {
    socket.once('hello', done);
    socket.once('connect_error', fail);
  });
  let sent = 0;
  const command = (type, orderId, payload = {}) =>
    socket
      .timeout(15_000)
      .emitWithAck('command', { id: `${username}-${Date.now()}-${++sent}`, type, orderId, payload });
  return { socket, hello, command, cookie };
}

/** The board as the stock y-websocket client gets it. */
async function openBoard(url, { cookie }, room) {
  class WithCookie extends WebSocket {
    constructor(address) {
      super(address, { headers: { Cookie: cookie, Origin: url } });
    }
  }
  const doc = new Y.Doc();
  const provider = new WebsocketProvider(`${url.replace('http', 'ws')}/yjs`, room, doc, {
    WebSocketPolyfill: WithCookie,
    disableBc: true,
  });
  await within('the board', (done) => provider.once('sync', done));
  const [cards, states] = [doc.getMap('orders'), doc.getMap('state')];
  return {
    titles: () => new Map([...cards].map(([id, card]) => [id, card.no])),
    /** Resolves when the card has this status. */
    shows: (id, status) =>
      within(`status ${status} on the board`, (done) => {
        const look = () => {
          if (states.get(id)?.[0] === status) done();
        };
        states.observe(look);
        look();
      }),
    close: () => provider.destroy(),
  };
}

const within = (what, wait) =>
  new Promise((done, fail) => {
    const limit = setTimeout(() => fail(new Error(`${what} did not come within 15 seconds`)), 15_000);
    wait((value) => {
      clearTimeout(limit);
      done(value);
    });
  });

async function firstStart() {
  const product = await step('npm start gets ready on an empty data directory', () =>
    launch('start', [], 'empty'),
  );
  await step('it prints a set-up link', () => {
    assert.ok(
      product.lines.some((line) => line.includes('/setup')),
      product.lines.join('\n'),
    );
  });
  await step('it says that it is well', async () => {
    const answer = await fetch(`${product.url}/healthz`);
    assert.deepEqual([answer.status, await answer.json()], [200, { status: 'ok' }]);
  });
  await step('SIGTERM ends it with 0', async () => assert.equal(await product.stop(), 0));
}

async function story() {
  const product = await step('npm run demo gets ready', () => launch('demo', ['--quiet'], 'sample'));
  const { url } = product;
  const ends = [];
  try {
    const areaId = await step('areas are public', async () => {
      const areas = await (await fetch(`${url}/api/public/areas`)).json();
      return areas.find((area) => area.level === 'community').id;
    });
    const receipt = await step('a resident submits', async () => {
      const answer = await json(`${url}/api/public/reports`, {
        method: 'POST',
        body: JSON.stringify({ areaId, text: '三号楼门前的灯不亮', contact: { phone: '13800000000' } }),
      });
      assert.equal(answer.status, 201);
      return await answer.json();
    });
    const [duty, first, second] = await step('an officer and two volunteers sign in', async () => {
      const people = [];
      for (const name of ['duty1', 'vol1', 'vol2']) people.push(await connect(url, name));
      for (const { socket } of people) ends.push(() => socket.close());
      return people;
    });
    const orderId = await step('the officer finds the order', async () => {
      assert.ok(duty.hello.boards.some((board) => board.areaId === areaId));
      const cookie = await signIn(url, 'duty1');
      const found = await json(`${url}/api/orders?q=${encodeURIComponent(receipt.orderNo)}`, {
        headers: { Cookie: cookie },
      });
      assert.equal(found.status, 200);
      const page = await found.json();
      return page.orders[0]._id;
    });
    const board = await step('the stock y-websocket client shows it on the board', async () => {
      const { room } = duty.hello.boards.find((one) => one.areaId === areaId);
      const opened = await openBoard(url, duty, room);
      ends.push(opened.close);
      await opened.shows(orderId, 'new');
      assert.equal(opened.titles().get(orderId), receipt.orderNo);
      return opened;
    });
    await step('the officer puts it in the pool', async () => {
      const answer = await duty.command('dispatch', orderId, { to: { pool: true } });
      assert.equal(answer.ok, true, JSON.stringify(answer));
      await board.shows(orderId, 'dispatched');
    });
    const winner = await step('of two volunteers one wins and the other is told who', async () => {
      const answers = await Promise.all([first.command('claim', orderId), second.command('claim', orderId)]);
      assert.equal(answers.filter((answer) => answer.ok).length, 1);
      const lost = answers.find((answer) => !answer.ok);
      const won = answers[0].ok ? first : second;
      assert.deepEqual([lost.code, lost.details.by], ['already_claimed', won.hello.member.name]);
      return won;
    });
    await step('the winner completes it', async () => {
      const answer = await winner.command('complete', orderId, { text: '灯已换好' });
      assert.equal(answer.ok, true, JSON.stringify(answer));
      await board.shows(orderId, 'done');
    });
    await step('the resident follows and rates', async () => {
      const progress = await (await fetch(`${url}/api/public/reports/${receipt.trackingCode}`)).json();
      assert.equal(progress.status, 'done');
      const rate = (scores) =>
        json(`${url}/api/public/reports/${receipt.reportKey}/rating`, {
          method: 'POST',
          body: JSON.stringify(scores),
        });
      assert.equal((await rate({ speed: 6, effect: 5, attitude: 5 })).status, 422);
      assert.equal((await rate({ speed: 5, effect: 4, attitude: 5 })).status, 201);
      assert.equal((await rate({ speed: 5, effect: 4, attitude: 5 })).status, 409);
    });
    await step('the months count it', async () => {
      const month = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 7);
      const query = `areaId=${areaId}&from=${month}&to=${month}`;
      const { months } = await (await fetch(`${url}/api/public/statistics/ratings?${query}`)).json();
      assert.equal(months.length, 1);
      assert.ok(months[0].n >= 1);
    });
    for (const page of ['/', '/board', '/field', '/admin']) {
      await step(`${page} answers`, async () => assert.equal((await fetch(`${url}${page}`)).status, 200));
    }
  } finally {
    for (const end of ends) end();
    await step('SIGTERM ends the demo with 0', async () => assert.equal(await product.stop(), 0));
  }
}

try {
  await firstStart();
  await story();
} catch {
  // The step has said what went wrong; what follows could only repeat it.
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
if (countsFile) writeFileSync(countsFile, JSON.stringify(total));
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 ? 0 : 1);
