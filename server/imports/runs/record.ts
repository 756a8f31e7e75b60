import type { Instant } from '../../../shared/ids.ts';
import {
  type ImportCounts,
  type ImportRun,
  type ImportSettings,
  type ImportStatus,
  NO_COUNTS,
} from '../../../shared/protocol/imports.ts';
import type { ImportDocument } from '../../store/collections/imports.ts';
import type { Store } from '../../store/connect.ts';
import { isDuplicateKey } from '../../store/errors.ts';

/** A run of which nothing is heard for this long lost its server: the next one may begin. */
export const LEASE_MS = 60_000;

export type Claimed = 'claimed' | 'import_running' | 'gone';

/** How far a run is, as its server reports it. */
export interface RunProgress {
  readonly counts: ImportCounts;
  readonly share: number;
  readonly keptErrors: number;
  readonly headings: readonly string[];
}

/**
 * Runs as they are recorded, the same for all servers. One runs at a time per community (I13): the lock is a unique field of
 * the run itself, so that taking it is one write, and it falls to others once its holder has been silent for `LEASE_MS` of
 * database time.
 */
export function createRunRecords({ models, databaseTime }: Pick<Store, 'models' | 'databaseTime'>) {
  const { imports } = models;

  /** Marks runs whose server went away; whoever looks, does it. */
  const settleDead = async (
    filter: { readonly communityId?: string; readonly _id?: string } = {},
  ): Promise<number> => {
    const silentSince = new Date((await databaseTime()) - LEASE_MS);
    const { modifiedCount } = await imports.updateMany(
      { ...filter, status: 'running', beatAt: { $lt: silentSince } },
      { $set: { status: 'interrupted', endedAt: silentSince.getTime() }, $unset: { lock: '', lease: '' } },
    );
    return modifiedCount;
  };

  return {
    settleDead,

    /** @param lease names this server's work on it */
    async claim(
      run: Pick<ImportDocument, '_id' | 'communityId'>,
      lease: string,
      about: {
        readonly settings: ImportSettings;
        readonly profile: string | null;
        readonly startedBy: string;
        readonly startedByName: string;
        readonly now: Instant;
      },
    ): Promise<Claimed> {
      await settleDead({ communityId: run.communityId });
      const { now, ...who } = about;
      const fields = {
        ...who,
        ...NO_COUNTS,
        status: 'running' as const,
        keptErrors: 0,
        share: 0,
        problem: null,
        startedAt: now,
        endedAt: null,
        cancelAsked: false,
        lock: run.communityId,
        lease,
      };
      try {
        const { matchedCount } = await imports.updateOne(
          { _id: run._id, status: { $nin: ['running', 'done'] }, hasFile: true },
          { $set: fields, $currentDate: { beatAt: true } },
        );
        if (matchedCount > 0) return 'claimed';
        return (await imports.exists({ _id: run._id, status: 'running' })) ? 'import_running' : 'gone';
      } catch (error) {
        if (isDuplicateKey(error)) return 'import_running';
        throw error;
      }
    },

    /** @returns whether to go on: false once it was cancelled, or fell to others. */
    async beat(id: string, lease: string, progress: RunProgress): Promise<boolean> {
      const { counts, ...rest } = progress;
      const run = await imports
        .findOneAndUpdate(
          { _id: id, lease },
          { $set: { ...counts, ...rest }, $currentDate: { beatAt: true } },
          { returnDocument: 'after', projection: { cancelAsked: 1 } },
        )
        .lean();
      return run !== null && run.cancelAsked !== true;
    },

    /** Ends a run; without effect when it has fallen to others. */
    async end(
      id: string,
      lease: string,
      status: ImportStatus,
      problem: string | null,
      now: Instant,
    ): Promise<void> {
      // Its file is not wanted any more, which whoever sees it done must see at once.
      const done = status === 'done' ? { share: 1, hasFile: false } : {};
      await imports.updateOne(
        { _id: id, lease },
        { $set: { status, problem, endedAt: now, ...done }, $unset: { lock: '', lease: '', beatAt: '' } },
      );
    },

    /** @returns false when it does not run */
    async askToCancel(id: string): Promise<boolean> {
      const { matchedCount } = await imports.updateOne(
        { _id: id, status: 'running' },
        { $set: { cancelAsked: true } },
      );
      return matchedCount > 0;
    },
  };
}

export type RunRecords = ReturnType<typeof createRunRecords>;

export function toRun(run: ImportDocument): ImportRun {
  const { _id, communityId, fileName, size, status, share, keptErrors, problem, profile } = run;
  const {
    rows,
    created,
    known,
    refused,
    unplaced,
    unanswered = 0,
    opened = 0,
    startedAt,
    endedAt,
    hasFile,
  } = run;
  return {
    _id,
    communityId,
    fileName,
    size,
    status,
    share,
    keptErrors,
    problem,
    profile,
    rows,
    created,
    known,
    refused,
    unplaced,
    unanswered,
    opened,
    startedBy: run.startedByName,
    startedAt,
    endedAt,
    hasFile,
  };
}
