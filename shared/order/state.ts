import type { Clocks } from '../clocks/types.ts';
import type {
  AreaId,
  CategoryId,
  DepartmentId,
  EventId,
  Instant,
  ItemId,
  MemberId,
  OrderId,
  PhotoId,
  ReportId,
  TeamId,
} from '../ids.ts';
import type { Score } from '../rating/score.ts';

export const STATUSES = ['new', 'dispatched', 'handling', 'done', 'closed', 'declined', 'merged'] as const;
/** 待派单、待接单、办理中、待评价、已办结、不予受理、已并单 (SPEC O1). */
export type Status = (typeof STATUSES)[number];

export const COLUMNS = ['new', 'dispatched', 'handling', 'done'] as const;
/** The statuses that are columns of the board. */
export type Column = (typeof COLUMNS)[number];

export const KINDS = ['request', 'wish', 'preventive', 'recurring'] as const;
/** 诉求、微心愿、未诉先办、定期服务. */
export type Kind = (typeof KINDS)[number];

export const CHANNELS = [
  'qr',
  'web',
  'phone',
  'hotline12345',
  'grid',
  'visit',
  'counter',
  'council',
  'open311',
] as const;
/** How a report came in. */
export type Channel = (typeof CHANNELS)[number];

/** Whom an order is offered to. A team's or department's members may each claim it; `pool` is open to the area. */
export type Target =
  | { readonly kind: 'pool' }
  | { readonly kind: 'member'; readonly memberId: MemberId; readonly name: string }
  | { readonly kind: 'team'; readonly teamId: TeamId; readonly name: string }
  | { readonly kind: 'department'; readonly departmentId: DepartmentId; readonly name: string };

export interface Offer {
  readonly to: Target;
  readonly at: Instant;
  readonly by: MemberId | null;
}

/** The one person who has claimed the order, and for which unit if the offer went to one. */
export interface Holder {
  readonly memberId: MemberId;
  readonly name: string;
  readonly unit?: string;
  readonly since: Instant;
}

/** One resident's submission inside an order (诉求). Contact data lives elsewhere, under the report's id. */
export interface Report {
  readonly _id: ReportId;
  readonly channel: Channel;
  /** As the resident wrote it, cleaned of control characters: read like contact data (design: Data). */
  readonly text: string;
  readonly at: Instant;
  readonly photoIds: readonly PhotoId[];
  /** SHA-256 (base64url) of the tracking code and of the report key: the plain values are never stored. */
  readonly trackingHash: string;
  readonly keyHash: string;
  readonly hasContact: boolean;
  /** Staff member who took the report in, if it did not come from the resident's own hand. */
  readonly takenBy?: MemberId;
  /** Entered for a resident who has no key: rated by call-back only. */
  readonly rateByCallback?: boolean;
  readonly externalNo?: string;
  readonly ratings: readonly ReportRating[];
}

export interface ReportRating {
  readonly round: number;
  readonly at: Instant;
  readonly speed: Score;
  readonly effect: Score;
  readonly attitude: Score;
  readonly comment?: string;
  readonly via: 'resident' | 'callback';
}

export interface Feedback {
  readonly eventId: EventId;
  readonly at: Instant;
  readonly by: MemberId | null;
  readonly name: string;
  readonly text: string;
  readonly photoIds: readonly PhotoId[];
}

/** A later deadline that somebody has asked for and nobody has answered yet. */
export interface ExtensionRequest {
  readonly eventId: EventId;
  readonly at: Instant;
  readonly by: MemberId;
  readonly name: string;
  readonly reason: string;
  readonly until: Instant;
}

/** What the events of an order fold to. Replaying `history` gives exactly this (SPEC O30). */
export interface OrderState {
  readonly _id: OrderId;
  /** `<community letters><yy>-<n>`, unique, from an atomic counter. */
  readonly no: string;
  /** The tenant and shard key: nearest community at or above the order's area. */
  readonly communityId: AreaId;
  readonly areaId: AreaId;
  /** Where the matter is. */
  readonly areaPath: string;
  /** Who is responsible: escalation changes only this. */
  readonly levelAreaId: AreaId;
  /** Real minutes past a deadline after which it goes one level up, as the rules were when it was classified; absent is never. */
  readonly escalateAfterMinutes?: number;
  readonly kind: Kind;
  readonly status: Status;
  readonly urgent: boolean;
  readonly categoryId: CategoryId | null;
  readonly itemId: ItemId | null;
  /** First words of the first report with phone and identity numbers masked; safe for everyone. */
  readonly title: string;
  readonly address: string;
  readonly channel: Channel;
  readonly reports: readonly Report[];
  readonly offer: Offer | null;
  readonly holder: Holder | null;
  /** 首接负责: the first who claimed stays accountable. */
  readonly firstHolder: { readonly memberId: MemberId; readonly name: string } | null;
  readonly clocks: Clocks;
  readonly arrivedAt: Instant | null;
  readonly feedbacks: readonly Feedback[];
  /** What was done, told to the resident. */
  readonly result: string | null;
  readonly declineReason: string | null;
  readonly returns: number;
  readonly urges: number;
  readonly lastUrgedAt: Instant | null;
  readonly extension: ExtensionRequest | null;
  readonly extensions: number;
  /** Counts from 1; a reopen starts a new round with ratings of its own. */
  readonly round: number;
  readonly mergedInto: OrderId | null;
  /** Orders whose reports are followed and rated through this one. */
  readonly adopted: readonly Adoption[];
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly doneAt: Instant | null;
  readonly closedAt: Instant | null;
}

/** A merged order as its survivor knows it: enough to close when every report is rated. */
export interface Adoption {
  readonly orderId: OrderId;
  readonly no: string;
  readonly reportIds: readonly ReportId[];
  readonly at: Instant;
  readonly rated: readonly { readonly reportId: ReportId; readonly round: number }[];
}
