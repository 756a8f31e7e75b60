import { afterEach, describe, expect, it } from 'vitest';
import { makeMemoryStore } from './storage.ts';
import { clockTime, timestamp, whoseTime } from './timing.ts';
import { startZone, zone } from './zone.ts';

const NOON = Date.parse('2026-06-10T04:00:00Z');
const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
/** One whose clock differs from the machine's, wherever the tests run. */
const far = ['Asia/Shanghai', 'America/New_York'].find((name) => name !== own) ?? 'Asia/Shanghai';
const timeIn = (timeZone: string): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(NOON);

afterEach(async () => {
  await startZone(makeMemoryStore(), async () => await Promise.resolve({ timeZone: own }));
});

describe('the zone of every page', () => {
  it('U91 is the community’s as soon as the server has said, and says whose time is meant', async () => {
    expect(whoseTime(NOON)).toBeUndefined();
    await startZone(makeMemoryStore(), async () => await Promise.resolve({ timeZone: far }));
    expect(clockTime(NOON)).toBe(timeIn(far));
    expect(whoseTime(NOON)).toContain(far);
  });

  it('U91 is the last one known while the server does not answer; a damaged one is not used', async () => {
    const silent = async (): Promise<never> => await Promise.reject(new Error('offline'));
    const store = makeMemoryStore();
    store.write('zone', 'Nowhere/Land');
    await expect(startZone(store, silent)).rejects.toThrow('offline');
    expect(zone().name).toBe(own);
    store.write('zone', far);
    await expect(startZone(store, silent)).rejects.toThrow('offline');
    expect(zone().name).toBe(far);
  });

  it('U91 parts today from yesterday where the community’s midnight is', async () => {
    const shanghai = async () => await Promise.resolve({ timeZone: 'Asia/Shanghai' });
    await startZone(makeMemoryStore(), shanghai);
    // 23:30 and 00:30 in Shanghai, one day in London.
    const [late, early] = [Date.parse('2026-06-10T15:30:00Z'), Date.parse('2026-06-10T16:30:00Z')];
    expect(timestamp(late, early)).toBe('昨天 23:30');
    expect(timestamp(late, late)).toBe('23:30');
    expect(timestamp(early, late)).toBe('6月11日 00:30');
  });
});
