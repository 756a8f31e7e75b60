import { onDemand } from 'bson';
import { encode } from './codec.ts';

/**
 * An encoded document with `_id` in front, made of the same bytes: decoding and encoding again would turn a double
 * without fraction into an int. A document without `_id` gets the one given.
 */
export function withIdFirstInBytes(bytes: Uint8Array, newId: unknown): Uint8Array {
  const others: Uint8Array[] = [];
  let id: Uint8Array | undefined;
  for (const [, nameStart, nameLength, valueStart, valueLength] of onDemand.parseToElements(bytes)) {
    const element = bytes.subarray(nameStart - 1, valueStart + valueLength);
    if (nameLength === 3 && String.fromCharCode(...bytes.subarray(nameStart, nameStart + 3)) === '_id')
      id = element;
    else others.push(element);
  }
  id ??= encode({ _id: newId }).subarray(4, -1);
  const body = Buffer.concat([Buffer.alloc(4), id, ...others, Buffer.of(0)]);
  body.writeInt32LE(body.length);
  return body;
}
