import type { EventId, Instant, MemberId, OrderId, ReportId } from '../ids.ts';
import type { Scores } from '../rating/score.ts';
import type { NoticeType } from './notice-type.ts';

/**
 * What follows from a commit in other documents. Written in the same commit, done before the answer, removed
 * afterwards, and finished by any server after a crash; each is idempotent under its id.
 */
export type Effect = RatingEffect | AdoptEffect | ReleaseAdoptionEffect | RatedThroughEffect | NoticeEffect;

interface Base<Type extends string> {
  readonly id: EventId;
  readonly type: Type;
  readonly at: Instant;
}

/** Insert into `ratings` (unique per report and round) and recount its bucket of `rating_months`. */
export interface RatingEffect extends Base<'rating'>, Scores {
  readonly reportId: ReportId;
  readonly round: number;
  readonly comment?: string;
  readonly via: 'resident' | 'callback';
}

/** Tell the survivor of a merge to adopt this order's reports; the rest is the payload of that `adopt`. */
export interface AdoptEffect extends Base<'adopt'> {
  readonly survivorId: OrderId;
  readonly orderId: OrderId;
  readonly no: string;
  readonly reportIds: readonly ReportId[];
  readonly round: number;
}

/** Tell the former survivor that this order is its own again. */
export interface ReleaseAdoptionEffect extends Base<'give_up'> {
  readonly survivorId: OrderId;
}

/** Tell the survivor that a report reached through it was rated. */
export interface RatedThroughEffect extends Base<'rated_through'> {
  readonly survivorId: OrderId;
  readonly reportId: ReportId;
  readonly round: number;
}

export interface NoticeEffect extends Base<'notice'> {
  readonly notice: NoticeType;
  readonly to: NoticeAudience;
}

export type NoticeAudience =
  | { readonly kind: 'officers' }
  | { readonly kind: 'members'; readonly memberIds: readonly MemberId[] }
  | { readonly kind: 'offered' };
