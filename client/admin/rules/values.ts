import type { Span } from '../../../shared/calendar/types.ts';
import type { RulesAnswer } from '../../../shared/protocol/admin.ts';

export const COLUMNS = ['new', 'dispatched', 'handling', 'done'] as const;

/** Figures that must be there; durations in the unit their label says. */
export const FIGURES = [
  'urgentMinutes',
  'leaseGraceMinutes',
  'undoMinutes',
  'closeAfterDays',
  'rateAfterCloseDays',
] as const;

/** Limits that may be off: an empty box. */
export const LIMITS = [
  'columnLimits.new',
  'columnLimits.dispatched',
  'columnLimits.handling',
  'columnLimits.done',
  'memberLimit',
  'escalateAfterMinutes',
  'escalateAfterReturns',
] as const;

/** Those that are not a part of something larger. */
const ALONE = [
  'memberLimit',
  'escalateAfterMinutes',
  'escalateAfterReturns',
] as const satisfies readonly (typeof LIMITS)[number][];

export type RulesValues = { [key in (typeof FIGURES)[number] | (typeof LIMITS)[number]]: string } & {
  contactDays: string;
  /** In percent. */
  warnShare: string;
  week: Span[][];
  makeUpDay: Span[];
};

export function valuesOf({ settings, week, makeUpDay, contactDays }: RulesAnswer): RulesValues {
  const limit = (value: number | null): string => (value === null ? '' : String(value));
  const { columnLimits } = settings;
  return {
    urgentMinutes: String(settings.urgentMinutes),
    leaseGraceMinutes: String(settings.leaseGraceMinutes),
    undoMinutes: String(settings.undoMinutes),
    closeAfterDays: String(settings.closeAfterDays),
    rateAfterCloseDays: String(settings.rateAfterCloseDays),
    'columnLimits.new': limit(columnLimits.new),
    'columnLimits.dispatched': limit(columnLimits.dispatched),
    'columnLimits.handling': limit(columnLimits.handling),
    'columnLimits.done': limit(columnLimits.done),
    memberLimit: limit(settings.memberLimit),
    escalateAfterMinutes: limit(settings.escalateAfterMinutes),
    escalateAfterReturns: limit(settings.escalateAfterReturns),
    warnShare: String(Math.round(settings.warnShare * 100)),
    contactDays: String(contactDays),
    week: week.map((spans) => [...spans]),
    makeUpDay: [...makeUpDay],
  };
}

/** What is sent for what was changed. A figure that is none is sent as it is, for the server to name its field. */
export function bodyOf(changed: Partial<RulesValues>, all: RulesValues): Record<string, unknown> {
  const figure = (text: string): number | string => (text.trim() === '' ? '' : Number(text));
  const limit = (text: string): number | string | null => (text.trim() === '' ? null : figure(text));
  const share = (text: string): number | string => (text.trim() === '' ? '' : Number(text) / 100);
  const order: Record<string, unknown> = {};
  for (const key of FIGURES) if (changed[key] !== undefined) order[key] = figure(changed[key]);
  for (const key of ALONE) if (changed[key] !== undefined) order[key] = limit(changed[key]);
  if (changed.warnShare !== undefined) order['warnShare'] = share(changed.warnShare);
  if (COLUMNS.some((column) => changed[`columnLimits.${column}`] !== undefined))
    order['columnLimits'] = Object.fromEntries(
      COLUMNS.map((column) => [column, limit(all[`columnLimits.${column}`])]),
    );
  return {
    ...(Object.keys(order).length > 0 ? { order } : {}),
    ...(changed.contactDays === undefined ? {} : { contactDays: figure(changed.contactDays) }),
    ...(changed.week ? { week: changed.week } : {}),
    ...(changed.makeUpDay ? { makeUpDay: changed.makeUpDay } : {}),
  };
}
