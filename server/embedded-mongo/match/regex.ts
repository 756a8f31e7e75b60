import { createContext, Script } from 'node:vm';
import { regexParts } from '../bson/parts.ts';
import { isRegex } from '../bson/values.ts';
import { badValue, location } from '../errors.ts';

const EXTENDED = /\\.|\s+|#.*$/gm;

/** A BSON regular expression, or a pattern with `$options`, as one that JavaScript runs. */
export function compileRegex(source: unknown, options?: unknown): Pattern {
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
  const flags = ['i', 'm', 's'].filter((letter) => letters.includes(letter)).join('');
  try {
    return new Pattern(new RegExp(pattern, flags));
  } catch (error) {
    throw location(51091, `Regular expression is invalid: ${(error as Error).message}`);
  }
}

const MATCH_MS = 100;
const REPEATED_GROUP = /\)[*+{]/;
const MATCH = new Script('regex.lastIndex = 0; every ? [...text.matchAll(regex)] : regex.exec(text)');

/**
 * A compiled pattern. A pathological one must not hold up everybody: V8 matches most in linear time (see main.ts), but
 * not without regard to case, so those that repeat a group run against the clock.
 */
export class Pattern {
  readonly source: string;
  readonly #regex: RegExp;
  readonly #every: RegExp;
  readonly #isRisky: boolean;

  constructor(regex: RegExp) {
    this.source = regex.source;
    this.#regex = regex;
    this.#every = new RegExp(regex.source, `${regex.flags}g`);
    this.#isRisky = regex.ignoreCase && REPEATED_GROUP.test(regex.source);
  }

  test(text: string): boolean {
    return this.#isRisky ? this.exec(text) !== null : this.#regex.test(text);
  }

  exec(text: string): RegExpExecArray | null {
    return this.#isRisky
      ? (againstTheClock({ regex: this.#regex, every: false, text }) as RegExpExecArray | null)
      : this.#regex.exec(text);
  }

  all(text: string): RegExpExecArray[] {
    return this.#isRisky
      ? (againstTheClock({ regex: this.#every, every: true, text }) as RegExpExecArray[])
      : [...text.matchAll(this.#every)];
  }
}

function againstTheClock(what: { regex: RegExp; every: boolean; text: string }): unknown {
  try {
    return MATCH.runInContext(createContext(what), { timeout: MATCH_MS });
  } catch {
    throw location(51156, 'Error occurred while executing regular expression: match limit exceeded');
  }
}
