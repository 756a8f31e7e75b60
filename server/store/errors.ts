interface DuplicateKey {
  readonly code: 11000;
  readonly keyPattern?: Readonly<Record<string, unknown>>;
  readonly message?: string;
}

/** True when a unique index refused the write: the outcome is known, nothing was written. */
export function isDuplicateKey(error: unknown): error is DuplicateKey {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 11000;
}

const INDEX_NOT_FOUND = 27;
export const isIndexNotFound = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === INDEX_NOT_FOUND;

/** True when the unique index that refused is the one on `path`. */
export const isDuplicateOf = (error: unknown, path: string): boolean =>
  isDuplicateKey(error) &&
  (error.keyPattern ? Object.hasOwn(error.keyPattern, path) : (error.message ?? '').includes(path));

/** BadValue, FailedToParse, TypeMismatch, PathNotViable, Conflict, ImmutableField, CommandNotFound, APIStrictError: said to us. */
const OUR_FAULTS: ReadonlySet<unknown> = new Set([2, 9, 14, 28, 40, 66, 59, 323]);

/** What the driver passes on as it came from the socket when a connection dies under a command. */
const NETWORK_FAULTS: ReadonlySet<unknown> = new Set([
  'EPIPE',
  'ECONNRESET',
  'ECONNREFUSED',
  'ECONNABORTED',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
]);

/**
 * True for what the driver or the database may throw in bad weather. A fault of our own, such as an update that makes no
 * sense, is none: trying again would only hide it.
 */
export const isDatabaseError = (error: unknown): boolean =>
  error instanceof Error &&
  (error.name.startsWith('Mongo')
    ? !('code' in error && OUR_FAULTS.has(error.code))
    : 'code' in error && NETWORK_FAULTS.has(error.code));
