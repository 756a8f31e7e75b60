import type { Document } from '../bson/values.ts';
import { mongoError, toMongoError } from '../errors.ts';
import { isStorageFailure } from '../storage/store.ts';

/** MongoDB's own limit, told to drivers by `hello`. */
export const MAX_BATCH = 100_000;

/** Runs the statements of a write command; what fails is listed, and ends an ordered batch. */
export function runBatch<T>(
  statements: readonly T[],
  ordered: unknown,
  run: (statement: T, index: number) => void,
): Document[] {
  if (statements.length === 0 || statements.length > MAX_BATCH)
    throw mongoError(
      'InvalidLength',
      `Write batch sizes must be between 1 and ${MAX_BATCH}. Got ${statements.length} operations.`,
    );
  const errors: Document[] = [];
  for (const [index, statement] of statements.entries()) {
    try {
      run(statement, index);
    } catch (thrown) {
      if (isStorageFailure(thrown)) throw thrown;
      const { code, message, details } = toMongoError(thrown);
      errors.push({ index, code, errmsg: message, ...details });
      if (ordered !== false) break;
    }
  }
  return errors;
}

export const writeReply = (fields: Document, errors: readonly Document[]): Document => ({
  ...fields,
  ...(errors.length > 0 ? { writeErrors: errors } : {}),
  ok: 1,
});
