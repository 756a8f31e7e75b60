import { randomUUID } from 'node:crypto';
import type { RequestHandler, Response } from 'express';
import type { Logger } from 'pino';

/**
 * One line per request (P35): the route's pattern, never the address, because codes and keys stand in addresses; and no
 * header, because cookies and keys stand there. The id is answered too, so that a complaint can be found in the log.
 */
export const requestLog =
  (log: Logger): RequestHandler =>
  (request, response, next) => {
    const begun = performance.now();
    const id = randomUUID();
    response.set('X-Request-Id', id);
    response.on('close', () => {
      const route = patternOf(request.route);
      const ms = Math.round(performance.now() - begun);
      const line = { id, method: request.method, route, status: response.statusCode, ms };
      log[levelOf(response)](line, response.writableFinished ? 'request' : 'request cut off');
    });
    next();
  };

const patternOf = (route: unknown): unknown =>
  typeof route === 'object' && route !== null && 'path' in route ? route.path : undefined;

const levelOf = ({ statusCode }: Response): 'warn' | 'info' | 'debug' => {
  if (statusCode >= 500) return 'warn';
  return statusCode === 401 || statusCode === 403 || statusCode === 429 ? 'info' : 'debug';
};
