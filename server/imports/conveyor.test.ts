import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeConveyor } from './conveyor.ts';

const turns = async (count: number): Promise<void> => {
  for (let turn = 0; turn < count; turn += 1) await Promise.resolve();
};

test('I3 batches go through each step in order, at most two are written at once, and never more than five are under way', async () => {
  const delays = fc.array(fc.tuple(fc.nat(20), fc.nat(20), fc.nat(20), fc.nat(20)), {
    minLength: 1,
    maxLength: 12,
  });
  await fc.assert(
    fc.asyncProperty(delays, async (batches) => {
      const begun: Record<string, number[]> = { lookUp: [], makeReady: [], write: [], tell: [] };
      const busy: Record<string, number> = { lookUp: 0, makeReady: 0, write: 0, tell: 0 };
      let most = 0;
      const step = (name: string, place: number, atOnce: number) => async (batch: number) => {
        begun[name]?.push(batch);
        busy[name] = (busy[name] ?? 0) + 1;
        expect(busy[name]).toBeLessThanOrEqual(atOnce);
        await turns(batches[batch]?.[place] ?? 0);
        busy[name] = (busy[name] ?? 0) - 1;
        return batch;
      };
      const tell = step('tell', 3, 1);
      const conveyor = makeConveyor({
        lookUp: step('lookUp', 0, 5),
        makeReady: step('makeReady', 1, 1),
        write: step('write', 2, 2),
        tell: async (batch: number) => (await tell(batch)) >= 0,
      });
      for (const batch of batches.keys()) {
        most = Math.max(most, batch + 1 - (begun['tell']?.length ?? 0));
        expect(await conveyor.put(batch)).toBe(true);
      }
      expect(await conveyor.end()).toBe(true);
      for (const name of Object.keys(begun)) expect(begun[name]).toEqual([...batches.keys()]);
      expect(most).toBeLessThanOrEqual(5);
    }),
  );
});

test('I3 after a batch that says no, or fails, none is begun; what is being written is still told', async () => {
  const written: number[] = [];
  const told: number[] = [];
  const through = (verdict: (batch: number) => Promise<boolean>, fails = -1) => {
    written.length = 0;
    told.length = 0;
    return makeConveyor({
      lookUp: (batch: number) => Promise.resolve(batch),
      makeReady: (batch) => Promise.resolve(batch),
      write: async (batch) => {
        written.push(batch);
        await turns(3);
        return batch === fails ? await Promise.reject(new Error('away')) : batch;
      },
      tell: async (batch) => {
        told.push(batch);
        return await verdict(batch);
      },
    });
  };
  const cancelled = through((batch) => Promise.resolve(batch < 1));
  const answers: boolean[] = [];
  for (const batch of [0, 1, 2, 3, 4, 5]) answers.push(await cancelled.put(batch));
  expect(answers).toContain(false);
  expect(await cancelled.end()).toBe(false);
  expect(written).toEqual([0, 1, 2]);
  expect(told).toEqual(written);

  const refuses = async (batch: number) => batch < 1 || (await Promise.reject(new Error('away')));
  const breaks = [() => through(refuses), () => through(() => Promise.resolve(true), 1)];
  for (const begin of breaks) {
    const broken = begin();
    const putAll = async (): Promise<void> => {
      for (const batch of [0, 1, 2, 3, 4, 5]) await broken.put(batch);
    };
    await expect(putAll()).rejects.toThrow('away');
    await expect(broken.end()).rejects.toThrow('away');
    expect(written).toEqual([0, 1, 2]);
  }
});
