import { expect, test } from 'vitest';
import { amountOf, DEADLINE_KINDS, ruleOf } from './deadline.ts';

test('C1 every class keeps its amount, and takes the usual one where it makes no sense', () => {
  expect(ruleOf('workdays', 5)).toEqual({ kind: 'workdays', days: 5 });
  expect(ruleOf('workdays', Number.NaN)).toEqual({ kind: 'workdays', days: 3 });
  expect(ruleOf('half_day', 0)).toEqual({ kind: 'half_day' });
  expect(ruleOf('half_day', 30)).toEqual({ kind: 'half_day', leastMinutes: 30 });
  for (const kind of DEADLINE_KINDS) expect(ruleOf(kind, amountOf(ruleOf(kind, 7)))).toEqual(ruleOf(kind, 7));
});
