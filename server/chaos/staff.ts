import type { Random } from '../../seed/random.ts';
import type { WireCommandType } from '../../shared/order/commands.ts';
import { RETURN_REASONS } from '../../shared/order/events.ts';
import type { Status } from '../../shared/order/state.ts';
import type { CommandAck } from '../../shared/protocol/socket.ts';
import type { Gate } from '../testing/gate.ts';
import type { Person } from '../testing/person.ts';

/** A command somebody sent and what became of it. */
export interface Sent {
  readonly by: string;
  readonly type: WireCommandType;
  readonly orderId: string | null;
  ack: CommandAck | null;
}

/** An officer or somebody in the field, with a way of their own to the servers. */
export interface Actor {
  readonly person: Person;
  readonly gate: Gate;
  readonly random: Random;
  readonly sent: Sent[];
  /** Orders this person was told to hold. */
  readonly held: Set<string>;
}

/** More would be somebody who does not look at the screen. */
const MOST_UNANSWERED = 5;

function send(
  actor: Actor,
  type: WireCommandType,
  orderId: string | null,
  payload: Readonly<Record<string, unknown>>,
): void {
  const { person, sent, held } = actor;
  const entry: Sent = { by: person.member._id, type, orderId, ack: null };
  sent.push(entry);
  void person.send(type, orderId, payload).then((ack) => {
    entry.ack = ack;
    if (!ack?.ok || orderId === null) return;
    if (type === 'claim') held.add(orderId);
    if (type === 'complete' || type === 'return') held.delete(orderId);
  });
}

const isBusy = ({ person }: Actor): boolean => person.outbox.entries().length >= MOST_UNANSWERED;

/** One thing an officer does, by what the board shows at this moment. */
export function actAtDesk(actor: Actor, fieldIds: readonly string[]): void {
  if (isBusy(actor)) return;
  const { person, random } = actor;
  const shown = (status: Status): string | undefined =>
    random.maybe(person.board.all().filter(({ state }) => state[0] === status))?.id;
  const newest = shown('new');
  const text = `事项${random.id(6)}`;
  const to = random.chance(0.6) ? { pool: true } : { memberId: random.maybe(fieldIds) };
  const does = random.weighted<() => void>([
    [() => send(actor, 'submit', null, { areaId: random.pick(['grid1', 'grid2']), text }), 30],
    [() => newest && send(actor, 'dispatch', newest, { to }), 40],
    [() => newest && send(actor, 'decline', newest, { text: '已另行处理' }), 4],
    [
      () => newest && send(actor, 'merge', newest, { intoId: shown('handling') ?? shown('new') ?? newest }),
      6,
    ],
    [() => act(actor, shown('handling'), 'urge', {}), 8],
    [() => act(actor, shown('done'), 'reopen', { reason: '还没修好' }), 4],
    [() => act(actor, shown('done'), 'close', {}), 4],
    [() => act(actor, shown('dispatched'), 'escalate', { text: '请街道协调' }), 4],
  ]);
  does();
}

/** One thing somebody in the field does, by what the phone was told. */
export function actInField(actor: Actor): void {
  if (isBusy(actor)) return;
  const { person, random, held } = actor;
  const offered = [...person.heard.values()].filter(({ status }) => status === 'dispatched');
  const own = random.maybe([...held]);
  const does = random.weighted<() => void>([
    [() => act(actor, random.maybe(offered)?.orderId, 'claim', {}), 50],
    [() => act(actor, own, 'arrive', {}), 12],
    [() => act(actor, own, 'feedback', { text: `到了${random.id(4)}` }), 14],
    [() => act(actor, own, 'complete', { text: '已办好' }), 18],
    [() => act(actor, own, 'return', { reason: RETURN_REASONS[0], text: '需要专业人员' }), 6],
  ]);
  does();
}

function act(
  actor: Actor,
  orderId: string | undefined,
  type: WireCommandType,
  payload: Readonly<Record<string, unknown>>,
): void {
  if (orderId !== undefined) send(actor, type, orderId, payload);
}
