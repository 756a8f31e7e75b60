import { z } from 'zod';
import type { OrderEventType } from '../../../shared/order/events.ts';
import { KINDS, STATUSES } from '../../../shared/order/state.ts';
import { ROLES } from '../../../shared/people/member.ts';
import type { OwnReport, ReportProgress } from '../../../shared/protocol/dto.ts';
import type { Receipt } from '../../../shared/protocol/socket.ts';
import { SCORES } from '../../../shared/rating/score.ts';

export const receiptAnswer: z.ZodType<Receipt> = z.object({
  trackingCode: z.string(),
  reportKey: z.string(),
  orderNo: z.string(),
});

const eventType = z.string() as unknown as z.ZodType<OrderEventType>;
const score = z.literal([...SCORES]);

const progress = z.object({
  orderNo: z.string(),
  kind: z.enum(KINDS),
  status: z.enum(STATUSES),
  category: z.string().exactOptional(),
  item: z.string().exactOptional(),
  areaName: z.string(),
  title: z.string(),
  urgent: z.boolean(),
  createdAt: z.number(),
  dueAt: z.number().nullable(),
  result: z.string().nullable(),
  declineReason: z.string().nullable(),
  round: z.number(),
  timeline: z.array(
    z.object({ at: z.string(), event: eventType, role: z.enum([...ROLES, 'unit']).exactOptional() }),
  ),
});
export const progressAnswer: z.ZodType<ReportProgress> = progress;

export const ratingAnswer = z.object({
  round: z.number(),
  at: z.number(),
  speed: score,
  effect: score,
  attitude: score,
  comment: z.string().exactOptional(),
  via: z.enum(['resident', 'callback']),
});

export const ownReportAnswer: z.ZodType<OwnReport> = progress.extend({
  reportId: z.string(),
  trackingCode: z.null(),
  text: z.string(),
  photoIds: z.array(z.string()),
  canRate: z.boolean(),
  canUrge: z.boolean(),
  canReopen: z.boolean(),
  ratings: z.array(ratingAnswer),
});

export const wishesAnswer = z.object({
  wishes: z.array(
    z.object({
      orderNo: z.string(),
      title: z.string(),
      areaName: z.string(),
      status: z.enum(STATUSES),
      createdAt: z.number(),
    }),
  ),
  nextCursor: z.string().nullable(),
});
