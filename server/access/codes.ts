import { createHash } from 'node:crypto';

/** Crockford base 32: no letter that can be mistaken for a figure. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A tracking code as it was given: capitals, look-alikes put right, dashes and blanks gone. */
export const normalizeCode = (code: string): string =>
  code.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');

/** Sixty bits as `XXXX-XXXX-XXXX`. @param bytes at least eight */
export function codeFrom(bytes: Uint8Array): string {
  const marks = Array.from({ length: 12 }, (_, i) => {
    const bit = i * 5;
    const word = ((bytes[bit >> 3] ?? 0) << 8) | (bytes[(bit >> 3) + 1] ?? 0);
    return ALPHABET.charAt((word >> (11 - (bit & 7))) & 31);
  }).join('');
  return `${marks.slice(0, 4)}-${marks.slice(4, 8)}-${marks.slice(8)}`;
}

/** Codes and keys are stored only as this (P8). */
export const hashCode = (plain: string): string => createHash('sha256').update(plain).digest('base64url');

export const hashTrackingCode = (code: string): string => hashCode(normalizeCode(code));
