import { z } from 'zod';
import { cleanText } from '../../shared/privacy/clean-text.ts';

/** Fields that several forms share. */
export const byId = z.object({ id: z.string().max(64) });
/** One line, cleaned as all words are (O40). */
export const nameSchema = z
  .string()
  .transform((text) => cleanText(text).replaceAll(/\s+/g, ' '))
  .pipe(z.string().min(1, 'text_empty').max(60, 'text_too_long'));
export const idsSchema = z.array(z.string().max(64)).max(500);
export const newPasswordSchema = z.string().min(8, 'invalid').max(200);

/** Begin order numbers; unique over all streets and communities. */
export const lettersSchema = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z]{1,4}$/, 'invalid');

export const usernameSchema = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9._-]{1,31}$/, 'invalid');

/** Figures, spaces and dashes, as people write them; empty takes it away. */
export const phoneSchema = z
  .string()
  .trim()
  .max(24)
  .regex(/^(?:[+\d][\d\s-]{2,22})?$/, 'invalid');

/** Short words such as skills and keywords. */
export const wordsSchema = z.array(z.string().trim().min(1).max(30)).max(100);
