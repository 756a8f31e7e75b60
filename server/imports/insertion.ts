import { isDuplicateKey } from '../store/errors.ts';

/** As they are: built by ourselves, they need no casting, which costs more than the write. */
export const UNORDERED = { ordered: false, lean: true } as const;

/**
 * Small enough for a socket to hold: the database finds the next part waiting when it is done with one, instead of asking for it
 * piece by piece while this process reads on.
 */
const PART_DOCUMENTS = 25;

/**
 * Writes documents in parts at the same moment. Called again after a failure, it writes the parts that are left.
 * @returns how many were here already
 */
export function insertionOf<Document>(
  documents: readonly Document[],
  write: (documents: readonly Document[]) => Promise<unknown>,
): () => Promise<number> {
  let left: (readonly Document[])[] = [];
  for (let at = 0; at < documents.length; at += PART_DOCUMENTS)
    left.push(documents.slice(at, at + PART_DOCUMENTS));
  let here = 0;
  return async () => {
    // All have ended before a failure is told: whoever repeats them must not meet them.
    const ended = await Promise.allSettled(left.map((part) => insertPart(part, write)));
    left = left.filter((_, i) => ended[i]?.status === 'rejected');
    for (const part of ended) if (part.status === 'fulfilled') here += part.value;
    for (const part of ended) if (part.status === 'rejected') throw part.reason;
    return here;
  };
}

/** Writes documents in parts at the same moment. @returns how many were here already */
export const insertAll = <Document>(
  documents: readonly Document[],
  write: (documents: readonly Document[]) => Promise<unknown>,
): Promise<number> => insertionOf(documents, write)();

/** Somebody who imports the same file at this moment was faster with some of them: that is not an error. */
async function insertPart<Document>(
  documents: readonly Document[],
  write: (documents: readonly Document[]) => Promise<unknown>,
): Promise<number> {
  try {
    await write(documents);
    return 0;
  } catch (error) {
    const { writeErrors = [] } = error as { readonly writeErrors?: readonly WriteFault[] };
    if (!isDuplicateKey(error) || !writeErrors.every(isHere)) throw withoutDocuments(error);
    return writeErrors.length;
  }
}

interface WriteFault {
  readonly code?: number;
  readonly errmsg?: string;
}

/** Refused because it is here already, not because something else of it belongs to another. */
const isHere = ({ code, errmsg = '' }: WriteFault): boolean =>
  code === 11_000 && /index: (?:_id_|externalKeys_1)\b/.test(errmsg);

/** What the driver throws carries everything that was to be written; letters of residents belong in no log (I15). */
function withoutDocuments(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  // What belongs to another is no bad weather: trying again would not help.
  const name = isDuplicateKey(error) ? 'DuplicateKey' : error.name;
  const bare = Object.assign(new Error(error.message), { name });
  return 'code' in error ? Object.assign(bare, { code: error.code }) : bare;
}
