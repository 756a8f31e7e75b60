import { isIPv6 } from 'node:net';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { HttpFault } from './fault.ts';

/** Every rate limit in one table: points in a number of seconds, per key (P31). */
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
  /** @throws HttpFault when no point is left, without taking one. */
  check(name: LimitName, key: string): Promise<void>;
  /** Gives a point back that was taken for what turned out not to count. */
  giveBack(name: LimitName, key: string): Promise<void>;
}

export function createLimits(): Limits {
  const made = Object.entries(RATE_LIMITS).map(
    ([name, options]) => [name, new RateLimiterMemory({ ...options, keyPrefix: name })] as const,
  );
  const limiters = Object.fromEntries(made) as { readonly [name in LimitName]: RateLimiterMemory };
  const tooFast = (waitMs: number): HttpFault =>
    new HttpFault('rate_limited', undefined, Math.max(1, Math.ceil(waitMs / 1000)));
  const take = async (name: LimitName, key: string): Promise<void> => {
    try {
      await limiters[name].consume(key);
    } catch (rejected) {
      throw rejected instanceof RateLimiterRes ? tooFast(rejected.msBeforeNext) : rejected;
    }
  };
  return {
    take,
    check: async (name, key) => {
      const state = await limiters[name].get(key);
      if (state && state.remainingPoints <= 0) throw tooFast(state.msBeforeNext);
    },
    giveBack: async (name, key) => {
      await limiters[name].reward(key);
    },
  };
}

/**
 * What an address is counted by: IPv4 as it is, IPv6 by its network, because one household or attacker has all 2^64
 * addresses of it.
 */
export function addressKey(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  // What is no address comes from a proxy that passes on anything: it must not fill the memory.
  if (!isIPv6(plain)) return plain.slice(0, 64);
  const [head = '', tail] = plain.split('::');
  const front = head === '' ? [] : head.split(':');
  const back = tail === undefined || tail === '' ? [] : tail.split(':');
  const gap = tail === undefined ? 0 : 8 - front.length - back.length;
  const groups = [...front, ...Array.from({ length: Math.max(0, gap) }, () => '0'), ...back];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}
