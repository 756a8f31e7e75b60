import type { RefusalCode } from '../protocol/errors.ts';
import type { Actor } from './actor.ts';
import type { CommandType } from './commands.ts';
import type { Order } from './order.ts';
import { DESK, RELATIONS, type Relation, relationsOf } from './relation.ts';
import { answerTo } from './table.ts';

/** Who may do what: command × role or relation (P2). `submit` has no order yet and is decided by `maySubmit`. */
export const PERMISSIONS: { readonly [command in Exclude<CommandType, 'submit'>]: readonly Relation[] } = {
  dispatch: DESK,
  claim: ['offered', 'holder'],
  arrive: ['holder'],
  feedback: ['holder', ...DESK],
  complete: ['holder', ...DESK],
  return: ['holder', 'offered', ...DESK],
  decline: DESK,
  escalate: DESK,
  extend: ['holder', ...DESK],
  approve: DESK,
  urge: ['reporter', ...DESK],
  merge: DESK,
  unmerge: [...DESK, 'system'],
  reopen: ['reporter', ...DESK],
  close: DESK,
  undo: ['holder', ...DESK],
  release: ['holder', ...DESK, 'system'],
  sort: DESK,
  callback: ['officer', 'leader'],
  rate: ['reporter'],
  adopt: ['system'],
  give_up: ['system'],
  note_rated: ['system'],
  tick: ['system'],
};

/** Submitting is open to residents, to every active member, and to imports and the sample. */
export const maySubmit = (actor: Actor): boolean => actor.kind !== 'member' || actor.active;

/**
 * Why an actor may not do something with an order; null when they may. Existence is hidden from those to whom the order
 * is nothing (P3); whoever was ever offered it is told that somebody was faster, never that there is no such order (O13).
 */
export function refusalFor(
  actor: Actor,
  type: Exclude<CommandType, 'submit'>,
  order: Order,
): RefusalCode | null {
  if (type === 'rate' && actor.kind === 'member') return 'member_cannot_rate';
  const relations = relationsOf(actor, order);
  if (relations.size === 0) return 'not_found';
  if (actor.kind !== 'member') return isAllowed(type, relations) ? null : 'forbidden';
  if (!actor.active) return 'forbidden';
  if (isAllowed(type, relations)) return null;
  if (type === 'claim') return answerTo(order, 'claim') ?? 'not_offered';
  const forHolder = PERMISSIONS[type].includes('holder') && !DESK.some((role) => relations.has(role));
  // A late word of a former holder is answered with where the order is by now, which tells them more.
  return forHolder ? (answerTo(order, type) ?? 'not_holder') : 'forbidden';
}

const isAllowed = (type: Exclude<CommandType, 'submit'>, relations: ReadonlySet<Relation>): boolean =>
  PERMISSIONS[type].some((relation) => relations.has(relation));

export const may = (actor: Actor, type: Exclude<CommandType, 'submit'>, order: Order): boolean =>
  refusalFor(actor, type, order) === null;

/** The whole matrix as text, one command a line: compared with the checked-in one. */
export function printPermissions(): string {
  const width = Math.max(...Object.keys(PERMISSIONS).map((command) => command.length));
  const head = `${''.padEnd(width)}  ${RELATIONS.join('  ')}`;
  const rows = Object.entries(PERMISSIONS).map(([command, allowed]) => {
    const cells = RELATIONS.map((relation) =>
      (allowed.includes(relation) ? 'yes' : '-').padEnd(relation.length),
    );
    return `${command.padEnd(width)}  ${cells.join('  ')}`.trimEnd();
  });
  return [head, ...rows].join('\n');
}
