import { join } from 'node:path';
import type { Express, Response } from 'express';
import expressStaticGzip from 'express-static-gzip';

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

/** A page or a service worker that was kept would keep people on yesterday's version. */
const FRESH = /(?:\.html|sw\.js|\.webmanifest)(?:\.br|\.gz)?$/;

type ServeStatic = NonNullable<expressStaticGzip.ExpressStaticGzipOptions['serveStatic']>;

/** The built client: files whose names carry a hash are kept for ever, pages never. Addresses nobody knows answer 404. */
export function serveClient(app: Express, clientDir: string): void {
  const page = (response: Response, status: number): void => {
    response
      .status(status)
      .set('Cache-Control', 'no-cache')
      .sendFile('index.html', { root: clientDir, cacheControl: false });
  };
  // The build has compressed everything beforehand, as far as each browser understands it.
  const files = (root: string, serveStatic: ServeStatic) =>
    expressStaticGzip(root, {
      index: false,
      enableBrotli: true,
      orderPreference: ['br', 'gz'],
      serveStatic: { redirect: false, ...serveStatic },
    });
  app.use(
    '/assets',
    files(join(clientDir, 'assets'), { immutable: true, maxAge: '365d', fallthrough: false }),
  );
  app.use(
    files(clientDir, {
      maxAge: '1h',
      setHeaders: (response, path) => {
        if (FRESH.test(path)) response.setHeader('Cache-Control', 'no-cache');
      },
    }),
  );
  app.get(PAGES, (_request, response) => page(response, 200));
  // A person who mistyped gets the product's own words; a program gets the status.
  app.use((request, response, next) => {
    const wantsPage = request.method === 'GET' && request.accepts(['json', 'html']) === 'html';
    if (wantsPage && !/\.\w+$/.test(request.path)) page(response, 404);
    else next();
  });
}
