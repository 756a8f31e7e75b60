import type { RefusalCode } from '../protocol/errors.ts';
import type { CommandType } from './commands.ts';
import type { Status } from './state.ts';

/** `yes`: the command may be decided in this state; otherwise why not. */
export type Answer = 'yes' | RefusalCode;
export type Table = { readonly [status in Status]: { readonly [command in CommandType]: Answer } };

/** Holds in every state: effects, ticks and undo decide for themselves. */
const ALWAYS = { undo: 'yes', tick: 'yes', give_up: 'yes', note_rated: 'yes', submit: 'conflict' } as const;
/** Holds while an order is open and not finished. */
const OPEN = {
  ...ALWAYS,
  urge: 'yes',
  merge: 'yes',
  unmerge: 'not_merged',
  sort: 'yes',
  adopt: 'yes',
  escalate: 'yes',
  reopen: 'wrong_status',
  close: 'wrong_status',
  callback: 'not_done_yet',
  rate: 'not_done_yet',
} as const;
/** Holds once nobody works on it any more. */
const ENDED = {
  ...ALWAYS,
  dispatch: 'not_open',
  arrive: 'not_open',
  feedback: 'not_open',
  complete: 'not_open',
  return: 'not_open',
  decline: 'not_open',
  escalate: 'not_open',
  extend: 'not_open',
  approve: 'not_open',
  urge: 'not_open',
  merge: 'not_open',
  unmerge: 'not_merged',
  release: 'not_open',
  sort: 'not_open',
} as const;

/** Every state × every command (O10): a new state or command does not compile until all of it is answered. */
export const TABLE: Table = {
  new: {
    ...OPEN,
    dispatch: 'yes',
    claim: 'not_offered',
    arrive: 'wrong_status',
    feedback: 'wrong_status',
    complete: 'wrong_status',
    return: 'wrong_status',
    decline: 'yes',
    extend: 'wrong_status',
    approve: 'no_extension_asked',
    release: 'wrong_status',
  },
  dispatched: {
    ...OPEN,
    dispatch: 'yes',
    claim: 'yes',
    arrive: 'wrong_status',
    feedback: 'wrong_status',
    complete: 'wrong_status',
    return: 'yes',
    decline: 'yes',
    extend: 'wrong_status',
    approve: 'no_extension_asked',
    release: 'wrong_status',
  },
  handling: {
    ...OPEN,
    dispatch: 'already_claimed',
    claim: 'already_claimed',
    arrive: 'yes',
    feedback: 'yes',
    complete: 'yes',
    return: 'yes',
    decline: 'wrong_status',
    extend: 'yes',
    approve: 'yes',
    release: 'yes',
  },
  done: {
    ...ENDED,
    claim: 'already_claimed',
    reopen: 'yes',
    close: 'yes',
    callback: 'yes',
    rate: 'yes',
    adopt: 'merge_survivor_closed',
  },
  closed: {
    ...ENDED,
    claim: 'already_claimed',
    reopen: 'yes',
    close: 'not_open',
    callback: 'yes',
    rate: 'yes',
    adopt: 'merge_survivor_closed',
  },
  declined: {
    ...ENDED,
    claim: 'not_open',
    reopen: 'yes',
    close: 'not_open',
    callback: 'not_done_yet',
    rate: 'not_done_yet',
    adopt: 'merge_survivor_closed',
  },
  merged: {
    ...ENDED,
    claim: 'not_open',
    unmerge: 'yes',
    reopen: 'not_open',
    close: 'not_open',
    callback: 'yes',
    rate: 'yes',
    adopt: 'merge_survivor_closed',
  },
};

/** Somebody may still have to work on it. */
export const isOpen = (status: Status): boolean =>
  status === 'new' || status === 'dispatched' || status === 'handling';

/** Why the state does not allow a command; null when it does. */
export function answerTo(order: { readonly status: Status }, type: CommandType): RefusalCode | null {
  const answer = TABLE[order.status][type];
  return answer === 'yes' ? null : answer;
}
