import { z } from 'zod';
import { CLOCK_NAMES } from '../../../shared/clocks/types.ts';
import { CHANNELS, KINDS, STATUSES } from '../../../shared/order/state.ts';
import { ROLES } from '../../../shared/people/member.ts';
import { ratingAnswer } from './reports.ts';

/*
 * Orders are large and their parts are the shared types' business: the parts named here are those a program of somebody
 * else would read; the others are described as what they are on the outside.
 */
const target = z.union([
  z.object({ kind: z.literal('pool') }),
  z.object({ kind: z.literal('member'), memberId: z.string(), name: z.string() }),
  z.object({ kind: z.literal('team'), teamId: z.string(), name: z.string() }),
  z.object({ kind: z.literal('department'), departmentId: z.string(), name: z.string() }),
]);
const offer = z.object({ to: target, at: z.number(), by: z.string().nullable() });
const holder = z.looseObject({ memberId: z.string(), name: z.string(), since: z.number() });
const clock = z.looseObject({ name: z.enum(CLOCK_NAMES), startedAt: z.number(), dueAt: z.number() });
const clocks = z.partialRecord(z.enum(CLOCK_NAMES), clock);
const reason = z.object({ code: z.string(), value: z.union([z.string(), z.number()]).optional() });

const row = {
  _id: z.string(),
  no: z.string(),
  rev: z.number(),
  status: z.enum(STATUSES),
  kind: z.enum(KINDS),
  urgent: z.boolean(),
  title: z.string(),
  address: z.string(),
  areaId: z.string(),
  itemId: z.string().nullable(),
  channel: z.enum(CHANNELS),
  createdAt: z.number(),
};

export const ledgerAnswer = z.object({
  orders: z.array(
    z.object({
      ...row,
      doneAt: z.number().nullable(),
      closedAt: z.number().nullable(),
      holder: holder.nullable(),
      returns: z.number(),
    }),
  ),
  nextCursor: z.string().nullable(),
});

const report = z.object({
  _id: z.string(),
  channel: z.enum(CHANNELS),
  at: z.number(),
  text: z.string(),
  photoIds: z.array(z.string()),
  contact: z.object({ name: z.string(), phone: z.string() }).nullable(),
  ratings: z.array(ratingAnswer),
  rateByCallback: z.boolean(),
  orderNo: z.string(),
  externalNo: z.string().nullable(),
});
const photo = z.object({
  _id: z.string(),
  reportId: z.string().nullable(),
  published: z.boolean(),
  width: z.number(),
  height: z.number(),
});
const historyRow = z.object({
  id: z.string(),
  type: z.string(),
  at: z.number(),
  by: z.string().nullable(),
  byId: z.string().nullable(),
  text: z.string().optional(),
  photoIds: z.array(z.string()).optional(),
  reason: z.string().optional(),
  target: z.string().optional(),
  undoable: z.boolean(),
});

export const detailAnswer = z.object({
  ...row,
  areaPath: z.string(),
  levelAreaId: z.string(),
  offer: offer.nullable(),
  holder: holder.nullable(),
  firstHolder: z.object({ memberId: z.string(), name: z.string() }).nullable(),
  clocks,
  reports: z.array(report),
  feedbacks: z.array(z.looseObject({ eventId: z.string(), at: z.number(), text: z.string() })),
  result: z.string().nullable(),
  declineReason: z.string().nullable(),
  extension: z.looseObject({ until: z.number() }).nullable(),
  heldUntil: z.number().nullable(),
  returns: z.number(),
  urges: z.number(),
  round: z.number(),
  mergedInto: z.object({ _id: z.string(), no: z.string() }).nullable(),
  adopted: z.array(z.looseObject({ orderId: z.string(), no: z.string() })),
  photos: z.array(photo),
  history: z.array(historyRow),
  doneAt: z.number().nullable(),
  closedAt: z.number().nullable(),
  allowed: z.array(z.string()),
  canEditNotes: z.boolean(),
});

export const candidatesAnswer = z.object({
  candidates: z.array(
    z.object({
      target: z.union([
        z.object({ memberId: z.string() }),
        z.object({ teamId: z.string() }),
        z.object({ departmentId: z.string() }),
      ]),
      id: z.string(),
      name: z.string(),
      kind: z.enum(['member', 'team', 'department']),
      roles: z.array(z.enum(ROLES)),
      reasons: z.array(reason),
      score: z.number(),
    }),
  ),
});

const fieldCard = z.object({ ...row, clocks, reasons: z.array(reason), arrived: z.boolean() });

export const grantedAnswer = z.object({
  wishes: z.array(
    z.object({
      _id: z.string(),
      no: z.string(),
      title: z.string(),
      areaId: z.string(),
      doneAt: z.number(),
      thanks: z.string().nullable(),
    }),
  ),
});

export const fieldAnswer = z.object({
  asOf: z.number(),
  offered: z.array(fieldCard),
  pool: z.array(fieldCard),
  mine: z.array(fieldCard),
  more: z.object({ offered: z.boolean(), pool: z.boolean(), mine: z.boolean() }),
});
