/**
 * Why the engine does not start.
 * `locked`: another process owns the directory; `corrupt`: the data file is damaged (it is left as it is);
 * `disk`: the directory or file cannot be read or written; `crashed`: the process ended without saying why.
 */
export type EngineFailureCode = 'locked' | 'corrupt' | 'disk' | 'crashed';

export class EngineStartError extends Error {
  readonly code: EngineFailureCode;

  constructor(code: EngineFailureCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'EngineStartError';
    this.code = code;
  }
}

/** What the engine's process tells its parent. */
export type EngineReport =
  | { readonly kind: 'listening'; readonly uri: string }
  | { readonly kind: 'failed'; readonly code: EngineFailureCode; readonly message: string };
