import type { Area, AreaLevel } from '../areas/area.ts';
import type { Category, Item } from '../catalogue/catalogue.ts';
import type { Clocks, DeadlineRule } from '../clocks/types.ts';
import type { AreaId, EventId, Instant, ItemId, MemberId, OrderId, PhotoId, ReportId } from '../ids.ts';
import type { OrderEventType } from '../order/events.ts';
import type { Order } from '../order/order.ts';
import type {
  Adoption,
  Channel,
  ExtensionRequest,
  Feedback,
  Holder,
  Kind,
  Offer,
  ReportRating,
  Status,
} from '../order/state.ts';
import type { Role } from '../people/member.ts';

/** What a command is acknowledged with. */
export interface OrderBrief {
  readonly _id: OrderId;
  readonly no: string;
  readonly status: Status;
  readonly rev: number;
}

export interface MemberSelf {
  readonly _id: MemberId;
  readonly username: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly areaIds: readonly AreaId[];
  readonly onDuty: boolean;
  readonly language?: 'zh-CN' | 'en';
}

export interface PublicArea {
  readonly id: AreaId;
  readonly name: string;
  readonly level: AreaLevel;
  readonly parentId: AreaId | null;
}

export interface PublicCatalogue {
  readonly categories: readonly {
    readonly id: string;
    readonly name: string;
    readonly items: readonly {
      readonly id: ItemId;
      readonly name: string;
      readonly keywords: readonly string[];
      readonly urgent: boolean;
      readonly deadline: DeadlineRule;
    }[];
  }[];
}

/** Public timelines name roles, never people. */
export interface ReportProgress {
  readonly orderNo: string;
  readonly kind: Kind;
  readonly status: Status;
  readonly category?: string;
  readonly item?: string;
  readonly areaName: string;
  readonly title: string;
  readonly urgent: boolean;
  readonly createdAt: Instant;
  /** Deadline of the resolve clock while it runs, for "when will I hear". */
  readonly dueAt: Instant | null;
  readonly result: string | null;
  readonly declineReason: string | null;
  readonly round: number;
  readonly timeline: readonly {
    readonly at: string;
    readonly event: OrderEventType;
    readonly role?: Role | 'unit';
  }[];
}

/** What the bearer of a report key sees: the progress plus the report's own words and its rating state. */
export interface OwnReport extends ReportProgress {
  readonly reportId: ReportId;
  readonly trackingCode: null;
  readonly text: string;
  readonly photoIds: readonly PhotoId[];
  readonly canRate: boolean;
  readonly canUrge: boolean;
  readonly canReopen: boolean;
  readonly ratings: readonly ReportRating[];
}

export interface MonthRow {
  readonly month: string;
  readonly n: number;
  readonly speed: number | null;
  readonly effect: number | null;
  readonly attitude: number | null;
}

/** 响应率、办结率、解决率、满意率 as counts; the reader divides. No data is total 0, never 0 %. */
export interface RatesRow {
  readonly responded: Share;
  readonly completed: Share;
  readonly solved: Share;
  readonly satisfied: Share;
}
export interface Share {
  readonly count: number;
  readonly total: number;
}

/** Names behind the ids on cards: loaded once, refreshed when `version` changes. */
export interface Directory {
  readonly version: number;
  readonly areas: readonly Area[];
  readonly categories: readonly Category[];
  readonly items: readonly Item[];
  readonly members: readonly DirectoryMember[];
  readonly teams: readonly { readonly _id: string; readonly name: string }[];
  readonly departments: readonly { readonly _id: string; readonly name: string }[];
}
export interface DirectoryMember {
  readonly _id: MemberId;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly areaIds: readonly AreaId[];
  readonly onDuty: boolean;
}

/** One row of an order's course as staff see it. */
export interface HistoryRow {
  readonly id: EventId;
  readonly type: OrderEventType;
  readonly at: Instant;
  readonly by: string | null;
  readonly byId: MemberId | null;
  readonly text?: string;
  readonly photoIds?: readonly PhotoId[];
  readonly reason?: string;
  readonly target?: string;
  readonly undoable: boolean;
}

/** One order of the ledger: what a list shows of it. */
export type LedgerRow = Pick<
  Order,
  | '_id'
  | 'no'
  | 'rev'
  | 'status'
  | 'kind'
  | 'urgent'
  | 'title'
  | 'address'
  | 'areaId'
  | 'itemId'
  | 'channel'
  | 'createdAt'
  | 'doneAt'
  | 'closedAt'
  | 'holder'
  | 'returns'
>;
export interface LedgerPage {
  readonly orders: readonly LedgerRow[];
  readonly nextCursor: string | null;
}

/** The drawer of the board and the page of the phone. `allowed` greys out what the reader may not do now. */
export interface OrderDetail {
  readonly _id: OrderId;
  readonly no: string;
  readonly rev: number;
  readonly status: Status;
  readonly kind: Kind;
  readonly urgent: boolean;
  readonly title: string;
  readonly address: string;
  readonly areaId: AreaId;
  readonly areaPath: string;
  readonly levelAreaId: AreaId;
  readonly itemId: ItemId | null;
  readonly channel: Channel;
  readonly offer: Offer | null;
  readonly holder: Holder | null;
  /** When an urgent claim is let go by itself because nobody came; null when it is not (O27). */
  readonly heldUntil: Instant | null;
  readonly firstHolder: { readonly memberId: MemberId; readonly name: string } | null;
  readonly clocks: Clocks;
  readonly reports: readonly DetailReport[];
  readonly feedbacks: readonly Feedback[];
  readonly result: string | null;
  readonly declineReason: string | null;
  readonly extension: ExtensionRequest | null;
  readonly returns: number;
  readonly urges: number;
  readonly round: number;
  readonly mergedInto: { readonly _id: OrderId; readonly no: string } | null;
  readonly adopted: readonly Adoption[];
  readonly photos: readonly DetailPhoto[];
  readonly history: readonly HistoryRow[];
  readonly createdAt: Instant;
  readonly doneAt: Instant | null;
  readonly closedAt: Instant | null;
  readonly allowed: readonly string[];
  readonly canEditNotes: boolean;
}
export interface DetailReport {
  readonly _id: ReportId;
  readonly channel: Channel;
  readonly at: Instant;
  readonly text: string;
  readonly photoIds: readonly PhotoId[];
  /** Masked; opening the number is a separate, audited request. */
  readonly contact: { readonly name: string; readonly phone: string } | null;
  readonly ratings: readonly ReportRating[];
  readonly rateByCallback: boolean;
  readonly orderNo: string;
  /** What the system it came from calls it. */
  readonly externalNo: string | null;
}
export interface DetailPhoto {
  readonly _id: PhotoId;
  readonly reportId: ReportId | null;
  readonly published: boolean;
  readonly width: number;
  readonly height: number;
}

/** A reason code with its figure, translated on the client (M2). */
export interface CandidateReason {
  readonly code:
    | 'own_grid'
    | 'own_community'
    | 'neighbour_area'
    | 'skill'
    | 'responsible_unit'
    | 'load'
    | 'on_duty'
    | 'off_duty'
    | 'free_from'
    | 'handled_similar'
    | 'first_holder'
    | 'wish_helper'
    | 'off_hours';
  readonly value?: string | number;
}
export interface Candidate {
  readonly target:
    | { readonly memberId: string }
    | { readonly teamId: string }
    | { readonly departmentId: string };
  readonly id: string;
  readonly name: string;
  readonly kind: 'member' | 'team' | 'department';
  readonly roles: readonly Role[];
  readonly reasons: readonly CandidateReason[];
  readonly score: number;
}

/** The phone's lists: a snapshot with revs, limited to what is offered to, pooled for or held by this member. */
export interface FieldSnapshot {
  readonly asOf: Instant;
  readonly offered: readonly FieldCard[];
  readonly pool: readonly FieldCard[];
  readonly mine: readonly FieldCard[];
  /** True when a list was cut at its bound. */
  readonly more: { readonly offered: boolean; readonly pool: boolean; readonly mine: boolean };
}
export interface FieldCard {
  readonly _id: OrderId;
  readonly no: string;
  readonly rev: number;
  readonly status: Status;
  readonly kind: Kind;
  readonly urgent: boolean;
  readonly title: string;
  readonly address: string;
  readonly areaId: AreaId;
  readonly itemId: ItemId | null;
  readonly channel: Channel;
  readonly createdAt: Instant;
  readonly clocks: Clocks;
  readonly reasons: readonly CandidateReason[];
  readonly arrived: boolean;
}

/** A wish this member made come true, with the resident's words to them; null when none were left. */
export interface GrantedWish {
  readonly _id: OrderId;
  readonly no: string;
  readonly title: string;
  readonly areaId: AreaId;
  readonly doneAt: Instant;
  readonly thanks: string | null;
}

/** Body of every HTTP error. `message` is in the language of `Accept-Language`. */
export interface ErrorBody {
  readonly code: string;
  readonly message: string;
  readonly details?: unknown;
}
