import type { Instant } from '../../../shared/ids.ts';

export interface Rate {
  readonly perSecond: number;
  readonly atOnce: number;
}

/** A bucket of `atOnce` that fills by `perSecond`: says whether one more may pass, and counts it. */
export function makeRate({ perSecond, atOnce }: Rate, now: () => Instant): () => boolean {
  let left: number = atOnce;
  let at = now();
  return () => {
    const since = Math.max(0, now() - at);
    at += since;
    left = Math.min(atOnce, left + (since / 1000) * perSecond);
    if (left < 1) return false;
    left -= 1;
    return true;
  };
}
