import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { mongo } from 'mongoose';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { until } from '../testing/live.ts';
import { makeErrorHandler } from './errors.ts';

test('P35 a request that lost its database is a fault of ours only while somebody waits for it', async () => {
  const lines: string[] = [];
  const log = pino(
    { formatters: { level: (label) => ({ level: label }) } },
    { write: (line) => lines.push(line) },
  );
  let fail: () => void = () => undefined;
  const app = express();
  app.get('/', (_request, _response, next) => {
    fail = () => next(new mongo.MongoClientClosedError());
  });
  app.use(makeErrorHandler(log, () => false));
  const server = createServer(app);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const ask = async (): Promise<void> => {
    const asked = once(server, 'request');
    fetch(url).catch(() => undefined);
    await asked;
  };
  await ask();
  fail();
  await until(() => expect(lines).toHaveLength(1));
  await ask();
  server.closeAllConnections();
  fail();
  await until(() => expect(lines).toHaveLength(2));
  expect(lines.map((line) => (JSON.parse(line) as { level: string }).level)).toEqual(['error', 'info']);
  server.close();
});
