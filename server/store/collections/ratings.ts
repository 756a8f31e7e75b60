import type {
  AreaId,
  CategoryId,
  DepartmentId,
  EventId,
  Instant,
  ItemId,
  MemberId,
  Month,
  OrderId,
  ReportId,
} from '../../../shared/ids.ts';
import type { Scores } from '../../../shared/rating/score.ts';
import { defineCollection, Id, When } from '../define.ts';

/** What a rating is counted by, as it was when it was given (SPEC R20). */
export interface RatingDimensions {
  readonly month: Month;
  readonly communityId: AreaId;
  readonly areaId: AreaId;
  readonly areaPath: string;
  readonly categoryId: CategoryId | null;
  readonly itemId: ItemId | null;
  readonly departmentId: DepartmentId | null;
  readonly handlerId: MemberId | null;
}

/** One rating of one report in one round. Append-only. */
export interface RatingDocument extends RatingDimensions, Scores {
  readonly _id: EventId;
  readonly orderId: OrderId;
  readonly orderNo: string;
  readonly reportId: ReportId;
  readonly round: number;
  readonly comment: string | null;
  readonly via: 'resident' | 'callback';
  readonly at: Instant;
  /** Id of its document in `rating_months`. */
  readonly bucket: string;
}

const dimensions = {
  month: String,
  communityId: Id,
  areaId: Id,
  areaPath: Id,
  categoryId: String,
  itemId: String,
  departmentId: String,
  handlerId: String,
};
const scores = { speed: Number, effect: Number, attitude: Number };

export const ratings = defineCollection<RatingDocument>(
  'ratings',
  {
    _id: Id,
    orderId: Id,
    orderNo: Id,
    reportId: Id,
    round: Number,
    comment: String,
    via: String,
    at: When,
    bucket: Id,
    ...dimensions,
    ...scores,
  },
  [
    [{ reportId: 1, round: 1 }, { unique: true }],
    // Recounting one bucket must not read anything else.
    [{ bucket: 1 }],
    [{ communityId: 1, month: 1, at: -1 }],
    [{ areaPath: 1, at: -1 }],
    [{ orderId: 1 }],
  ],
);

/** Counts and sums of one month × area × item × department × handler: what charts read (SPEC R21). */
export interface RatingMonthDocument extends RatingDimensions {
  readonly _id: string;
  readonly n: number;
  /** Sums of the scores; divided only when shown. */
  readonly speed: number;
  readonly effect: number;
  readonly attitude: number;
  /** Ratings that call the matter solved, and those that are content with all three. */
  readonly solved: number;
  readonly satisfied: number;
  /** Guard of the replacement: two recounts at once never put an older figure over a newer one. */
  readonly version: number;
}

export const ratingMonths = defineCollection<RatingMonthDocument>(
  'rating_months',
  {
    _id: Id,
    n: Number,
    solved: Number,
    satisfied: Number,
    version: Number,
    ...dimensions,
    ...scores,
  },
  [
    [{ communityId: 1, month: 1, areaPath: 1 }],
    [{ areaPath: 1, month: 1 }],
    [{ month: 1 }],
    [{ handlerId: 1, month: 1 }],
    [{ departmentId: 1, month: 1 }],
  ],
);
