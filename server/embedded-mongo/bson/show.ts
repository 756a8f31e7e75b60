import { EJSON, ObjectId } from 'bson';
import { isDocument } from './values.ts';

/** A value as MongoDB writes it in messages. */
export function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (value instanceof ObjectId) return `ObjectId('${value.toHexString()}')`;
  if (value instanceof Date) return `new Date(${value.getTime()})`;
  return isDocument(value) || Array.isArray(value) ? EJSON.stringify(value) : plain(value);
}

/** A value that has no parts, such as a number, as plain text. */
export function plain(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === null || value === undefined ? String(value) : (value as number).toString();
}
