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
import type { RatingSums } from '../../../shared/rating/months.ts';
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

/** A document that is counted anew and replaced, never added to. */
interface Counted {
  readonly _id: string;
  /** Guard of the replacement: two recounts at once never put an older figure over a newer one (SPEC R21). */
  readonly version: number;
}

/** Counts and sums of one month × area × item × department × handler (SPEC R21). */
export interface RatingMonthDocument extends RatingDimensions, RatingSums, Counted {}

const sums = { n: Number, solved: Number, satisfied: Number, ...scores };

export const ratingMonths = defineCollection<RatingMonthDocument>(
  'rating_months',
  { _id: Id, version: Number, ...dimensions, ...sums },
  [
    [{ areaId: 1, month: 1, categoryId: 1 }],
    [{ month: 1 }],
    [{ handlerId: 1, month: 1 }],
    [{ departmentId: 1, month: 1 }],
  ],
);

/** The sums of one month × category of an area and everything below it: all that a chart reads (SPEC R23). */
export interface AreaMonthDocument extends RatingSums, Counted {
  readonly month: Month;
  readonly areaId: AreaId;
  readonly areaPath: string;
  /** The area one level up, whose sums these are part of; null at the top. */
  readonly parentId: AreaId | null;
  readonly categoryId: CategoryId | null;
}

export const areaMonths = defineCollection<AreaMonthDocument>(
  'area_months',
  {
    _id: Id,
    version: Number,
    month: String,
    areaId: Id,
    areaPath: Id,
    parentId: String,
    categoryId: String,
    ...sums,
  },
  [[{ areaId: 1, month: 1 }], [{ parentId: 1, month: 1, categoryId: 1 }], [{ month: 1 }]],
);
