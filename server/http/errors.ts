import type { ErrorRequestHandler, Request, Response } from 'express';
import type { Logger } from 'pino';
import type { RefusalDetails } from '../../shared/order/decision.ts';
import type { ErrorBody } from '../../shared/protocol/dto.ts';
import { type RefusalCode, statusOf } from '../../shared/protocol/errors.ts';
import { type Language, pickLanguage, refusalText } from '../../shared/texts/index.ts';
import { isDatabaseError, isDuplicateKey } from '../store/errors.ts';
import { HttpFault } from './fault.ts';

export const languageOf = (request: Pick<Request, 'headers'>): Language =>
  pickLanguage(request.headers['accept-language']);

/** The one shape of every error (P12), in the reader's language. */
export function sendRefusal(
  request: Request,
  response: Response,
  code: RefusalCode,
  details?: RefusalDetails,
): void {
  const body: ErrorBody = {
    code,
    message: refusalText(code, languageOf(request), details),
    ...(details ? { details } : {}),
  };
  response.set('Vary', 'Accept-Language').set('Cache-Control', 'no-store').status(statusOf(code)).json(body);
}

/** What Express, its body parser, the static files and the database throw, by what they are known by. */
function codeOf(error: unknown): RefusalCode {
  if (isDuplicateKey(error)) return 'conflict';
  const known = error as { readonly type?: unknown; readonly status?: unknown } | null;
  // A file that is missing has the code of a database socket that is gone, but knows its own status.
  if (typeof known?.status !== 'number' && isDatabaseError(error)) return 'unavailable';
  if (known?.type === 'entity.too.large') return 'body_too_large';
  if (known?.type === 'encoding.unsupported' || known?.type === 'charset.unsupported')
    return 'unsupported_media';
  const status = typeof known?.status === 'number' ? known.status : 500;
  if (status === 404) return 'not_found';
  return status >= 400 && status < 500 ? 'bad_request' : 'internal';
}

/** Last handler of the chain. `isAway` tells whether the database is the reason for what nobody expected. */
export const makeErrorHandler =
  (log: Logger, isAway: () => boolean): ErrorRequestHandler =>
  (error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    // What was not read to its end, an upload above all, need not be sent to its end.
    if (!request.complete) response.set('Connection', 'close');
    if (error instanceof HttpFault) {
      if (error.retryAfterSeconds !== undefined) response.set('Retry-After', String(error.retryAfterSeconds));
      sendRefusal(request, response, error.code, error.details);
      return;
    }
    const found = codeOf(error);
    const code = found === 'internal' && isAway() ? 'unavailable' : found;
    if (statusOf(code) >= 500) {
      const route = request.route as { readonly path?: unknown } | undefined;
      // A server that ends, or loses its database, has nobody to answer whose connection went first.
      const level = code === 'unavailable' && request.socket.destroyed ? 'info' : 'error';
      log[level]({ err: error, method: request.method, route: route?.path }, 'a request failed');
      if (code === 'unavailable') response.set('Retry-After', '2');
    }
    sendRefusal(request, response, code);
  };
