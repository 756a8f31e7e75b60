import * as decoding from 'lib0/decoding';
import * as Y from 'yjs';
import { BOARD_MAPS, type KeptState } from '../../../shared/protocol/board.ts';

/** One change of one order, as whoever made it knows it. */
export interface Change {
  readonly orderId: string;
  readonly rev: number;
  /** When it was made, on the machine's clock. */
  readonly at: number;
}

/**
 * The place of the frame by which each change is seen on the board: the first that shows its order at its rev or a later one,
 * because a change that is overtaken within a turn is seen as what overtook it. Places count from the first of `frames`.
 */
export function seenInBoard(
  before: readonly Uint8Array[],
  frames: readonly Uint8Array[],
  changes: readonly Change[],
): (number | undefined)[] {
  const doc = new Y.Doc();
  const states = doc.getMap<KeptState>(BOARD_MAPS.state);
  for (const frame of before) Y.applyUpdate(doc, updateIn(frame));
  const shown = new Map<string, { readonly rev: number; readonly place: number }[]>();
  let place = 0;
  states.observe((event) => {
    for (const orderId of event.keysChanged as Set<string>) {
      const rev = states.get(orderId)?.[1] ?? 0;
      const known = shown.get(orderId);
      if (known) known.push({ rev, place });
      else shown.set(orderId, [{ rev, place }]);
    }
  });
  frames.forEach((frame, i) => {
    place = i;
    Y.applyUpdate(doc, updateIn(frame));
  });
  return changes.map(({ orderId, rev }) => shown.get(orderId)?.find((one) => one.rev >= rev)?.place);
}

/** Where every change is one frame, they come in the order they were made. */
export const seenByOrdinal = (changes: readonly Change[]): number[] => changes.map((_, i) => i);

/** The Yjs update inside a y-websocket sync frame. */
function updateIn(frame: Uint8Array): Uint8Array {
  const decoder = decoding.createDecoder(frame);
  decoding.readVarUint(decoder);
  decoding.readVarUint(decoder);
  return decoding.readVarUint8Array(decoder);
}
