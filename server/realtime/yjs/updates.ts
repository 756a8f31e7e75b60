import * as Y from 'yjs';

/** Two zero bytes: no structs, nothing deleted. */
export const isEmptyUpdate = (update: Uint8Array): boolean =>
  update.length <= 2 && update.every((byte) => byte === 0);

/**
 * True when a document holds already all that an update says. What a client gives back of what it was sent, deletions
 * included, is not a write.
 * @throws when the update is malformed.
 */
export function isKnown(doc: Y.Doc, update: Uint8Array): boolean {
  if (isEmptyUpdate(update)) return true;
  const { structs, ds } = Y.decodeUpdate(update);
  const hasAll = structs.every(({ id, length }) => id.clock + length <= Y.getState(doc.store, id.client));
  if (!hasAll) return false;
  for (const [client, ranges] of ds.clients) {
    for (const { clock, len } of ranges) if (!isDeleted(doc, client, clock, len)) return false;
  }
  return true;
}

/** True when every struct of a client from `clock` on, `len` long, is deleted in the document. */
function isDeleted(doc: Y.Doc, client: number, clock: number, len: number): boolean {
  const structs = doc.store.clients.get(client);
  const end = clock + len;
  if (!structs || end > Y.getState(doc.store, client)) return false;
  for (let i = Y.findIndexSS(structs, clock); i < structs.length; i += 1) {
    const struct = structs[i];
    if (!struct || struct.id.clock >= end) return true;
    if (!struct.deleted) return false;
  }
  return true;
}
