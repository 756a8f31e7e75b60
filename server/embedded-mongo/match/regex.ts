import { regexParts } from '../bson/parts.ts';
import { isRegex } from '../bson/values.ts';
import { badValue, location } from '../errors.ts';

const EXTENDED = /\\.|\s+|#.*$/gm;

/** A BSON regular expression, or a pattern with `$options`, as one that JavaScript runs. */
export function compileRegex(source: unknown, options?: unknown): RegExp {
  if (typeof source !== 'string' && !isRegex(source)) throw badValue('$regex has to be a string');
  if (options !== undefined && typeof options !== 'string') throw badValue('$options has to be a string');
  const parts = typeof source === 'string' ? { pattern: source, options: '' } : regexParts(source);
  const letters = options ?? parts.options;
  const unknown = /[^imsxu]/.exec(letters);
  if (unknown) throw location(51108, `invalid flag in regex options: ${unknown[0]}`);
  // The x option is PCRE's: blanks and comments in the pattern do not count.
  const pattern = letters.includes('x')
    ? parts.pattern.replace(EXTENDED, (part) => (part.startsWith('\\') ? part : ''))
    : parts.pattern;
  try {
    return new RegExp(pattern, ['i', 'm', 's'].filter((letter) => letters.includes(letter)).join(''));
  } catch (error) {
    throw location(51091, `Regular expression is invalid: ${(error as Error).message}`);
  }
}
