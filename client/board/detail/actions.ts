import type { WireCommandType } from '../../../shared/order/commands.ts';
import type { Status } from '../../../shared/order/state.ts';
import type { BoardTexts } from '../texts/zh.ts';

/** What an officer may do from the drawer besides dispatching, and what each asks for. */
export interface Action {
  readonly type: ActionType;
  readonly label: (t: BoardTexts) => string;
  readonly asks: 'text' | 'reason' | 'return' | 'until' | 'merge' | 'rating' | 'nothing';
}

export type ActionType = Extract<
  WireCommandType,
  | 'escalate'
  | 'decline'
  | 'return'
  | 'feedback'
  | 'complete'
  | 'extend'
  | 'release'
  | 'urge'
  | 'merge'
  | 'unmerge'
  | 'reopen'
  | 'callback'
  | 'close'
>;

export const ACTIONS: readonly Action[] = [
  { type: 'escalate', label: (t) => t.escalate, asks: 'text' },
  { type: 'decline', label: (t) => t.decline, asks: 'text' },
  { type: 'return', label: (t) => t.return, asks: 'return' },
  { type: 'feedback', label: (t) => t.feedback, asks: 'text' },
  { type: 'complete', label: (t) => t.complete, asks: 'text' },
  { type: 'extend', label: (t) => t.extend, asks: 'until' },
  { type: 'release', label: (t) => t.release, asks: 'reason' },
  { type: 'urge', label: (t) => t.urge, asks: 'nothing' },
  { type: 'merge', label: (t) => t.merge, asks: 'merge' },
  { type: 'unmerge', label: (t) => t.unmerge, asks: 'nothing' },
  { type: 'reopen', label: (t) => t.reopen, asks: 'reason' },
  { type: 'callback', label: (t) => t.callback, asks: 'rating' },
  { type: 'close', label: (t) => t.closeOrder, asks: 'nothing' },
];

/** The steps an officer takes most often in each state stand in the footer; all others are behind the three dots. */
const NEAR: Readonly<Record<Status, readonly ActionType[]>> = {
  new: ['escalate', 'decline'],
  dispatched: ['urge', 'return'],
  handling: ['urge', 'escalate'],
  done: ['callback', 'close'],
  closed: ['reopen'],
  declined: ['reopen'],
  merged: ['unmerge'],
};

/**
 * What this reader may do now, parted into what stands in the footer and what is behind the menu.
 * @param cramped the footer has no room beside the dispatch, as in large type and in long words: all of it is behind the menu
 */
export function actionsFor(
  status: Status,
  allowed: readonly string[],
  cramped = false,
): { readonly near: readonly Action[]; readonly more: readonly Action[] } {
  const may = ACTIONS.filter((action) => allowed.includes(action.type));
  const near = cramped ? [] : NEAR[status].flatMap((type) => may.filter((action) => action.type === type));
  return { near, more: may.filter((action) => !near.includes(action)) };
}
