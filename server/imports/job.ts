import type { Logger } from 'pino';
import type { ImportSettings, ImportStatus } from '../../shared/protocol/imports.ts';
import { BadMapping, importFile, UnknownPlace } from './import-file.ts';
import { UnreadableTable } from './readers/table.ts';
import { makeErrorKeeper } from './runs/errors.ts';
import type { RunRecords } from './runs/record.ts';
import type { WriterParts } from './write.ts';

/** A claimed run, with all that working on it takes; plain data, so that another process can be told. */
export interface ImportJob {
  readonly importId: string;
  readonly lease: string;
  readonly path: string;
  readonly scratch: string;
  readonly settings: ImportSettings;
}

export interface JobParts extends WriterParts {
  readonly records: RunRecords;
  readonly log: Logger;
  /** Asked after every batch: whether the process that works on it is to end. */
  readonly isClosing: () => boolean;
}

/** Carries a run out and notes in its record how far it is and how it ended (I3). */
export async function runJob(parts: JobParts, job: ImportJob): Promise<void> {
  const { models, records, log, isClosing, now } = parts;
  const { importId, lease } = job;
  let status: ImportStatus = 'failed';
  let problem: string | null = null;
  try {
    const errors = await makeErrorKeeper(models, importId);
    const result = await importFile(parts, {
      ...job,
      onBatch: async ({ counts, share, headings, refused }) => {
        const keptErrors = await errors.keep(refused);
        return (await records.beat(importId, lease, { counts, share, headings, keptErrors })) && !isClosing();
      },
    });
    status = !result.cancelled ? 'done' : isClosing() ? 'interrupted' : 'cancelled';
  } catch (error) {
    problem = problemOf(error);
    if (problem === 'internal' || problem === 'unavailable')
      log.error({ err: error, importId }, 'an import failed');
  }
  await records.end(importId, lease, status, problem, now());
}

function problemOf(error: unknown): string {
  if (error instanceof UnreadableTable) return error.reason;
  if (error instanceof BadMapping) return 'bad_mapping';
  if (error instanceof UnknownPlace) return 'unknown_area';
  const code = (error as { readonly code?: unknown } | null)?.code;
  if (code === 'ENOSPC') return 'disk_full';
  return error instanceof Error && error.name.startsWith('Mongo') ? 'unavailable' : 'internal';
}
