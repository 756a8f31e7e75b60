import type { Actor } from '../../shared/order/actor.ts';
import { type Command, type CommandType, INNER_COMMANDS } from '../../shared/order/commands.ts';
import type { Refusal } from '../../shared/order/decision.ts';
import { PAYLOADS, parsePayload } from '../../shared/order/payloads.ts';
import type { UntrustedCommand } from '../parts.ts';
import { refuse } from './refuse.ts';

/** Long enough for a UUID or an `Idempotency-Key` of somebody else's making. */
const LONGEST_ID = 200;

const SERVERS_OWN: ReadonlySet<string> = new Set(INNER_COMMANDS.filter((type) => type !== 'rate'));

export type Checked = { readonly ok: true; readonly command: Command } | Refusal;

/** Turns what came over a wire into a command: a known verb, an id, an order where one is needed, a clean payload (S3). */
export function checkCommand(actor: Actor, raw: UntrustedCommand): Checked {
  const { id, orderId } = raw as { readonly id: unknown; readonly orderId?: unknown };
  const type = readType(raw.type);
  if (!type || (SERVERS_OWN.has(type) && actor.kind !== 'system'))
    return { ok: false, code: 'unknown_command' };
  if (typeof id !== 'string' || id === '' || id.length > LONGEST_ID) return invalid('id');
  if (type === 'submit' ? orderId !== undefined && orderId !== null : !isOrderId(orderId))
    return invalid('orderId');
  const parsed = parsePayload(type, raw.payload);
  if (!parsed.ok) return parsed;
  const target = type === 'submit' ? {} : { orderId };
  // Verb and payload were checked against the same schema, which the union cannot express.
  return { ok: true, command: { id, type, payload: parsed.payload, ...target } as unknown as Command };
}

const readType = (type: unknown): CommandType | null =>
  typeof type === 'string' && Object.hasOwn(PAYLOADS, type) ? (type as CommandType) : null;

const isOrderId = (value: unknown): value is string =>
  typeof value === 'string' && value !== '' && value.length <= 64;

const invalid = (field: string): Refusal => refuse('invalid', { field });
