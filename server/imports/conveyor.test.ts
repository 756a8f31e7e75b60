import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeConveyor } from './conveyor.ts';

const turns = async (count: number): Promise<void> => {
  for (let turn = 0; turn < count; turn += 1) await Promise.resolve();
};

test('I3 batches are made ready and written one at a time, in order, and never more than three are under way', async () => {
  const delays = fc.array(fc.tuple(fc.nat(20), fc.nat(20)), { minLength: 1, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(delays, async (batches) => {
      const busy = { ready: 0, written: 0 };
      const written: number[] = [];
      let most = 0;
      const alone = async (step: 'ready' | 'written', wait: number): Promise<void> => {
        busy[step] += 1;
        expect(busy[step]).toBe(1);
        await turns(wait);
        busy[step] -= 1;
      };
      const conveyor = makeConveyor(
        async (batch: number) => {
          await alone('ready', batches[batch]?.[0] ?? 0);
          return batch;
        },
        async (batch) => {
          await alone('written', batches[batch]?.[1] ?? 0);
          written.push(batch);
          return true;
        },
      );
      for (const batch of batches.keys()) {
        most = Math.max(most, batch + 1 - written.length);
        expect(await conveyor.put(batch)).toBe(true);
      }
      expect(await conveyor.end()).toBe(true);
      expect(written).toEqual([...batches.keys()]);
      expect(most).toBeLessThanOrEqual(3);
    }),
  );
});

test('I3 after a batch that says no, or fails, none is written', async () => {
  const written: number[] = [];
  const through = (verdict: (batch: number) => Promise<boolean>) => {
    written.length = 0;
    return makeConveyor(
      (batch: number) => Promise.resolve(batch),
      async (batch) => {
        written.push(batch);
        return await verdict(batch);
      },
    );
  };
  const cancelled = through((batch) => Promise.resolve(batch < 1));
  const answers: boolean[] = [];
  for (const batch of [0, 1, 2, 3, 4]) answers.push(await cancelled.put(batch));
  expect(answers).toContain(false);
  expect(await cancelled.end()).toBe(false);
  expect(written).toEqual([0, 1]);

  const broken = through((batch) => (batch < 1 ? Promise.resolve(true) : Promise.reject(new Error('away'))));
  const putAll = async (): Promise<void> => {
    for (const batch of [0, 1, 2, 3, 4]) await broken.put(batch);
  };
  await expect(putAll()).rejects.toThrow('away');
  await expect(broken.end()).rejects.toThrow('away');
  expect(written).toEqual([0, 1]);
});
