import { createHash, createHmac } from 'node:crypto';

/** Crockford's base32: no I, L, O, U, so that a code can be read out and typed. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 12;
const SOUND = new RegExp(`^[${ALPHABET}]{${LENGTH}}$`);

/** SHA-256, base64url: what is stored in place of a code or key. */
export const hashCode = (code: string): string => createHash('sha256').update(code).digest('base64url');

/** Everything a submission is known by, made from its command id alone, so that a repeat gives the same receipt (S5). */
export interface SubmissionCodes {
  readonly orderId: string;
  readonly reportId: string;
  /** 60 bits, `XXXX-XXXX-XXXX`. */
  readonly trackingCode: string;
  /** 128 bits, base64url. */
  readonly reportKey: string;
  readonly trackingHash: string;
  readonly keyHash: string;
}

/**
 * HMACs of the command's key under the installation's secret: unguessable without it, the same at every repeat, and not
 * to be found in the database, which holds their hashes only.
 */
export function submissionCodes(secret: string, commandKey: string): SubmissionCodes {
  const derive = (label: string): Buffer =>
    createHmac('sha256', secret).update(`${label}\0${commandKey}`).digest();
  const trackingCode = toTrackingCode(derive('tracking'));
  const reportKey = derive('report key').subarray(0, 16).toString('base64url');
  return {
    orderId: derive('order').subarray(0, 9).toString('base64url'),
    reportId: derive('report').subarray(0, 9).toString('base64url'),
    trackingCode,
    reportKey,
    trackingHash: hashCode(trackingCode),
    keyHash: hashCode(reportKey),
  };
}

function toTrackingCode(bytes: Buffer): string {
  let code = '';
  // One symbol of 5 bits from each byte keeps every symbol equally likely.
  for (const byte of bytes.subarray(0, LENGTH)) code += ALPHABET[byte & 31] ?? '';
  return grouped(code);
}

const grouped = (code: string): string => `${code.slice(0, 4)}-${code.slice(4, 8)}-${code.slice(8)}`;

/**
 * A tracking code as a person typed it: any case, with or without dashes, O for 0 and I or L for 1.
 * @returns the code as it was given out, or null for what cannot be one.
 */
export function readTrackingCode(typed: string): string | null {
  const code = typed
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s\-–—]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  return SOUND.test(code) ? grouped(code) : null;
}
