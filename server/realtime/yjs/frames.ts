import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';

/** Message types of the y-websocket protocol. */
const MESSAGE = { sync: 0, awareness: 1, queryAwareness: 3 } as const;
const STEP = { one: 0, two: 1, update: 2 } as const;

export type Incoming =
  | { readonly type: 'step1'; readonly stateVector: Uint8Array }
  | { readonly type: 'step2' | 'update'; readonly update: Uint8Array }
  /** Still encoded: most of it is what we sent ourselves, given back by the stock provider. */
  | { readonly type: 'awareness'; readonly states: Uint8Array }
  | { readonly type: 'queryAwareness' };

/** What one client says about itself: `json` is `null` when it has left. */
export interface AwarenessState {
  readonly clientId: number;
  readonly clock: number;
  readonly json: string;
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
      return { type: 'awareness', states: decoding.readVarUint8Array(decoder) };
    case MESSAGE.queryAwareness:
      return { type: 'queryAwareness' };
    default:
      throw new RangeError(`unknown message ${type}`);
  }
}

/**
 * The states in an awareness message whose client id is wanted; the others are skipped unread.
 * @throws when the message is malformed.
 */
export function readStates(data: Uint8Array, isWanted: (clientId: number) => boolean): AwarenessState[] {
  const decoder = decoding.createDecoder(data);
  const found: AwarenessState[] = [];
  for (let left = decoding.readVarUint(decoder); left > 0; left -= 1) {
    const clientId = decoding.readVarUint(decoder);
    const clock = decoding.readVarUint(decoder);
    const json = decoding.readVarUint8Array(decoder);
    if (isWanted(clientId)) found.push({ clientId, clock, json: Buffer.from(json).toString('utf8') });
  }
  return found;
}

/** Buffers, made once and sent to everybody: `ws` takes them as they are. */
const toBuffer = (encoder: encoding.Encoder): Buffer => {
  const bytes = encoding.toUint8Array(encoder);
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
};

function syncFrame(step: number, payload: Uint8Array): Buffer {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, MESSAGE.sync);
  encoding.writeVarUint(encoder, step);
  encoding.writeVarUint8Array(encoder, payload);
  return toBuffer(encoder);
}

export const step1Frame = (stateVector: Uint8Array): Buffer => syncFrame(STEP.one, stateVector);
export const step2Frame = (update: Uint8Array): Buffer => syncFrame(STEP.two, update);
export const updateFrame = (update: Uint8Array): Buffer => syncFrame(STEP.update, update);

/** Answers a client that has everything already. */
export const NOTHING_NEW = step2Frame(new Uint8Array([0, 0]));

export function awarenessFrame(states: readonly AwarenessState[]): Buffer {
  const inner = encoding.createEncoder();
  encoding.writeVarUint(inner, states.length);
  for (const { clientId, clock, json } of states) {
    encoding.writeVarUint(inner, clientId);
    encoding.writeVarUint(inner, clock);
    encoding.writeVarString(inner, json);
  }
  const outer = encoding.createEncoder();
  encoding.writeVarUint(outer, MESSAGE.awareness);
  encoding.writeVarUint8Array(outer, encoding.toUint8Array(inner));
  return toBuffer(outer);
}

/** Says nothing about nobody: the stock provider takes a connection for dead after 30 s without a message. */
export const KEEP_ALIVE = awarenessFrame([]);

/** The stock provider gives back what it receives, so no frame may be larger than what a client may send. */
const STATES_PER_FRAME_BYTES = 32 * 1024;

/** The same states in as many frames as they need. */
export function awarenessFrames(states: readonly AwarenessState[]): Buffer[] {
  const frames: Buffer[] = [];
  let part: AwarenessState[] = [];
  let bytes = 0;
  for (const state of states) {
    const size = state.json.length * 3 + 16;
    if (part.length > 0 && bytes + size > STATES_PER_FRAME_BYTES) {
      frames.push(awarenessFrame(part));
      part = [];
      bytes = 0;
    }
    part.push(state);
    bytes += size;
  }
  if (part.length > 0) frames.push(awarenessFrame(part));
  return frames;
}
