const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** A fresh, unguessable, URL-safe id: 6 bits a character, 126 bits by default. Command ids and idempotency keys are made of it. */
export const newId = (length = 21): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(length)), (byte) => ALPHABET[byte & 63]).join('');
