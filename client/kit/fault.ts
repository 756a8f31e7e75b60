import type { RefusalDetails } from '../../shared/order/decision.ts';
import { isRefusalCode, type RefusalCode } from '../../shared/protocol/errors.ts';

/** What can go wrong on the way, besides what a server refuses. */
export type WayFault = 'offline' | 'timeout' | 'unreadable';
export type FaultCode = RefusalCode | WayFault;

/** A request that failed, with words a person can act on. */
export class ApiFault extends Error {
  readonly code: FaultCode;
  /** 0 when there was no answer. */
  readonly status: number;
  readonly details: RefusalDetails | undefined;
  /** How long the server asked us to wait, from Retry-After. */
  readonly retryAfterMs: number | undefined;

  constructor(
    code: FaultCode,
    message: string,
    more: { status?: number; details?: RefusalDetails | undefined; retryAfterMs?: number | undefined } = {},
  ) {
    super(message);
    this.name = 'ApiFault';
    this.code = code;
    this.status = more.status ?? 0;
    this.details = more.details;
    this.retryAfterMs = more.retryAfterMs;
  }
}

export const isFault = (error: unknown, code?: FaultCode): error is ApiFault =>
  error instanceof ApiFault && (code === undefined || error.code === code);

/** The fault of an HTTP answer whose body may be anything, a proxy's page included. */
export async function faultOf(response: Response, fallback: (status: number) => string): Promise<ApiFault> {
  const body = await readBody(response);
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  const code = isRefusalCode(body.code) ? body.code : codeOfStatus(response.status);
  return new ApiFault(code, typeof body.message === 'string' ? body.message : fallback(response.status), {
    status: response.status,
    details: typeof body.details === 'object' && body.details !== null ? body.details : undefined,
    retryAfterMs: Number.isFinite(seconds) ? seconds * 1000 : undefined,
  });
}

async function readBody(
  response: Response,
): Promise<{ code?: unknown; message?: unknown; details?: RefusalDetails | null }> {
  try {
    const body: unknown = await response.json();
    return typeof body === 'object' && body !== null ? body : {};
  } catch {
    return {};
  }
}

function codeOfStatus(status: number): RefusalCode {
  if (status === 401) return 'signed_out';
  if (status === 403) return 'forbidden';
  if (status === 404) return 'not_found';
  if (status === 413) return 'body_too_large';
  if (status === 429) return 'rate_limited';
  if (status === 502 || status === 503 || status === 504) return 'unavailable';
  return status >= 500 ? 'internal' : 'bad_request';
}
