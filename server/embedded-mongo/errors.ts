/** MongoDB's error codes, by MongoDB's names; what is not listed here is thrown by number with `location`. */
const CODES = {
  BadValue: 2,
  UnknownError: 8,
  FailedToParse: 9,
  Unauthorized: 13,
  TypeMismatch: 14,
  Overflow: 15,
  InvalidLength: 16,
  IllegalOperation: 20,
  NamespaceNotFound: 26,
  IndexNotFound: 27,
  PathNotViable: 28,
  CannotBackfillArray: 1129,
  ConflictingUpdateOperators: 40,
  CursorNotFound: 43,
  NamespaceExists: 48,
  DollarPrefixedFieldName: 52,
  InvalidIdField: 53,
  NotSingleValueField: 54,
  EmptyFieldName: 56,
  CommandNotFound: 59,
  ImmutableField: 66,
  CannotCreateIndex: 67,
  InvalidOptions: 72,
  InvalidNamespace: 73,
  IndexOptionsConflict: 85,
  IndexKeySpecsConflict: 86,
  CommandNotSupported: 115,
  DocumentValidationFailure: 121,
  CannotIndexParallelArrays: 171,
  CannotConvertIndexToUnique: 359,
  BSONObjectTooLarge: 10334,
  ConversionFailure: 241,
  DuplicateKey: 11000,
  MergeStageNoMatchingDocument: 13113,
  OutOfDiskSpace: 14031,
} as const;

export type ErrorName = keyof typeof CODES;

/** An error that travels to the client exactly as MongoDB would send it. */
export class MongoError extends Error {
  readonly code: number;
  readonly codeName: string;
  /** Further fields of the reply, such as keyPattern and keyValue. */
  readonly details: Record<string, unknown>;

  constructor(code: number, codeName: string, message: string, details: Record<string, unknown> = {}) {
    super(message);
    this.code = code;
    this.codeName = codeName;
    this.details = details;
  }
}

export function mongoError(name: ErrorName, message: string, details?: Record<string, unknown>): MongoError {
  return new MongoError(CODES[name], name, message, details);
}

export const badValue = (message: string): MongoError => mongoError('BadValue', message);

/** MongoDB numbers many user errors by the place in its source: codeName is `Location<number>`. */
export const location = (code: number, message: string): MongoError =>
  new MongoError(code, `Location${code}`, message);

/** Whatever was thrown, as an error that can be sent. */
export function toMongoError(thrown: unknown): MongoError {
  if (thrown instanceof MongoError) return thrown;
  if (thrown instanceof RangeError && /call stack/i.test(thrown.message))
    return mongoError('Overflow', 'the document or expression is nested too deeply');
  return mongoError('UnknownError', thrown instanceof Error ? thrown.message : String(thrown));
}
