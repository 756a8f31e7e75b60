import { z } from 'zod';
import { WIRE_COMMANDS, type WireCommandType } from '../../../shared/order/commands.ts';
import type { Refusal } from '../../../shared/order/decision.ts';
import type { CommandAck } from '../../../shared/protocol/socket.ts';
import { type Language, refusalText } from '../../../shared/texts/index.ts';
import { toActor } from '../../access/actor.ts';
import { isDatabaseError } from '../../store/errors.ts';
import type { RealtimeDeps } from '../deps.ts';
import { makePace } from './pace.ts';

const envelope = z.object({
  id: z.string().min(8).max(64),
  type: z.string().max(32),
  orderId: z.string().min(1).max(64).optional(),
  payload: z.unknown().optional(),
});

const isWireCommand = (type: string): type is WireCommandType =>
  (WIRE_COMMANDS as readonly string[]).includes(type);

/** Answers one command of one connection, always and in its language; the session is asked again every time (P52). */
export function makeCommandEndpoint(deps: RealtimeDeps, token: string, language: () => Language) {
  const maySend = makePace(deps.now);
  const refuse = ({ code, details }: Omit<Refusal, 'ok'>): CommandAck => ({
    ok: false,
    code,
    message: refusalText(code, language(), details),
    ...(details ? { details } : {}),
  });

  const answer = async (message: unknown): Promise<CommandAck> => {
    if (!maySend()) return refuse({ code: 'rate_limited' });
    const parsed = envelope.safeParse(message);
    if (!parsed.success) return refuse({ code: 'bad_request' });
    const { id, type, orderId, payload } = parsed.data;
    if (!isWireCommand(type)) return refuse({ code: 'unknown_command' });
    // Looking the session up would only keep the person waiting for a database that is away.
    if (!deps.health.writable()) return refuse({ code: 'unavailable' });
    const found = await deps.sessions.find(token);
    if (!found) return refuse({ code: 'session_expired' });
    const command = { id, type, payload, ...(orderId === undefined ? {} : { orderId }) };
    const outcome = await deps.commands.run(toActor(found.member), command);
    if (!outcome.ok) return refuse(outcome);
    const { brief } = outcome;
    const eventId = outcome.events.findLast((event) => event.by.kind === 'member')?.id;
    return {
      ok: true,
      order: brief,
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
      const away = isDatabaseError(error) || !deps.health.writable();
      reply(refuse({ code: away ? 'unavailable' : 'internal' }));
    }
  };
}
