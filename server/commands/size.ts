import type { Refusal } from '../../shared/order/decision.ts';
import { BOUNDS } from '../../shared/order/settings.ts';
import type { LoadedOrder } from './load.ts';

/** A MongoDB document ends at 16 MiB; what is refused here would be refused there, without saying why. */
const MOST_BYTES = 12 * 1024 * 1024;
/** Below this many texts of at most 10,000 characters an order cannot come near it. */
const WORTH_MEASURING = 100;

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

/** Why the order cannot grow into `next`; null when it can (S7). */
export function tooLarge(next: LoadedOrder): Refusal | 'effects' | null {
  if (next.pending.length > 0 && bytesOf(next.pending) > BOUNDS.pendingBytes) return 'effects';
  const texts = next.history.length + next.reports.length + next.feedbacks.length;
  if (texts > WORTH_MEASURING && bytesOf(next) > MOST_BYTES)
    return { ok: false, code: 'text_too_long', details: { orderNo: next.no } };
  return null;
}
