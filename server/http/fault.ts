import type { RefusalDetails } from '../../shared/order/decision.ts';
import { type RefusalCode, statusOf } from '../../shared/protocol/errors.ts';

/** A request that is refused: one code of the catalogue, mapped to a status at the edge. */
export class HttpFault extends Error {
  override readonly name = 'HttpFault';
  readonly code: RefusalCode;
  readonly status: number;
  readonly details: RefusalDetails | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: RefusalCode, details?: RefusalDetails, retryAfterSeconds?: number) {
    super(code);
    this.code = code;
    this.status = statusOf(code);
    this.details = details;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
