import type { ClockChange, ClockName, Clocks } from '../clocks/types.ts';
import type {
  AreaId,
  CategoryId,
  CommandId,
  EventId,
  Instant,
  ItemId,
  MemberId,
  OrderId,
  PhotoId,
  ReportId,
} from '../ids.ts';
import type { Scores } from '../rating/score.ts';
import type { EventActor } from './actor.ts';
import type { Adoption, Channel, ExtensionRequest, Holder, Kind, Offer, Report, Status } from './state.ts';

interface Base<Type extends string> {
  readonly id: EventId;
  readonly type: Type;
  /** Never earlier than the event before (SPEC O31). */
  readonly at: Instant;
  readonly by: EventActor;
  readonly commandId: CommandId;
}

/** What a state-changing event replaced, so that undo can put it back without replaying (SPEC O25). */
export interface Before {
  readonly status: Status;
  readonly offer: Offer | null;
  readonly holder: Holder | null;
  readonly clocks: Clocks;
  readonly doneAt: Instant | null;
  readonly result: string | null;
  readonly arrivedAt: Instant | null;
  readonly firstHolder: { readonly memberId: MemberId; readonly name: string } | null;
  readonly extension: ExtensionRequest | null;
}

export interface Submitted extends Base<'submitted'> {
  readonly orderId: OrderId;
  readonly no: string;
  readonly communityId: AreaId;
  readonly areaId: AreaId;
  readonly areaPath: string;
  readonly levelAreaId: AreaId;
  readonly kind: Kind;
  readonly urgent: boolean;
  readonly categoryId: CategoryId | null;
  readonly itemId: ItemId | null;
  readonly title: string;
  readonly address: string;
  readonly channel: Channel;
  readonly report: Report;
  readonly clocks: readonly ClockChange[];
  readonly escalateAfterMinutes?: number;
}
export interface Dispatched extends Base<'dispatched'> {
  readonly offer: Offer;
  readonly note?: string;
  readonly clocks: readonly ClockChange[];
  readonly before: Before;
}
export interface Claimed extends Base<'claimed'> {
  readonly holder: Holder;
  readonly clocks: readonly ClockChange[];
  readonly before: Before;
}
export interface Arrived extends Base<'arrived'> {
  readonly clocks: readonly ClockChange[];
}
export interface FedBack extends Base<'fed_back'> {
  readonly text: string;
  readonly photoIds: readonly PhotoId[];
  readonly clocks: readonly ClockChange[];
}
export interface Completed extends Base<'completed'> {
  readonly text: string;
  readonly photoIds: readonly PhotoId[];
  readonly clocks: readonly ClockChange[];
  readonly before: Before;
}
/** Given back by whoever held it or was offered it; the next decision is the officer's. */
export interface Returned extends Base<'returned'> {
  readonly reason: ReturnReason;
  readonly text: string;
  readonly clocks: readonly ClockChange[];
  readonly before: Before;
}
export interface Declined extends Base<'declined'> {
  readonly text: string;
  readonly clocks: readonly ClockChange[];
}
export interface Escalated extends Base<'escalated'> {
  readonly fromAreaId: AreaId;
  readonly toAreaId: AreaId;
  readonly text: string;
  /** Absent in histories from before there were rules: by hand. */
  readonly cause?: EscalationCause;
  readonly clocks: readonly ClockChange[];
}
export interface ExtensionAsked extends Base<'extension_asked'> {
  readonly until: Instant;
  readonly reason: string;
}
export interface ExtensionDecided extends Base<'extension_decided'> {
  readonly requestId: EventId;
  readonly approved: boolean;
  readonly until: Instant;
  readonly text: string;
  readonly clocks: readonly ClockChange[];
}
export interface Urged extends Base<'urged'> {
  readonly text: string;
}
/** Written on the source: its reports are now followed and rated through the survivor. */
export interface MergedInto extends Base<'merged_into'> {
  readonly intoId: OrderId;
  readonly intoNo: string;
  readonly clocks: readonly ClockChange[];
  readonly before: Before;
}
export interface Adopted extends Base<'adopted'> {
  readonly adoption: Adoption;
  /** Round the adopted order was in: the survivor goes on in the later of the two (R6). */
  readonly round?: number;
}
/** Written on the source when it is taken out again, or when the survivor could not adopt it. */
export interface Unmerged extends Base<'unmerged'> {
  readonly fromId: OrderId;
  readonly restored: Before;
  readonly clocks: readonly ClockChange[];
}
export interface Released extends Base<'released'> {
  readonly reason: string;
  readonly cause: 'lease' | 'holder' | 'officer';
  readonly clocks: readonly ClockChange[];
  readonly before: Before;
}
export interface GaveUp extends Base<'gave_up'> {
  readonly orderId: OrderId;
}
/** Written on the survivor: a report that is reached through it was rated. */
export interface AdoptedRated extends Base<'adopted_rated'> {
  readonly reportId: ReportId;
  readonly round: number;
}
/** Category, urgency, area or address put right by staff; a deadline class is counted anew from the same start. */
export interface Sorted extends Base<'sorted'> {
  readonly itemId: ItemId | null;
  readonly categoryId: CategoryId | null;
  readonly urgent: boolean;
  readonly areaId: AreaId;
  readonly areaPath: string;
  readonly address: string;
  readonly clocks: readonly ClockChange[];
  readonly escalateAfterMinutes?: number;
}
export interface Reopened extends Base<'reopened'> {
  readonly reason: string;
  readonly clocks: readonly ClockChange[];
  readonly holder: Holder | null;
}
export interface Rated extends Base<'rated'>, Scores {
  readonly reportId: ReportId;
  readonly round: number;
  readonly comment?: string;
  readonly via: 'resident' | 'callback';
}
export interface Closed extends Base<'closed'> {
  readonly cause: 'all_rated' | 'timeout' | 'callback' | 'officer' | 'import';
  readonly clocks: readonly ClockChange[];
}
export interface Undone extends Base<'undone'> {
  readonly eventId: EventId;
  readonly undid: 'dispatched' | 'claimed' | 'completed';
  readonly restored: Before;
  readonly clocks: readonly ClockChange[];
}
export interface ClockWarned extends Base<'clock_warned'> {
  readonly clock: ClockName;
  readonly clocks: readonly ClockChange[];
}
export interface ClockBreached extends Base<'clock_breached'> {
  readonly clock: ClockName;
  readonly clocks: readonly ClockChange[];
}

export type OrderEvent =
  | Submitted
  | Dispatched
  | Claimed
  | Arrived
  | FedBack
  | Completed
  | Returned
  | Declined
  | Escalated
  | ExtensionAsked
  | ExtensionDecided
  | Urged
  | MergedInto
  | Adopted
  | Unmerged
  | GaveUp
  | AdoptedRated
  | Sorted
  | Released
  | Reopened
  | Rated
  | Closed
  | Undone
  | ClockWarned
  | ClockBreached;

export type OrderEventType = OrderEvent['type'];

export const ESCALATION_CAUSES = ['hand', 'clock', 'returns'] as const;
/** Why an order went one level up: somebody decided it, a missed deadline, or repeated returns. */
export type EscalationCause = (typeof ESCALATION_CAUSES)[number];

export const RETURN_REASONS = [
  'not_my_area',
  'unclear_ownership',
  'overlapping_duties',
  'beyond_ability',
  'no_time',
  'wrong_information',
  'other',
] as const;
/** 属地不符、权属不清、职能交叉、能力不足、时间冲突、信息有误、其他 (12345 return practice). */
export type ReturnReason = (typeof RETURN_REASONS)[number];
