import { z } from 'zod';
import { CHANNELS } from '../../../shared/order/state.ts';
import {
  IMPORT_FIELDS,
  IMPORT_STATUSES,
  type ImportProfile,
  type ImportRun,
  type Inspection,
  type PreviewRow,
  ROW_PROBLEMS,
  UNANSWERED,
} from '../../../shared/protocol/imports.ts';

const heading = z.string().min(1).max(200);
const mapping = z.object(
  Object.fromEntries(IMPORT_FIELDS.map((field) => [field, heading.optional()])) as {
    [field in (typeof IMPORT_FIELDS)[number]]: z.ZodOptional<typeof heading>;
  },
);

/** How a file is to be read, as it is sent and as it is answered. */
export const importSettings = z.object({
  mapping,
  areaId: z.string().min(1).max(64),
  channel: z.enum(CHANNELS),
  // Pages from before there was a choice do not say it.
  unanswered: z.enum(UNANSWERED).default('history'),
});

export const profileAnswer: z.ZodType<ImportProfile> = z.object({
  _id: z.string(),
  name: z.string(),
  settings: importSettings,
});

export const runAnswer: z.ZodType<ImportRun> = z.object({
  _id: z.string(),
  communityId: z.string(),
  fileName: z.string(),
  size: z.number(),
  status: z.enum(IMPORT_STATUSES),
  share: z.number(),
  rows: z.number(),
  created: z.number(),
  known: z.number(),
  refused: z.number(),
  unplaced: z.number(),
  unanswered: z.number(),
  opened: z.number(),
  keptErrors: z.number(),
  problem: z.string().nullable(),
  profile: z.string().nullable(),
  startedBy: z.string(),
  startedAt: z.number(),
  endedAt: z.number().nullable(),
  hasFile: z.boolean(),
});

export const inspectionAnswer: z.ZodType<Inspection> = z.object({
  kind: z.enum(['xlsx', 'csv']),
  headings: z.array(z.string()),
  sample: z.array(z.array(z.string())),
  rows: z.number(),
  mapping,
  profile: profileAnswer.nullable(),
  settings: importSettings.nullable(),
});

export const previewRowAnswer: z.ZodType<PreviewRow> = z.object({
  rowNumber: z.number(),
  externalNo: z.string(),
  title: z.string(),
  at: z.number().nullable(),
  replyAt: z.number().nullable(),
  answered: z.boolean(),
  areaName: z.string(),
  itemName: z.string(),
  hasContact: z.boolean(),
  textLength: z.number(),
  known: z.boolean(),
  unplaced: z.boolean(),
  problems: z.array(z.object({ problem: z.enum(ROW_PROBLEMS), column: z.string(), value: z.string() })),
});
