import type { ErrorRequestHandler, Request, Response } from 'express';
import type { Logger } from 'pino';
import type { RefusalDetails } from '../../shared/order/decision.ts';
import type { ErrorBody } from '../../shared/protocol/dto.ts';
import { type RefusalCode, statusOf } from '../../shared/protocol/errors.ts';
import { type Language, pickLanguage, refusalText } from '../../shared/texts/index.ts';
import { HttpFault } from './fault.ts';

export const languageOf = (request: Pick<Request, 'headers'>): Language =>
  pickLanguage(request.headers['accept-language']);

/** The one shape of every error (SPEC P12), in the reader's language. */
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
  response.status(statusOf(code)).json(body);
}

/** Errors that Express and its body parser throw, by their `type` or status. */
function codeOf(error: unknown): RefusalCode {
  const known = error as { readonly type?: string; readonly status?: number } | null;
  if (known?.type === 'entity.too.large') return 'body_too_large';
  if (known?.type === 'encoding.unsupported' || known?.type === 'charset.unsupported')
    return 'unsupported_media';
  if (typeof known?.status === 'number' && known.status >= 400 && known.status < 500) return 'bad_request';
  return 'internal';
}

/** Last handler of the chain. `isAway` tells whether the database is the reason for what nobody expected. */
export const makeErrorHandler =
  (log: Logger, isAway: () => boolean): ErrorRequestHandler =>
  (error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    if (error instanceof HttpFault) {
      if (error.retryAfterSeconds !== undefined) response.set('Retry-After', String(error.retryAfterSeconds));
      sendRefusal(request, response, error.code, error.details);
      return;
    }
    const code = codeOf(error);
    if (code !== 'internal') {
      sendRefusal(request, response, code);
      return;
    }
    log.error(
      { err: error, method: request.method, route: request.route?.path as unknown },
      'a request failed',
    );
    sendRefusal(request, response, isAway() ? 'unavailable' : 'internal');
  };
