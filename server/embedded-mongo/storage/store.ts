import { MongoError, mongoError, toMongoError } from '../errors.ts';
import { Catalog } from './catalog.ts';
import type { Environment } from './environment.ts';
import { openEnvironment } from './environment.ts';
import { Records } from './records.ts';

interface Job {
  run(): void;
  settle(failure: MongoError | undefined): void;
}

/**
 * Data file, catalog and the one way to write. All writes that arrive in one turn of the event loop share one
 * transaction and one flush (group commit); none is answered before that flush.
 */
export class Store {
  readonly environment: Environment;
  readonly catalog: Catalog;
  readonly records: Records;
  #waiting: Job[] = [];
  #scheduled = false;
  #closed = false;
  /** How many transactions were committed, and how many writes they carried. */
  readonly committed = { groups: 0, writes: 0 };

  constructor(directory: string) {
    this.environment = openEnvironment(directory);
    this.catalog = new Catalog(this.environment);
    this.records = new Records(this.catalog);
  }

  /**
   * Runs a write inside the next transaction and resolves with its result when that is on disk. Work must check
   * before it writes: what it wrote before throwing stays. Rejects with OutOfDiskSpace if the group could not be
   * written; then nothing of it was.
   */
  write<T>(work: () => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      let outcome: { value: T } | { error: MongoError } | undefined;
      this.#waiting.push({
        run: () => {
          try {
            outcome = { value: work() };
          } catch (error) {
            if (isStorageFailure(error)) throw error;
            outcome = { error: toMongoError(error) };
          }
        },
        settle: (failure) => {
          if (failure) reject(failure);
          else if (outcome && 'value' in outcome) resolve(outcome.value);
          else reject(outcome?.error ?? mongoError('UnknownError', 'the write did not run'));
        },
      });
      if (this.#scheduled) return;
      this.#scheduled = true;
      setImmediate(() => {
        this.#commit();
      });
    });
  }

  /** Several steps that count all or not at all, inside a write. */
  atomically<T>(steps: () => T): T {
    try {
      return this.environment.root.transactionSync(steps);
    } catch (error) {
      this.catalog.reload();
      throw error;
    }
  }

  #commit(): void {
    this.#scheduled = false;
    const group = this.#waiting;
    this.#waiting = [];
    let failure: MongoError | undefined;
    try {
      if (this.#closed) throw new Error('the server is shutting down');
      this.environment.root.transactionSync(() => {
        for (const job of group) job.run();
      });
      this.committed.groups += 1;
      this.committed.writes += group.length;
    } catch (error) {
      failure = mongoError('OutOfDiskSpace', `the write could not be stored: ${toMongoError(error).message}`);
      // Counts and definitions in memory are ahead of the file: the transaction was undone.
      this.catalog.reload();
    }
    for (const job of group) job.settle(failure);
  }

  /** Commits what waits, then closes the file. */
  async close(): Promise<void> {
    if (this.#waiting.length > 0) this.#commit();
    this.#closed = true;
    await this.environment.root.close();
  }
}

/** LMDB's own errors carry a numeric code; ours are MongoErrors or programming errors. */
export function isStorageFailure(error: unknown): boolean {
  if (error instanceof MongoError) return false;
  return (
    error instanceof Error &&
    (('code' in error && typeof error.code === 'number') || error.message.startsWith('MDB_'))
  );
}
