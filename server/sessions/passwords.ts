import { randomInt } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

/** OWASP's recommendation for argon2id, which is the library's default algorithm: 19 MiB, two passes, one lane. */
const PARAMETERS = {
  memoryCost: 19_456,
  timeCost: 2,
  parallelism: 1,
} as const;

/** Of a password nobody has, made with the parameters above. */
const NOBODYS =
  '$argon2id$v=19$m=19456,t=2,p=1$GV2kdYIPt/rgF3SaSiPDTQ$QncHn9nLvHspWFjFo/y3Dpnt5ibTPSuEjlbDwBRqXTg';

export const hashPassword = (password: string): Promise<string> =>
  hash(password.normalize('NFKC'), PARAMETERS);

/** Null for somebody who does not exist, which costs as much time as a wrong password (P38). */
export async function isPassword(stored: string | null, password: string): Promise<boolean> {
  try {
    const same = await verify(stored ?? NOBODYS, password.normalize('NFKC'));
    return same && stored !== null;
  } catch {
    return false;
  }
}

/** No letters or figures that are easily mistaken, twelve of them: about 58 bits. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
export const newPassword = (): string =>
  Array.from({ length: 12 }, () => LETTERS.charAt(randomInt(LETTERS.length))).join('');
