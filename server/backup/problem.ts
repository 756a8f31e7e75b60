/** What may be wrong with a file, or with the place where it should be. */
export type FileProblem =
  | 'noFile'
  /** No backup of ours. */
  | 'foreign'
  /** Incomplete, or changed since it was written. */
  | 'damaged'
  | 'exists'
  | 'folder'
  | 'noFolder'
  | 'notAllowed'
  | 'noRoom';

/** Why a backup or a restore was refused; each has a sentence in `texts.ts` that says what to do. */
export type BackupProblem =
  | { readonly kind: FileProblem; readonly file: string }
  | { readonly kind: 'newer'; readonly file: string; readonly app: string }
  | { readonly kind: 'nothing' | 'occupied' | 'databaseFull' | 'stopped' }
  /** Two documents of the file claim the same unique key. */
  | { readonly kind: 'clash'; readonly message: string };

export class BackupFault extends Error {
  override readonly name = 'BackupFault';
  readonly problem: BackupProblem;

  constructor(problem: BackupProblem, options?: ErrorOptions) {
    super(problem.kind, options);
    this.problem = problem;
  }
}

export const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
