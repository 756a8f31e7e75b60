import { expect, test } from 'vitest';
import { OFFICE_WEEK } from '../../../shared/calendar/work-calendar.ts';
import { DEFAULT_ORDER_SETTINGS } from '../../../shared/order/settings.ts';
import { bodyOf, valuesOf } from './values.ts';

const all = valuesOf({
  settings: DEFAULT_ORDER_SETTINGS,
  week: OFFICE_WEEK.week,
  makeUpDay: OFFICE_WEEK.makeUpDay,
  contactDays: 180,
  rev: 0,
});

test('P44 only what was changed is sent; an empty limit is none', () => {
  expect(bodyOf({}, all)).toEqual({});
  expect(bodyOf({ undoMinutes: '15', contactDays: '90' }, all)).toEqual({
    order: { undoMinutes: 15 },
    contactDays: 90,
  });
  expect(bodyOf({ 'columnLimits.new': '9' }, { ...all, 'columnLimits.new': '9' })).toEqual({
    order: { columnLimits: { new: 9, dispatched: null, handling: null, done: null } },
  });
  expect(bodyOf({ escalateAfterMinutes: '90', escalateAfterReturns: '', warnShare: '7' }, all)).toEqual({
    order: { escalateAfterMinutes: 90, escalateAfterReturns: null, warnShare: 0.07 },
  });
  expect(all).toMatchObject({ warnShare: '25', escalateAfterMinutes: '', escalateAfterReturns: '' });
  expect(bodyOf({ memberLimit: '' }, all)).toEqual({ order: { memberLimit: null } });
});

test('P44 a figure that is none is left for the server to name', () => {
  expect(bodyOf({ urgentMinutes: '' }, all)).toEqual({ order: { urgentMinutes: '' } });
});
