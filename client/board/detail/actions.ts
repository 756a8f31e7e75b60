import type { WireCommandType } from '../../../shared/order/commands.ts';
import type { BoardTexts } from '../texts/zh.ts';

/** What an officer may do from the drawer besides dispatching, and what each asks for. */
export interface Action {
  readonly type: WireCommandType;
  readonly label: (t: BoardTexts) => string;
  readonly asks: 'text' | 'reason' | 'return' | 'until' | 'merge' | 'rating' | 'nothing';
}

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
