import { onDemand } from 'bson';
import { decode } from './codec.ts';
import type { Document } from './values.ts';

/**
 * The document with only some of its top-level fields, in its own order. Much cheaper than decoding a large document to look
 * at three of its fields: the others are skipped, not read.
 */
export function decodePart(bytes: Uint8Array, names: ReadonlySet<string>): Document {
  const stored = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: Buffer[] = [];
  for (const [, nameOffset, nameLength, offset, length] of onDemand.parseToElements(stored, 0)) {
    const name = stored.toString('utf8', nameOffset, nameOffset + nameLength);
    // The byte before the name is the type.
    if (names.has(name)) parts.push(stored.subarray(nameOffset - 1, offset + length));
  }
  const size = Buffer.allocUnsafe(4);
  size.writeInt32LE(parts.reduce((sum, part) => sum + part.length, 5));
  return decode(Buffer.concat([size, ...parts, Buffer.of(0)]));
}
