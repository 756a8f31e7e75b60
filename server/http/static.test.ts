import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import express from 'express';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { silent } from '../testing/database.ts';
import { makeErrorHandler, sendRefusal } from './errors.ts';
import { serveClient } from './static.ts';

const PAGE = 'export const small = 1;';
const app = express();
const server = createServer(app);
let folder: string;
let url: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paidan-client-'));
  await mkdir(join(folder, 'client', 'assets'), { recursive: true });
  const files = {
    'index.html': '<!doctype html>',
    'sw.js': '//',
    'icon.svg': '<svg/>',
    'assets/app-1a2b.js': '1',
    'assets/page-3c4d.js': PAGE,
    'assets/page-3c4d.js.br': brotliCompressSync(PAGE),
    'assets/page-3c4d.js.gz': gzipSync(PAGE),
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, 'client', name), text);
  await writeFile(join(folder, 'secret.txt'), 'not for you');
  serveClient(app, join(folder, 'client'));
  app.use((request, response) => sendRefusal(request, response, 'not_found'));
  app.use(makeErrorHandler(silent, () => false));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true, force: true });
});

const get = async (path: string, headers: Record<string, string> = {}) => {
  const response = await fetch(`${url}${path}`, { headers });
  const cached = response.headers.get('cache-control');
  return { status: response.status, cached, text: await response.text() };
};

test('P60 every page answers 200 to anybody and is never kept', async () => {
  const pages = ['/', '/q/grid1', '/track', '/r', '/receipt', '/results', '/wishes'];
  for (const path of [
    ...pages,
    '/board',
    '/field',
    '/field/orders/1',
    '/admin',
    '/admin/areas',
    '/signin',
    '/setup',
  ]) {
    expect([path, await get(path)]).toEqual([
      path,
      { status: 200, cached: 'no-cache', text: '<!doctype html>' },
    ]);
  }
});

test('P61 files with a hash are kept for ever, the service worker never', async () => {
  expect((await get('/assets/app-1a2b.js')).cached).toBe('public, max-age=31536000, immutable');
  expect((await get('/sw.js')).cached).toBe('no-cache');
  expect((await get('/icon.svg')).cached).toBe('public, max-age=3600');
});

test('P61 what is not there is 404: a page for people, JSON for programs', async () => {
  expect(await get('/nowhere', { Accept: 'text/html' })).toMatchObject({
    status: 404,
    text: '<!doctype html>',
  });
  expect((await get('/nowhere', { Accept: 'application/json' })).text).toContain('not_found');
  for (const path of [
    '/assets/app-old.js',
    '/ui.js',
    '/favicon.gif',
    '/..%2fsecret.txt',
    '/assets/..%2f..%2fsecret.txt',
  ]) {
    const answer = await get(path, { Accept: 'text/html' });
    expect([path, answer.text.includes('not for you')]).toEqual([path, false]);
    expect([400, 404]).toContain(answer.status);
  }
});

test('P61 a browser that understands it is sent what the build has compressed, any other the text itself', async () => {
  const ask = async (encodings: string) => {
    const response = await fetch(`${url}/assets/page-3c4d.js`, { headers: { 'Accept-Encoding': encodings } });
    const { headers } = response;
    return [
      headers.get('content-encoding'),
      headers.get('vary'),
      headers.get('content-type')?.toLowerCase(),
      await response.text(),
    ];
  };
  const type = 'text/javascript; charset=utf-8';
  expect(await ask('br, gzip')).toEqual(['br', 'Accept-Encoding', type, 'export const small = 1;']);
  expect(await ask('gzip')).toEqual(['gzip', 'Accept-Encoding', type, 'export const small = 1;']);
  expect((await ask('identity'))[0]).toBeNull();
});
