import { randomBytes } from 'node:crypto';

/** A fresh, unguessable id: 12 characters, URL-safe, 72 bits. */
export const newId = (): string => randomBytes(9).toString('base64url');
