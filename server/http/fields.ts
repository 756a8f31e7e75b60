import { z } from 'zod';

/** Fields that several forms share. */
export const byId = z.object({ id: z.string().max(64) });
export const nameSchema = z.string().trim().min(1, 'text_empty').max(60, 'text_too_long');
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
