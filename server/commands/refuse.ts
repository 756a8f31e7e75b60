import type { Refusal, RefusalDetails } from '../../shared/order/decision.ts';
import type { RefusalCode } from '../../shared/protocol/errors.ts';

export const refuse = (code: RefusalCode, details?: RefusalDetails): Refusal => ({
  ok: false,
  code,
  ...(details ? { details } : {}),
});
