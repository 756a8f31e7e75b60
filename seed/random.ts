/** Seeded chance: the same seed gives the same community, year and day (mulberry32). */
export interface Random {
  /** 0 ≤ x < 1 */
  next(): number;
  /** Whole number from `from` to `to`, both included. */
  int(from: number, to: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly [T, ...T[]]): T;
  /** One of a list that may be empty. */
  maybe<T>(list: readonly T[]): T | undefined;
  /** One entry by weight; weights need not sum to one. */
  weighted<T>(entries: readonly (readonly [T, number])[]): T;
  /** Normally distributed. */
  normal(mean: number, deviation: number): number;
  /** URL-safe text of 6 random bits a character. */
  id(length?: number): string;
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const int = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  const maybe = <T>(list: readonly T[]): T | undefined => list[int(0, list.length - 1)];
  return {
    next,
    int,
    maybe,
    chance: (probability) => next() < probability,
    pick: (list) => maybe(list) ?? list[0],
    weighted: (entries) => {
      const total = entries.reduce((sum, [, weight]) => sum + weight, 0);
      let left = next() * total;
      for (const [value, weight] of entries) {
        left -= weight;
        if (left < 0) return value;
      }
      const last = entries.at(-1);
      if (last === undefined) throw new RangeError('weighted needs at least one entry');
      return last[0];
    },
    normal: (mean, deviation) =>
      mean + deviation * Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    id: (length = 12) => Array.from({ length }, () => ALPHABET.charAt(int(0, 63))).join(''),
  };
}
