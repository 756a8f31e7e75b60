import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { HttpFault } from './fault.ts';

/** Every rate limit in one table: points in a number of seconds, per key (SPEC P31). */
export const RATE_LIMITS = {
  signInAccount: { points: 10, duration: 900 },
  signInAddress: { points: 100, duration: 900 },
  submissions: { points: 60, duration: 60 },
  ratings: { points: 60, duration: 60 },
  ratingsKey: { points: 30, duration: 60 },
  unknownCodes: { points: 60, duration: 60 },
  reads: { points: 100, duration: 1 },
} as const;
type LimitName = keyof typeof RATE_LIMITS;

export interface Limits {
  /** Takes one point. @throws HttpFault `rate_limited` with Retry-After when there is none left. */
  take(name: LimitName, key: string): Promise<void>;
  /** @throws HttpFault when no point is left, without taking one: failures are counted by `take` afterwards. */
  check(name: LimitName, key: string): Promise<void>;
}

export function createLimits(): Limits {
  const limiters = new Map<LimitName, RateLimiterMemory>();
  for (const [name, options] of Object.entries(RATE_LIMITS)) {
    limiters.set(name as LimitName, new RateLimiterMemory({ ...options, keyPrefix: name }));
  }
  const tooFast = (waitMs: number): HttpFault =>
    new HttpFault('rate_limited', undefined, Math.max(1, Math.ceil(waitMs / 1000)));
  return {
    take: async (name, key) => {
      try {
        await limiters.get(name)?.consume(key);
      } catch (rejected) {
        if (rejected instanceof RateLimiterRes) throw tooFast(rejected.msBeforeNext);
        throw rejected;
      }
    },
    check: async (name, key) => {
      const state = await limiters.get(name)?.get(key);
      if (state && state.remainingPoints <= 0) throw tooFast(state.msBeforeNext);
    },
  };
}
