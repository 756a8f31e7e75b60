import type { DayName } from '../calendar/chinese-days.ts';
import type { CivilDate, DayOverride, DayOverrides, Span } from '../calendar/types.ts';
import type { Instant, MemberId } from '../ids.ts';
import type { OrderSettings } from '../order/settings.ts';
import type { Member } from '../people/member.ts';

/** What the reader of the administration may do there. */
export interface AdminSelf {
  /** False for those who only read. */
  readonly editable: boolean;
  /** Their areas hold everything there is: they may change what all areas share (P45). */
  readonly whole: boolean;
  /** Where residents' pages are, for QR codes; without a slash at the end. */
  readonly siteUrl: string;
}

export const USED_THINGS = ['areas', 'departments', 'teams', 'members', 'categories', 'items'] as const;
export type UsedThing = (typeof USED_THINGS)[number];

export type UseKind =
  | 'open_orders'
  | 'offered_orders'
  | 'orders_in_hand'
  | 'areas_below'
  | 'members'
  | 'teams'
  | 'departments'
  | 'items';

/** Something that hangs on what is to be taken out of use. */
export interface Use {
  readonly kind: UseKind;
  readonly count: number;
  /** A few of them, to be recognised. */
  readonly names: readonly string[];
  /** True when it must be dealt with first. */
  readonly blocks: boolean;
}

/** A member as administrators see them. */
export interface AdminMember extends Member {
  readonly rev?: number;
}

export interface MemberPage {
  readonly members: readonly AdminMember[];
  /** How many the search finds altogether. */
  readonly total: number;
  readonly nextCursor: string | null;
}

/** What may be changed without a new version of the product. */
export interface RulesAnswer {
  readonly settings: OrderSettings;
  readonly week: readonly (readonly Span[])[];
  readonly makeUpDay: readonly Span[];
  readonly contactDays: number;
  readonly rev: number;
}

/** A day an administrator entered. */
export interface Correction {
  readonly date: CivilDate;
  readonly day: DayOverride;
  readonly note: string;
  readonly by: string;
  readonly at: Instant;
  readonly rev: number;
}

/** One year of the calendar as the server reckons with it. */
export interface CalendarYear {
  readonly year: number;
  readonly zone: string;
  /** The server's own day. */
  readonly today: CivilDate;
  readonly week: readonly (readonly Span[])[];
  readonly makeUpDay: readonly Span[];
  readonly published: DayOverrides;
  readonly names: Readonly<Record<CivilDate, DayName>>;
  readonly corrections: readonly Correction[];
  /** The published plan of this year is known. */
  readonly publishedPlan: boolean;
  /** An administrator says that this year's days are all entered. */
  readonly confirmed: boolean;
}

export interface AuditRow {
  readonly _id: string;
  readonly at: Instant;
  readonly action: string;
  readonly memberId: MemberId | null;
  readonly memberName: string;
  readonly communityId: string | null;
  readonly orderId: string | null;
  readonly subject: string | null;
  readonly details: Readonly<Record<string, unknown>>;
}
