import { deserialize, serialize } from 'bson';
import { mongoError } from '../errors.ts';
import type { Document } from './values.ts';
import { isDeeperThan } from './values.ts';

export const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;
export const MAX_NESTING = 200;

/**
 * Decodes for storage and commands: 64-bit integers and binaries keep their type. (bson turns Int32 and Double into
 * plain numbers; DIFFERENCES.md says what follows from it.)
 */
export const decode = (bytes: Uint8Array): Document =>
  deserialize(bytes, { promoteLongs: false, promoteBuffers: false, validation: { utf8: false } });

export const encode = (document: Document): Uint8Array => serialize(document, { ignoreUndefined: true });

export const tooDeep = (): Error =>
  mongoError('Overflow', `BSONObj exceeded maximum nested object depth: ${MAX_NESTING}`);

/** Encodes a document about to be stored. Throws BSONObjectTooLarge or Overflow. */
export function encodeForStorage(document: Document): Uint8Array {
  if (isDeeperThan(document, MAX_NESTING)) throw tooDeep();
  const bytes = encode(document);
  if (bytes.length > MAX_DOCUMENT_BYTES)
    throw mongoError(
      'BSONObjectTooLarge',
      `BSONObj size: ${bytes.length} is invalid. Size must be between 0 and ${MAX_DOCUMENT_BYTES}(16MB)`,
    );
  return bytes;
}

/** True if both are the same down to types and the order of fields: then an update has modified nothing. */
export const isIdentical = (a: Document, b: Document): boolean => Buffer.compare(encode(a), encode(b)) === 0;
