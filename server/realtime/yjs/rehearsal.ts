import * as Y from 'yjs';

export interface Rehearsal {
  /** @returns false for an update that no document could take in: it is to be kept from the real one and from the store. */
  takes(update: Uint8Array): boolean;
  /** Forgets the copy; the next update is tried on a new one. */
  end(): void;
}

/** No text grows to so many marks; beyond it clocks would lose their precision. */
const MOST_MARKS = 2 ** 32;

/**
 * Tries updates on a copy of a document first (Y40). An update may be readable and yet point at what never was; Yjs throws
 * only while taking it in, and what it had taken in by then stays. Once stored, such an update would break every reader.
 */
export function makeRehearsal(doc: Y.Doc): Rehearsal {
  let copy: Y.Doc | null = null;
  const end = (): void => {
    copy?.destroy();
    copy = null;
  };
  const fresh = (): Y.Doc => {
    const made = new Y.Doc({ gc: true });
    Y.applyUpdate(made, Y.encodeStateAsUpdate(doc));
    return made;
  };
  return {
    takes: (update) => {
      try {
        if (!Y.decodeUpdate(update).structs.every(isSound)) return false;
        copy ??= fresh();
        Y.applyUpdate(copy, update);
        return true;
      } catch {
        // The copy is spoiled.
        end();
        return false;
      }
    },
    end,
  };
}

type Struct = ReturnType<typeof Y.decodeUpdate>['structs'][number];

/**
 * What waits for others to arrive is not tried yet, so it must be sound by itself: nothing empty, nothing endless, and a
 * writer builds only upon what it wrote before.
 */
function isSound(struct: Struct): boolean {
  const { id, length } = struct;
  if (length < 1 || id.clock + length > MOST_MARKS) return false;
  if (!(struct instanceof Y.Item)) return true;
  return [struct.origin, struct.rightOrigin, struct.parent].every(
    (other) => !(other instanceof Y.ID) || other.client !== id.client || other.clock < id.clock,
  );
}
