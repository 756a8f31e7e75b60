import { join } from 'node:path';
import express, { type Express } from 'express';

/** Pages of the client; each answers to anybody and asks for a session by itself. */
const PAGES = [
  '/',
  '/q/:areaCode',
  '/track',
  '/r',
  '/receipt',
  '/results',
  '/wishes',
  '/board',
  '/field',
  '/field/{*rest}',
  '/admin',
  '/admin/{*rest}',
  '/signin',
  '/setup',
];

/** The built client: files whose names carry a hash are kept for ever, pages never. */
export function serveClient(app: Express, clientDir: string): void {
  app.use(
    '/assets',
    express.static(join(clientDir, 'assets'), {
      immutable: true,
      maxAge: '365d',
      index: false,
      fallthrough: false,
    }),
  );
  app.use(express.static(clientDir, { index: false, maxAge: '1h' }));
  app.get(PAGES, (_request, response) => {
    response.set('Cache-Control', 'no-cache').sendFile(join(clientDir, 'index.html'));
  });
}
