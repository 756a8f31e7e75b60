import type { Area } from '../../../shared/areas/area.ts';
import type { CivilDate, DayOverride } from '../../../shared/calendar/types.ts';
import type { Category, Item } from '../../../shared/catalogue/catalogue.ts';
import type { Instant, MemberId } from '../../../shared/ids.ts';
import { Any, defineCollection, Id, When } from '../define.ts';

const strings = { type: [String], default: undefined };

export const areas = defineCollection<Area>(
  'areas',
  {
    _id: Id,
    name: String,
    level: String,
    parentId: String,
    path: Id,
    communityId: Id,
    letters: String,
    hotline: String,
    sort: Number,
    active: Boolean,
    rev: Number,
  },
  [
    [{ path: 1 }, { unique: true }],
    [{ letters: 1 }, { unique: true, sparse: true }],
    [{ parentId: 1, sort: 1 }],
    [{ communityId: 1 }],
  ],
);

export const categories = defineCollection<Category>('categories', {
  _id: Id,
  name: String,
  nameEn: String,
  sort: Number,
  active: Boolean,
  rev: Number,
});

export const items = defineCollection<Item>(
  'items',
  {
    _id: Id,
    categoryId: Id,
    name: String,
    nameEn: String,
    keywords: strings,
    skills: strings,
    grade: String,
    urgent: Boolean,
    deadline: Any,
    escalateAfter: Any,
    departmentIds: strings,
    sort: Number,
    active: Boolean,
    rev: Number,
  },
  [[{ categoryId: 1, sort: 1 }]],
);

/** A day an administrator added to the published calendar or corrected in it. */
export interface CalendarDayDocument {
  readonly _id: CivilDate;
  readonly day: DayOverride;
  readonly note: string;
  readonly by: MemberId | null;
  readonly at: Instant;
  readonly rev?: number;
}

export const calendarDays = defineCollection<CalendarDayDocument>('calendar_days', {
  _id: Id,
  day: Any,
  note: String,
  by: String,
  at: When,
  rev: Number,
});
