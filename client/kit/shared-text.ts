import * as Y from 'yjs';

/** The one replacement that turns `from` into `to`; null when they are equal. Surrogate pairs are kept whole. */
export function replacement(
  from: string,
  to: string,
): { readonly at: number; readonly remove: number; readonly insert: string } | null {
  if (from === to) return null;
  const most = Math.min(from.length, to.length);
  let start = 0;
  while (start < most && from[start] === to[start]) start += 1;
  if (splitsPair(from, start) || splitsPair(to, start)) start -= 1;
  let end = 0;
  while (end < most - start && from[from.length - 1 - end] === to[to.length - 1 - end]) end += 1;
  if (splitsPair(from, from.length - end) || splitsPair(to, to.length - end)) end -= 1;
  return { at: start, remove: from.length - start - end, insert: to.slice(start, to.length - end) };
}

const splitsPair = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at);
  return at > 0 && at < text.length && code >= 0xdc00 && code <= 0xdfff;
};

/** Writes what a person made of a text as the smallest change, so that others' words beside it stay. */
export function writeText(text: Y.Text, value: string, origin: unknown): void {
  const change = replacement(text.toJSON(), value);
  if (!change) return;
  text.doc?.transact(() => {
    if (change.remove > 0) text.delete(change.at, change.remove);
    if (change.insert !== '') text.insert(change.at, change.insert);
  }, origin);
}

/** Where a caret stands, in a form that moves with the text. */
export const encodeCaret = (
  text: Y.Text,
  anchor: number,
  head: number,
): { anchor: string; head: string } => ({
  anchor: encodePosition(text, anchor),
  head: encodePosition(text, head),
});

const encodePosition = (text: Y.Text, index: number): string =>
  JSON.stringify(Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, index)));

/** The index of a caret in this text; null when it stands in another text or cannot be read. */
export function caretIndex(text: Y.Text, position: string): number | null {
  if (!text.doc) return null;
  try {
    const relative = Y.createRelativePositionFromJSON(JSON.parse(position));
    const absolute = Y.createAbsolutePositionFromRelativePosition(relative, text.doc);
    return absolute?.type === text ? absolute.index : null;
  } catch {
    return null;
  }
}

/** A change of a shared text, as Yjs tells it. */
export type TextDelta = readonly { retain?: number; insert?: unknown; delete?: number }[];

/** Where an index goes when the text around it changes: what is typed before it pushes it on. */
export function moveIndex(index: number, delta: TextDelta): number {
  let at = 0;
  let moved = index;
  for (const step of delta) {
    if (step.retain !== undefined) at += step.retain;
    else if (typeof step.insert === 'string') {
      if (at < moved) moved += step.insert.length;
      at += step.insert.length;
    } else if (step.delete !== undefined && at < moved) {
      moved -= Math.min(step.delete, moved - at);
    }
  }
  return moved;
}
