import { z } from 'zod';
import { WIRE_COMMANDS, type WireCommandType } from '../../../shared/order/commands.ts';
import type { Refusal } from '../../../shared/order/decision.ts';
import type { CommandAck } from '../../../shared/protocol/socket.ts';
import { type Language, refusalText } from '../../../shared/texts/index.ts';
import { toActor } from '../../access/actor.ts';
import type { RealtimeDeps } from '../deps.ts';
import { makeRate } from './rate.ts';

const envelope = z.object({
  id: z.string().min(1).max(200),
  type: z.string().max(32),
  orderId: z.string().min(1).max(64).optional(),
  payload: z.unknown(),
});

/** Per connection; a person does not act faster, a broken client might. An outbox may come in at once. */
const COMMANDS = { perSecond: 10, atOnce: 100 } as const;

const isWireCommand = (type: string): type is WireCommandType =>
  (WIRE_COMMANDS as readonly string[]).includes(type);

/**
 * Answers the commands of one connection, always and in its language; session and member are asked again every time (P52).
 * The returned function never rejects.
 */
export function makeCommandEndpoint(deps: RealtimeDeps, token: string, language: () => Language) {
  const isWithinRate = makeRate(COMMANDS, deps.now);
  const refuse = ({ code, details }: Omit<Refusal, 'ok'>): CommandAck => ({
    ok: false,
    code,
    message: refusalText(code, language(), details),
    ...(details ? { details } : {}),
  });

  const answer = async (message: unknown): Promise<CommandAck> => {
    if (!isWithinRate()) return refuse({ code: 'rate_limited' });
    const parsed = envelope.safeParse(message);
    if (!parsed.success) return refuse({ code: 'bad_request' });
    const { id, type, orderId, payload } = parsed.data;
    const found = await deps.sessions.find(token);
    if (!found) return refuse({ code: 'session_expired' });
    if (type === 'rate') return refuse({ code: 'member_cannot_rate' });
    if (!isWireCommand(type)) return refuse({ code: 'unknown_command' });
    const command = { id, type, payload, ...(orderId === undefined ? {} : { orderId }) };
    const outcome = await deps.commands.run(toActor(found.member), command);
    if (!outcome.ok) return refuse(outcome);
    const eventId = outcome.events.findLast((event) => event.by.kind === 'member')?.id;
    return {
      ok: true,
      order: outcome.brief,
      ...(outcome.receipt ? { receipt: outcome.receipt } : {}),
      ...(eventId ? { eventId } : {}),
    };
  };

  return async (message: unknown, ack: unknown): Promise<void> => {
    const reply = typeof ack === 'function' ? (ack as (value: CommandAck) => void) : () => undefined;
    try {
      reply(await answer(message));
    } catch (error) {
      deps.log.error({ err: error }, 'a command failed');
      reply(refuse({ code: deps.health.writable() ? 'internal' : 'unavailable' }));
    }
  };
}
