import { onDemand } from 'bson';
import { decode } from './codec.ts';
import type { Document } from './values.ts';

/** Element types of the BSON specification that are asked for. */
export const ELEMENT = { string: 2, object: 3, array: 4, boolean: 8 } as const;

/** Where an element of an encoded document lies, as bson's own scanner tells it. */
export type Element = readonly [
  type: number,
  nameOffset: number,
  nameLength: number,
  offset: number,
  length: number,
];

/**
 * The document with only some of its top-level fields, in its own order. Much cheaper than decoding a large document to look
 * at three of its fields: the others are skipped, not read.
 */
export function decodePart(bytes: Uint8Array, names: ReadonlySet<string>): Document {
  const stored = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return decodeElements(stored, onDemand.parseToElements(stored, 0), names);
}

/** The same for a document whose top-level elements are known. */
export function decodeElements(
  stored: Buffer,
  elements: Iterable<Element>,
  names: ReadonlySet<string>,
): Document {
  const parts: Buffer[] = [];
  let size = 5;
  for (const [, nameOffset, nameLength, offset, length] of elements) {
    if (!names.has(stored.toString('utf8', nameOffset, nameOffset + nameLength))) continue;
    // The byte before the name is the type.
    parts.push(stored.subarray(nameOffset - 1, offset + length));
    size += offset + length - nameOffset + 1;
  }
  const part = Buffer.allocUnsafe(size);
  let end = part.writeInt32LE(size);
  for (const one of parts) end += one.copy(part, end);
  part[end] = 0;
  return decode(part);
}
