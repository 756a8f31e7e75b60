interface DuplicateKey {
  readonly code: 11000;
  readonly keyPattern?: Readonly<Record<string, unknown>>;
  readonly message?: string;
}

/** True when a unique index refused the write: the outcome is known, nothing was written. */
export function isDuplicateKey(error: unknown): error is DuplicateKey {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 11000;
}

/** True when the unique index that refused is the one on `path`. */
export const isDuplicateOf = (error: unknown, path: string): boolean =>
  isDuplicateKey(error) &&
  (error.keyPattern ? Object.hasOwn(error.keyPattern, path) : (error.message ?? '').includes(path));
