import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';

/** First byte of a piece of text, with what it says about its neighbours. */
const TEXT = 4;
const HAS_LEFT = 0x80;
const HAS_RIGHT = 0x40;
const ME = 777;

/** An update of one piece of text, written by hand, whose readable bytes say what no document can take in. */
function update(info: number, write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder();
  for (const part of [1, 1, ME, 0]) encoding.writeVarUint(encoder, part);
  encoding.writeUint8(encoder, info);
  write(encoder);
  encoding.writeVarString(encoder, 'x');
  encoding.writeVarUint(encoder, 0);
  return encoding.toUint8Array(encoder);
}

const idOf =
  (client: number, clock: number) =>
  (encoder: encoding.Encoder): void => {
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, clock);
  };
const underItself = (encoder: encoding.Encoder): void => {
  encoding.writeVarUint(encoder, 0);
  idOf(ME, 0)(encoder);
};

function endless(): Uint8Array {
  const encoder = encoding.createEncoder();
  for (const part of [1, 1, ME, 0]) encoding.writeVarUint(encoder, part);
  encoding.writeUint8(encoder, 0);
  encoding.writeVarUint(encoder, Number.MAX_SAFE_INTEGER);
  encoding.writeVarUint(encoder, 0);
  return encoding.toUint8Array(encoder);
}

/** A letter, and nothing at all to its right. */
function hollow(): Uint8Array {
  const encoder = encoding.createEncoder();
  for (const part of [1, 2, ME, 0]) encoding.writeVarUint(encoder, part);
  encoding.writeUint8(encoder, TEXT);
  encoding.writeVarUint(encoder, 1);
  for (const word of ['notes', 'x']) encoding.writeVarString(encoder, word);
  encoding.writeUint8(encoder, TEXT | HAS_LEFT);
  idOf(ME, 0)(encoder);
  encoding.writeVarString(encoder, '');
  encoding.writeVarUint(encoder, 0);
  return encoding.toUint8Array(encoder);
}

/** Updates that can be read but must not be believed, by what is wrong with them. */
export const POISON: Readonly<Record<string, Uint8Array>> = {
  'right of itself': update(TEXT | HAS_LEFT, idOf(ME, 0)),
  'right of what it will write': update(TEXT | HAS_LEFT, idOf(ME, 5)),
  'left of itself': update(TEXT | HAS_RIGHT, idOf(ME, 0)),
  'inside itself': update(TEXT, underItself),
  'waiting for somebody, and left of itself': update(TEXT | HAS_LEFT | HAS_RIGHT, (encoder) => {
    idOf(888, 3)(encoder);
    idOf(ME, 4)(encoder);
  }),
  'a piece without length': hollow(),
  endless: endless(),
};

/** An honest update that writes a few words. */
export function wordsUpdate(text: string): Uint8Array {
  const doc = new Y.Doc();
  doc.getText('notes').insert(0, text);
  return Y.encodeStateAsUpdate(doc);
}
