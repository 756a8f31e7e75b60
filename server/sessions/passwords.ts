import { randomInt } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

/** OWASP's first recommendation for argon2id, the library's default: 19 MiB, two passes, one lane. */
const PARAMETERS = {
  memoryCost: 19_456,
  timeCost: 2,
  parallelism: 1,
} as const;

export const hashPassword = (password: string): Promise<string> =>
  hash(password.normalize('NFKC'), PARAMETERS);

export async function isPassword(stored: string, password: string): Promise<boolean> {
  try {
    return await verify(stored, password.normalize('NFKC'));
  } catch {
    return false;
  }
}

let dummy: Promise<string> | undefined;
/** Costs what a real check costs, so that an unknown name takes as long as a wrong password. */
export async function wasteTime(password: string): Promise<void> {
  dummy ??= hashPassword('nobody has this password');
  await isPassword(await dummy, password);
}

/** No letters or figures that are easily mistaken, twelve of them: about 58 bits. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
export const newPassword = (): string =>
  Array.from({ length: 12 }, () => LETTERS.charAt(randomInt(LETTERS.length))).join('');
