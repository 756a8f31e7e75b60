import { typedInstant } from '../../../shared/calendar/typed.ts';
import type { Zone } from '../../../shared/calendar/types.ts';
import type { Instant } from '../../../shared/ids.ts';
import type { Payloads } from '../../../shared/order/commands.ts';
import { RETURN_REASONS, type ReturnReason } from '../../../shared/order/events.ts';
import { BOUNDS } from '../../../shared/order/settings.ts';

export const ASK_KINDS = ['feedback', 'complete', 'return', 'release', 'extend'] as const;
/** Steps that need words. */
export type AskKind = (typeof ASK_KINDS)[number];

/** What is typed into a sheet, as it is kept. */
export interface Asked {
  readonly text: string;
  readonly reason: string;
  /** As the box holds it: a time on the community's wall, `2026-06-10T17:30`. */
  readonly until: string;
}

export const EMPTY: Asked = { text: '', reason: '', until: '' };

/** Which field needs another look, or the payload to send. */
export type Made<K extends AskKind> =
  | { readonly ok: true; readonly payload: Payloads[K] }
  | { readonly ok: false; readonly field: keyof Asked; readonly tooLong?: boolean };

const isReason = (value: string): value is ReturnReason => RETURN_REASONS.some((reason) => reason === value);

export function payloadOf(kind: AskKind, asked: Asked, now: Instant, zone: Zone): Made<AskKind> {
  const text = asked.text.trim();
  if (kind === 'return' && !isReason(asked.reason)) return { ok: false, field: 'reason' };
  const until = typedInstant(asked.until, zone) ?? 0;
  if (kind === 'extend' && until <= now) return { ok: false, field: 'until' };
  if (text === '') return { ok: false, field: 'text' };
  if (Array.from(text).length > BOUNDS.text) return { ok: false, field: 'text', tooLong: true };
  switch (kind) {
    case 'feedback':
    case 'complete':
      return { ok: true, payload: { text } };
    case 'return':
      return isReason(asked.reason)
        ? { ok: true, payload: { reason: asked.reason, text } }
        : { ok: false, field: 'reason' };
    case 'release':
      return { ok: true, payload: { reason: text } };
    case 'extend':
      return { ok: true, payload: { until, reason: text } };
  }
}
