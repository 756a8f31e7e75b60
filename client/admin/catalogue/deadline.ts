import type { DeadlineRule } from '../../../shared/clocks/types.ts';

/** Classes an item can have, the common ones first; `until` comes from outside only. */
export const DEADLINE_KINDS = [
  'half_day',
  'overnight',
  'week',
  'workdays',
  'working_hours',
  'hours',
  'minutes',
] as const satisfies readonly DeadlineRule['kind'][];
export type DeadlineKind = (typeof DEADLINE_KINDS)[number];

const USUAL: Readonly<Record<DeadlineKind, number>> = {
  half_day: 0,
  overnight: 0,
  week: 0,
  workdays: 3,
  working_hours: 8,
  hours: 24,
  minutes: 30,
};

/** The number of a class; the least minutes of those that end with a day; null for one that has none. */
export function amountOf(rule: DeadlineRule): number | null {
  switch (rule.kind) {
    case 'minutes':
      return rule.minutes;
    case 'hours':
    case 'working_hours':
      return rule.hours;
    case 'workdays':
      return rule.days;
    case 'half_day':
    case 'overnight':
      return rule.leastMinutes ?? 0;
    case 'week':
    case 'until':
      return null;
  }
}

/** A rule of this class; with an amount that makes no sense in it, the usual one. */
export function ruleOf(kind: DeadlineKind, amount: number | null): DeadlineRule {
  const n = amount !== null && Number.isFinite(amount) && amount > 0 ? amount : USUAL[kind];
  switch (kind) {
    case 'minutes':
      return { kind, minutes: n };
    case 'hours':
    case 'working_hours':
      return { kind, hours: n };
    case 'workdays':
      return { kind, days: Math.round(n) };
    case 'half_day':
    case 'overnight':
      return n > 0 ? { kind, leastMinutes: Math.round(n) } : { kind };
    case 'week':
      return { kind };
  }
}
