import { parseCivil } from './civil.ts';
import type { Instant, Zone } from './types.ts';
import { instantOnDay } from './zone.ts';

/**
 * The instant somebody means who types `2026-06-10T17:30` (seconds are ignored), as a browser's box for date and time
 * writes it, on the wall clock of `zone` (U91). Undefined when it is no date and time.
 */
export function typedInstant(text: string, zone: Zone): Instant | undefined {
  const match = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):([0-5]\d)(?::[0-5]\d(?:\.\d+)?)?$/.exec(text);
  const day = match?.[1] === undefined ? undefined : parseCivil(match[1]);
  return day === undefined
    ? undefined
    : instantOnDay(day, Number(match?.[2]) * 60 + Number(match?.[3]), zone);
}
