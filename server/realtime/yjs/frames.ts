import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { WIRE } from '../../../shared/protocol/limits.ts';

/** Message types of the y-websocket protocol. */
export const MESSAGE = { sync: 0, awareness: 1, auth: 2, queryAwareness: 3 } as const;
const STEP = { one: 0, two: 1, update: 2 } as const;

export type Incoming =
  | { readonly type: 'step1'; readonly stateVector: Uint8Array }
  | { readonly type: 'step2' | 'update'; readonly update: Uint8Array }
  | { readonly type: 'awareness'; readonly states: readonly AwarenessState[] }
  | { readonly type: 'queryAwareness' };

export interface AwarenessState {
  readonly clientId: number;
  readonly clock: number;
  /** Null: left. */
  readonly state: Record<string, unknown> | null;
}

/**
 * Reads one frame of a client.
 * @throws for anything malformed; the caller ends the connection.
 */
export function readFrame(data: Uint8Array): Incoming {
  const decoder = decoding.createDecoder(data);
  const type = decoding.readVarUint(decoder);
  switch (type) {
    case MESSAGE.sync: {
      const step = decoding.readVarUint(decoder);
      const payload = decoding.readVarUint8Array(decoder);
      if (step === STEP.one) return { type: 'step1', stateVector: payload };
      if (step === STEP.two) return { type: 'step2', update: payload };
      if (step === STEP.update) return { type: 'update', update: payload };
      throw new RangeError(`unknown sync step ${step}`);
    }
    case MESSAGE.awareness:
      return { type: 'awareness', states: readStates(decoding.readVarUint8Array(decoder)) };
    case MESSAGE.queryAwareness:
      return { type: 'queryAwareness' };
    default:
      throw new RangeError(`unknown message ${type}`);
  }
}

function readStates(data: Uint8Array): AwarenessState[] {
  // Will be dropped: reading it is work for nothing.
  if (data.length > WIRE.awarenessBytes) return [];
  const decoder = decoding.createDecoder(data);
  const count = decoding.readVarUint(decoder);
  if (count > 64) throw new RangeError('too many awareness states');
  return Array.from({ length: count }, () => {
    const clientId = decoding.readVarUint(decoder);
    const clock = decoding.readVarUint(decoder);
    const parsed: unknown = JSON.parse(decoding.readVarString(decoder));
    const state = typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : null;
    return { clientId, clock, state };
  });
}

function syncFrame(step: number, payload: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, MESSAGE.sync);
  encoding.writeVarUint(encoder, step);
  encoding.writeVarUint8Array(encoder, payload);
  return encoding.toUint8Array(encoder);
}

export const step1Frame = (doc: Y.Doc): Uint8Array => syncFrame(STEP.one, Y.encodeStateVector(doc));
export const step2Frame = (update: Uint8Array): Uint8Array => syncFrame(STEP.two, update);
export const updateFrame = (update: Uint8Array): Uint8Array => syncFrame(STEP.update, update);

export function awarenessFrame(states: readonly AwarenessState[]): Uint8Array {
  const inner = encoding.createEncoder();
  encoding.writeVarUint(inner, states.length);
  for (const { clientId, clock, state } of states) {
    encoding.writeVarUint(inner, clientId);
    encoding.writeVarUint(inner, clock);
    encoding.writeVarString(inner, JSON.stringify(state));
  }
  const outer = encoding.createEncoder();
  encoding.writeVarUint(outer, MESSAGE.awareness);
  encoding.writeVarUint8Array(outer, encoding.toUint8Array(inner));
  return encoding.toUint8Array(outer);
}

/** Two zero bytes: no structs, nothing deleted. */
export const isEmptyUpdate = (update: Uint8Array): boolean =>
  update.length <= 2 && update.every((byte) => byte === 0);

/**
 * True when an update holds anything the document does not: new structs, or a deletion of what is not deleted. What a
 * client merely gives back of what it was sent is not a write.
 * @throws when the update is malformed.
 */
export function addsAnything(doc: Y.Doc, update: Uint8Array): boolean {
  if (isEmptyUpdate(update)) return false;
  const { structs, ds } = Y.decodeUpdate(update);
  if (structs.some((struct) => struct.id.clock + struct.length > Y.getState(doc.store, struct.id.client)))
    return true;
  if (ds.clients.size === 0) return false;
  const own = Y.createDeleteSetFromStructStore(doc.store);
  for (const [client, items] of ds.clients) {
    const deleted = own.clients.get(client) ?? [];
    for (const item of items) {
      const covered = deleted.some(
        (known) => known.clock <= item.clock && known.clock + known.len >= item.clock + item.len,
      );
      if (!covered) return true;
    }
  }
  return false;
}
