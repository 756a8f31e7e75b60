import { monthKey } from '../../shared/calendar/months.ts';
import type { Zone } from '../../shared/calendar/types.ts';
import type { DepartmentId } from '../../shared/ids.ts';
import type { RatingEffect } from '../../shared/order/effects.ts';
import type { Order } from '../../shared/order/order.ts';
import type { RatingDimensions, RatingDocument } from '../store/collections/ratings.ts';

export interface RatingContext {
  /** The order the work was done on: the survivor of a merge, otherwise the rated order itself. */
  readonly worked: Pick<Order, 'holder' | 'firstHolder' | 'offer'>;
  /** Department of the person who handled it; an order given to a department counts for that one. */
  readonly handlerDepartmentId: DepartmentId | null;
  readonly zone: Zone;
}

export const handlerOf = (order: Pick<Order, 'holder' | 'firstHolder'>): string | null =>
  order.holder?.memberId ?? order.firstHolder?.memberId ?? null;

/** A rating with everything it will ever be counted by, as things are when it is given (R20). */
export function toRatingDocument(effect: RatingEffect, order: Order, context: RatingContext): RatingDocument {
  const { worked, handlerDepartmentId, zone } = context;
  const offeredTo = worked.offer?.to;
  const dimensions: RatingDimensions = {
    month: monthKey(effect.at, zone),
    communityId: order.communityId,
    areaId: order.areaId,
    areaPath: order.areaPath,
    categoryId: order.categoryId,
    itemId: order.itemId,
    departmentId: offeredTo?.kind === 'department' ? offeredTo.departmentId : handlerDepartmentId,
    handlerId: handlerOf(worked),
  };
  const { id, reportId, round, at, speed, effect: effectScore, attitude, via } = effect;
  return {
    _id: id,
    orderId: order._id,
    orderNo: order.no,
    reportId,
    round,
    at,
    speed,
    effect: effectScore,
    attitude,
    via,
    comment: effect.comment ?? null,
    bucket: bucketOf(dimensions),
    ...dimensions,
  };
}

/** Id of the bucket of `rating_months` that counts ratings of these dimensions. */
export const bucketOf = (of: RatingDimensions): string =>
  [of.month, of.areaId, of.categoryId, of.itemId, of.departmentId, of.handlerId]
    .map((part) => part ?? '')
    .join('|');
