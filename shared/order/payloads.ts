import { z } from 'zod';
import { cleanText } from '../privacy/clean-text.ts';
import type { RefusalCode } from '../protocol/errors.ts';
import { SCORES } from '../rating/score.ts';
import type { CommandType, Payloads } from './commands.ts';
import type { Refusal } from './decision.ts';
import { RETURN_REASONS } from './events.ts';
import { BOUNDS } from './settings.ts';
import { CHANNELS, KINDS } from './state.ts';

const cleaned = z.string().transform(cleanText);
/** Words that must be there. Empty and too long have codes of their own, so that the form can say what to do. */
const text = cleaned.pipe(z.string().min(1, 'text_empty').max(BOUNDS.text, 'text_too_long'));
const maybeText = cleaned.pipe(z.string().max(BOUNDS.text, 'text_too_long')).optional();
const line = (most: number) =>
  cleaned.transform((value) => value.replaceAll(/\s+/g, ' ')).pipe(z.string().max(most, 'text_too_long'));
const id = z.string().min(1).max(64);
const photoIds = z.array(id).max(BOUNDS.photosPerReport, 'too_many_photos').optional();
const instant = z.number().int().min(0).max(8_640_000_000_000_000);
const score = z.union(
  SCORES.map((value) => z.literal(value)),
  { error: 'bad_score' },
);

export const contactSchema = z.object({
  name: line(40).optional(),
  phone: z
    .string()
    .transform((value) => value.trim())
    .pipe(
      z
        .string()
        .max(24)
        .regex(/^[+\d][\d\s-]{2,22}$|^$/, 'invalid'),
    )
    .optional(),
});

export const scoresSchema = z.object({
  speed: score,
  effect: score,
  attitude: score,
  comment: cleaned.pipe(z.string().max(BOUNDS.comment, 'text_too_long')).optional(),
});

const rating = scoresSchema.extend({ reportId: id });
const nothing = z.object({});

/** One schema per command: what may cross a wire (O41). Unknown fields are dropped. */
export const PAYLOADS = {
  submit: z.object({
    areaId: id,
    text,
    kind: z.enum(KINDS).optional(),
    itemId: id.optional(),
    urgent: z.boolean().optional(),
    address: line(BOUNDS.address).optional(),
    channel: z.enum(CHANNELS).optional(),
    contact: contactSchema.optional(),
    photoIds,
    externalNo: line(100).optional(),
    rateByCallback: z.boolean().optional(),
  }),
  dispatch: z.object({
    to: z.union([
      z.object({ pool: z.literal(true) }),
      z.object({ memberId: id }),
      z.object({ teamId: id }),
      z.object({ departmentId: id }),
    ]),
    note: maybeText,
    offeredAt: instant.nullable().optional(),
  }),
  claim: nothing,
  arrive: nothing,
  feedback: z.object({ text, photoIds }),
  complete: z.object({ text, photoIds }),
  return: z.object({ reason: z.enum(RETURN_REASONS), text }),
  decline: z.object({ text }),
  escalate: z.object({ text }),
  extend: z.object({ until: instant, reason: text }),
  approve: z.object({ requestId: id, approved: z.boolean(), text: maybeText }),
  urge: z.object({ text: maybeText }),
  merge: z.object({ intoId: id }),
  unmerge: nothing,
  reopen: z.object({ reason: text }),
  close: z.object({ text: maybeText }),
  undo: z.object({ eventId: id }),
  release: z.object({ reason: text }),
  sort: z.object({
    itemId: id.nullable().optional(),
    urgent: z.boolean().optional(),
    areaId: id.optional(),
    address: line(BOUNDS.address).optional(),
  }),
  callback: rating,
  rate: rating,
  adopt: z.object({
    orderId: id,
    no: z.string(),
    reportIds: z.array(id),
    round: z.number().int().min(1).optional(),
  }),
  give_up: z.object({ orderId: id }),
  note_rated: z.object({ reportId: id, round: z.number().int().min(1) }),
  tick: nothing,
} as const satisfies { readonly [T in CommandType]: z.ZodType };

/** Codes that a schema may name itself; anything else is `invalid`. */
const OWN_CODES: ReadonlySet<string> = new Set([
  'text_empty',
  'text_too_long',
  'bad_score',
  'bad_period',
  'too_many_photos',
]);

export type Parsed<T extends CommandType> = { readonly ok: true; readonly payload: Payloads[T] } | Refusal;

/** A payload from outside, cleaned and checked; the refusal names the field and, for words, what is wrong with them. */
export function parsePayload<T extends CommandType>(type: T, payload: unknown): Parsed<T> {
  const parsed = PAYLOADS[type].safeParse(payload ?? {});
  // Optional properties come out of the schemas as `T | undefined`; they are never present without a value on the wire.
  if (parsed.success) return { ok: true, payload: parsed.data as unknown as Payloads[T] };
  return refusalOf(parsed.error);
}

export function refusalOf(error: z.ZodError): Refusal {
  const issues = error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }));
  const named = issues.find((issue) => OWN_CODES.has(issue.message));
  const code = (named?.message ?? 'invalid') as RefusalCode;
  const field = (named ?? issues[0])?.path ?? '';
  // A missing or wrongly typed text or score is told as what it is, not as a type error.
  const missing = code === 'invalid' ? missingCode(field, error) : code;
  return { ok: false, code: missing, details: { field, issues } };
}

function missingCode(field: string, error: z.ZodError): RefusalCode {
  const absent = error.issues[0]?.code === 'invalid_type';
  if (absent && (field === 'text' || field === 'reason')) return 'text_empty';
  return field === 'speed' || field === 'effect' || field === 'attitude' ? 'bad_score' : 'invalid';
}
