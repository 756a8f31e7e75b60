import type { AreaId } from '../../shared/ids.ts';
import type { Member } from '../../shared/people/member.ts';
import {
  IMPORT_BOUNDS,
  type ImportRun,
  type ImportSettings,
  type Inspection,
  NO_COUNTS,
  type PreviewRow,
  type RunFault,
} from '../../shared/protocol/imports.ts';
import { startLoop } from '../jobs/loop.ts';
import type { Announcer, Base, Mounted } from '../parts.ts';
import type { LiveRules } from '../rules.ts';
import type { ImportDocument } from '../store/collections/imports.ts';
import type { Store } from '../store/connect.ts';
import { startWorker, type Worker } from './apart/start.ts';
import { dayZone } from './day-zone.ts';
import { type ImportJob, runJob } from './job.ts';
import { inspectFile, previewFile } from './look.ts';
import { keepProfile, withUnanswered } from './profiles.ts';
import { createImportFiles, type ImportFiles } from './runs/files.ts';
import { type Claimed, createRunRecords, type RunRecords, toRun } from './runs/record.ts';
import type { WriterParts } from './write.ts';

export interface ImportParts extends Base {
  readonly store: Store;
  readonly rules: LiveRules;
  readonly announcer: Pick<Announcer, 'scanEverywhere'>;
  /** True: every run has a process of its own. Tests with a clock of their own run them here. */
  readonly importsApart?: boolean;
}

export interface StartOptions {
  readonly settings: ImportSettings;
  /** Keeps the settings under this name. */
  readonly profile: string | null;
  readonly by: Member;
}

/** Imports as this server works on them. */
export interface Imports extends Mounted {
  readonly files: ImportFiles;
  readonly records: RunRecords;
  /** Notes an upload that lies in `files` under `id`. */
  record(upload: {
    id: string;
    communityId: AreaId;
    fileName: string;
    size: number;
    by: Member;
  }): Promise<ImportRun>;
  /** @throws UnreadableTable */
  inspect(run: ImportDocument): Promise<Inspection>;
  /** @throws UnreadableTable, BadMapping, UnknownPlace */
  preview(run: ImportDocument, settings: ImportSettings): Promise<PreviewRow[]>;
  /** Begins and returns at once; the rest is told by the run's record. @throws UnreadableTable, BadMapping, UnknownPlace */
  start(run: ImportDocument, options: StartOptions): Promise<Claimed>;
}

const SECOND = 1000;

export function createImports(parts: ImportParts): Imports {
  const { store, config, log, now, newId } = parts;
  const { models } = store;
  const files = createImportFiles(config.dataDir);
  const records = createRunRecords(store);
  const zone = dayZone(parts.rules.zone());
  const writing: WriterParts = {
    models,
    now,
    rules: {
      zone: () => zone,
      calendar: () => parts.rules.calendar(),
      settings: () => parts.rules.settings(),
      contactDays: () => parts.rules.contactDays(),
    },
  };
  const at = (run: ImportDocument) => ({ path: files.pathOf(run._id), scratch: files.folder });
  /** Runs of this server, which end with it. */
  const working = new Set<Promise<void>>();
  const workers = new Set<Worker>();
  let closing = false;

  const workHere = (job: ImportJob): Promise<void> =>
    runJob({ ...writing, records, log, isClosing: () => closing }, job);
  const workApart = async (job: ImportJob): Promise<void> => {
    const worker = startWorker({ job, address: store.address(), config });
    workers.add(worker);
    const ended = await worker.ended;
    workers.delete(worker);
    if (ended) return;
    // Without effect when it had ended its run before it died.
    const fault: RunFault = 'process_ended';
    await records.end(job.importId, job.lease, 'failed', fault, now());
  };

  const work = async (run: ImportDocument, lease: string, settings: ImportSettings): Promise<void> => {
    await (parts.importsApart ? workApart : workHere)({ ...at(run), importId: run._id, lease, settings });
    // Another process wrote them, and nobody was told of each.
    if (settings.unanswered === 'board') parts.announcer.scanEverywhere();
    if (await models.imports.exists({ _id: run._id, status: 'done' })) await files.remove(run._id);
  };

  const tidyUp = async (): Promise<void> => {
    if (!store.health.writable()) return;
    await records.settleDead();
    await files.removeOld(now());
    await removeOldErrors(parts);
    const old = {
      hasFile: true,
      startedAt: { $lt: now() - IMPORT_BOUNDS.uploadKeptMs },
      status: { $ne: 'running' as const },
    };
    await models.imports.updateMany(old, { $set: { hasFile: false } });
    await models.imports.deleteMany({ status: 'uploaded', hasFile: false });
  };
  const loop = startLoop({ name: 'imports', everyMs: 60 * SECOND, log, run: tidyUp });

  return {
    files,
    records,
    async record({ id, communityId, fileName, size, by }) {
      const made: ImportDocument = {
        _id: id,
        communityId,
        fileName,
        size,
        status: 'uploaded',
        settings: null,
        profile: null,
        headings: [],
        ...NO_COUNTS,
        keptErrors: 0,
        share: 0,
        problem: null,
        startedBy: by._id,
        startedByName: by.name,
        startedAt: now(),
        endedAt: null,
        hasFile: true,
      };
      await models.imports.create(made);
      return toRun(made);
    },
    inspect: async (run) => ({
      ...(await inspectFile(writing, at(run), run.communityId)),
      settings: run.settings && withUnanswered(run.settings),
    }),
    preview: (run, settings) => previewFile(writing, at(run), settings),
    async start(run, { settings, profile, by }) {
      // Faults of the file and of the mapping are told to who waits, not found in the record later.
      await previewFile(writing, at(run), settings);
      const lease = newId();
      const about = { settings, profile, startedBy: by._id, startedByName: by.name, now: now() };
      const claimed = await records.claim(run, lease, about);
      if (claimed !== 'claimed') return claimed;
      if (profile !== null) await keep(run, profile, settings);
      const done = work(run, lease, settings).finally(() => working.delete(done));
      working.add(done);
      done.catch((error: unknown) =>
        log.error({ err: error, importId: run._id }, 'an import could not be ended'),
      );
      return 'claimed';
    },
    async close() {
      closing = true;
      for (const worker of workers) worker.stop();
      await loop.close();
      await Promise.allSettled(working);
    },
  };

  async function keep(run: ImportDocument, name: string, settings: ImportSettings): Promise<void> {
    const { headings } = await inspectFile(writing, at(run), run.communityId);
    const { communityId } = run;
    await keepProfile(models, { newId: newId(), communityId, name, settings, headings, now: now() });
  }
}

/** Refused rows hold what residents wrote; they are there to be mended, not to be kept. */
async function removeOldErrors({
  store: { models },
  now,
}: Pick<ImportParts, 'store' | 'now'>): Promise<void> {
  const old = await models.imports
    .find({ keptErrors: { $gt: 0 }, endedAt: { $lt: now() - IMPORT_BOUNDS.errorsKeptMs } }, { _id: 1 })
    .limit(100)
    .lean();
  for (const { _id } of old) {
    await models.importErrors.deleteMany({ importId: _id });
    await models.imports.updateOne({ _id }, { $set: { keptErrors: 0 } });
  }
}
