import { createHash } from 'node:crypto';
import type { ObjectId, Timestamp } from 'bson';
import { residue } from './compare.ts';
import { binaryParts, regexParts } from './parts.ts';
import type { Direction } from './paths.ts';
import type { Document } from './values.ts';
import { RANK, rank, toNumber } from './values.ts';

const HASH_BYTES = 20;
const NUMBER_BYTES = 11;
const NO_RESIDUE = 0x8000;
/** Stands after every key that begins with the bytes before it (no encoding contains eight of these in a row). */
export const AFTER = Buffer.alloc(8, 0xff);

/** Bytes whose order is MongoDB's order of the values, and of which none is the beginning of another. */
export function encodeKey(value: unknown): Buffer {
  const type = rank(value);
  switch (type) {
    case RANK.MISSING:
    case RANK.NULL:
      return Buffer.of(RANK.NULL);
    case RANK.NUMBER:
      return encodeNumber(value);
    case RANK.STRING:
      return encodeString(RANK.STRING, String(value));
    case RANK.OBJECT:
      return encodeDocument(value as Document);
    case RANK.ARRAY:
      return Buffer.concat([
        Buffer.of(RANK.ARRAY),
        ...(value as unknown[]).map((item) => encodeKey(item)),
        Buffer.of(0),
      ]);
    case RANK.BINARY:
      return encodeBinary(value);
    case RANK.OBJECT_ID:
      return Buffer.concat([Buffer.of(RANK.OBJECT_ID), (value as ObjectId).id]);
    case RANK.BOOLEAN:
      return Buffer.of(RANK.BOOLEAN, value === true ? 1 : 0);
    case RANK.DATE:
      return encodeDate(value as Date);
    case RANK.TIMESTAMP:
      return encodeTimestamp(value as Timestamp);
    case RANK.REGEX: {
      const { pattern, options } = regexParts(value);
      return Buffer.concat([encodeString(RANK.REGEX, pattern), encodeString(1, options)]);
    }
    default:
      return Buffer.of(type);
  }
}

/** The double's bits, turned so that bytes order like numbers, then what the double loses of a 64-bit integer. */
function encodeNumber(value: unknown): Buffer {
  const key = Buffer.alloc(NUMBER_BYTES);
  key[0] = RANK.NUMBER;
  const double = toNumber(value);
  if (Number.isNaN(double)) return key;
  writeDouble(key, 0, double);
  key.writeUInt16BE(residue(value) + NO_RESIDUE, 9);
  return key;
}

/**
 * Writes the key of a value into a buffer, if it is one of those that most indexes hold: text, a number, nothing.
 * @param limit the longest key of this field in bytes; the buffer has room for three times as many
 * @returns where the key ends, or `at` for a value that needs `encodeField`
 */
export function writePlainKey(target: Buffer, at: number, value: unknown, limit: number): number {
  if (value === null || value === undefined) {
    target[at] = RANK.NULL;
    return at + 1;
  }
  if (typeof value === 'string' && value.length + 3 <= limit) {
    target[at] = RANK.STRING;
    const end = at + 1 + target.write(value, at + 1, 'utf8') + 2;
    target.fill(0, end - 2, end);
    // A zero inside the text needs another one behind it, and long texts are cut.
    return target.indexOf(0, at + 1) === end - 2 && end - at <= limit ? end : at;
  }
  if (typeof value !== 'number' || Number.isNaN(value) || limit < NUMBER_BYTES) return at;
  writeDouble(target, at, value);
  target.writeUInt16BE(NO_RESIDUE, at + 9);
  return at + NUMBER_BYTES;
}

function writeDouble(target: Buffer, at: number, double: number): void {
  target[at] = RANK.NUMBER;
  target.writeDoubleBE(double === 0 ? 0 : double, at + 1);
  if ((target[at + 1] ?? 0) & 0x80) for (let i = at + 1; i < at + 9; i++) target[i] = ~(target[i] ?? 0);
  else target[at + 1] = (target[at + 1] ?? 0) ^ 0x80;
}

/** 00 inside becomes 00 FF and 00 00 ends it, so that "a" sorts before "a\0". */
function encodeString(tag: number, text: string): Buffer {
  let bytes = Buffer.from(text);
  if (bytes.includes(0)) bytes = Buffer.from([...bytes].flatMap((byte) => (byte === 0 ? [0, 0xff] : [byte])));
  return Buffer.concat([Buffer.of(tag), bytes, Buffer.of(0, 0)]);
}

function encodeDocument(value: Document): Buffer {
  const parts: Uint8Array[] = [Buffer.of(RANK.OBJECT)];
  for (const name of Object.keys(value)) {
    const field = value[name];
    const type = rank(field);
    parts.push(Buffer.of(type === RANK.MISSING ? RANK.NULL : type), encodeString(1, name), encodeKey(field));
  }
  return Buffer.concat([...parts, Buffer.of(0)]);
}

function encodeBinary(value: unknown): Buffer {
  const { bytes, subtype } = binaryParts(value);
  const head = Buffer.alloc(6);
  head[0] = RANK.BINARY;
  head.writeUInt32BE(bytes.length, 1);
  head[5] = subtype;
  return Buffer.concat([head, bytes]);
}

function encodeDate(value: Date): Buffer {
  const key = Buffer.alloc(9);
  key[0] = RANK.DATE;
  const time = value.getTime();
  if (Number.isNaN(time)) return key;
  key.writeBigInt64BE(BigInt(time), 1);
  key[1] = (key[1] ?? 0) ^ 0x80;
  return key;
}

function encodeTimestamp(value: Timestamp): Buffer {
  const key = Buffer.alloc(9);
  key[0] = RANK.TIMESTAMP;
  key.writeUInt32BE(value.getHighBitsUnsigned(), 1);
  key.writeUInt32BE(value.getLowBitsUnsigned(), 5);
  return key;
}

export interface FieldKey {
  readonly bytes: Buffer;
  /** The value was too long: its key is the beginning and a hash, good for equality but not for order. */
  readonly clamped: boolean;
}

/** The key of one field of an index, at most `limit` bytes; downwards its bits are inverted. */
export function encodeField(value: unknown, direction: Direction, limit: number): FieldKey {
  let bytes = encodeKey(value);
  const clamped = bytes.length > limit;
  if (clamped) {
    const hash = createHash('sha1').update(bytes).digest();
    bytes = Buffer.concat([bytes.subarray(0, limit - HASH_BYTES), hash]);
  }
  return { bytes: direction < 0 ? inverted(bytes) : bytes, clamped };
}

/** Where a range over one field begins or ends: a clamped value gives only its common beginning. */
export function encodeBound(value: unknown, direction: Direction, limit: number): FieldKey {
  const bytes = encodeKey(value);
  if (bytes.length <= limit) return { bytes: direction < 0 ? inverted(bytes) : bytes, clamped: false };
  const start = bytes.subarray(0, limit - HASH_BYTES);
  return { bytes: direction < 0 ? inverted(start) : start, clamped: true };
}

export const inverted = (bytes: Uint8Array): Buffer => Buffer.from(bytes.map((byte) => ~byte));

export function invert(bytes: Buffer, from: number, to: number): void {
  for (let i = from; i < to; i++) bytes[i] = ~(bytes[i] ?? 0);
}

/** Equal strings for equal values: the key of a Map that groups by value. Missing and null are one. */
export const groupKey = (value: unknown): string => encodeKey(value).toString('latin1');
