import { setTimeout as pause } from 'node:timers/promises';
import type { Area } from '../../shared/areas/area.ts';
import {
  type ImportCounts,
  type ImportField,
  type ImportSettings,
  NO_COUNTS,
  type Unanswered,
} from '../../shared/protocol/imports.ts';
import { isDatabaseError } from '../store/errors.ts';
import { makeConveyor } from './conveyor.ts';
import { type Letter, type LetterReader, makeLetterReader, type RefusedRow } from './letter.ts';
import { headingsOf, missingFields } from './mapping.ts';
import { makePlacer } from './places.ts';
import { openTable } from './readers/open.ts';
import { type Table, type TableRow, UnreadableTable } from './readers/table.ts';
import { makeWriter, type Writer, type WriterParts, withoutReply } from './write.ts';

export interface ImportOptions {
  readonly path: string;
  readonly importId: string;
  readonly settings: ImportSettings;
  /** Folder for what does not fit in memory. */
  readonly scratch?: string;
  /** Reads and checks everything and writes nothing. */
  readonly dryRun?: boolean;
  /** Hears of every batch once it is written; answers whether to go on. */
  readonly onBatch: (batch: ImportBatch) => Promise<boolean>;
}

export interface ImportBatch {
  readonly counts: ImportCounts;
  /** Share of the file that was read, 0 to 1. */
  readonly share: number;
  readonly headings: readonly string[];
  /** Rows of this batch that were left out. */
  readonly refused: readonly RefusedRow[];
}

export interface ImportResult extends ImportCounts {
  readonly cancelled: boolean;
}

/** Columns that must be there and are not, or that the file does not have. */
export class BadMapping extends Error {
  override readonly name = 'BadMapping';
  readonly fields: readonly ImportField[];
  readonly headings: readonly string[];

  constructor(fields: readonly ImportField[], headings: readonly string[]) {
    super(`no column for ${fields.join(', ')}`);
    this.fields = fields;
    this.headings = headings;
  }
}

/** The area for rows without one is not there, or not in use. */
export class UnknownPlace extends Error {
  override readonly name = 'UnknownPlace';
}

/** Small enough for what others ask of the database to have its turn between two of them. */
const BATCH_ROWS = 500;
/** Rows may be a thousand times as long as letters are. */
const BATCH_CHARS = 512 * 1024;
const PATIENCE_MS = [250, 1000, 2000, 4000, 8000, 15_000, 15_000] as const;

/**
 * Brings letters in, as closed history or as requests of today (I18), row by row, in batches; safe to run twice, by two people at once, and to cancel
 * (I1, I3). A bad row is told and left out; the others come in. While one batch is being written the next one is read.
 * @throws UnreadableTable, BadMapping, UnknownPlace
 */
export async function importFile(parts: WriterParts, options: ImportOptions): Promise<ImportResult> {
  const { settings, importId, path, scratch } = options;
  const placer = await makePlacer(parts.models, settings);
  if (!placer) throw new UnknownPlace(settings.areaId);
  const usual = await parts.models.areas.findById(settings.areaId).lean<Area | null>();
  const community = await parts.models.areas.findById(usual?.communityId).lean<Area | null>();
  if (!usual?.active || !community) throw new UnknownPlace(settings.areaId);
  const { unanswered } = settings;
  const write = options.dryRun
    ? writeNothing(unanswered)
    : makeWriter(parts, community, placer, { importId, unanswered });
  const table = await openTable(path, scratch);
  return await run({ parts, options, table, write });
}

const writeNothing =
  (unanswered: Unanswered): Writer =>
  (letters) => {
    const written = { created: letters.length, known: 0, unplaced: 0, ...withoutReply(letters, unanswered) };
    return Promise.resolve(() => Promise.resolve(() => Promise.resolve(written)));
  };

interface Run {
  readonly parts: WriterParts;
  readonly options: ImportOptions;
  readonly table: Table;
  readonly write: Writer;
}

/** A batch that was read. */
interface ReadBatch {
  readonly rows: number;
  readonly letters: Letter[];
  readonly refused: RefusedRow[];
  /** Share of the file that was read with it. */
  readonly share: number;
}

async function run({ parts, options, table, write }: Run): Promise<ImportResult> {
  let counts = NO_COUNTS;
  let headings: readonly string[] = [];
  let read: LetterReader | null = null;
  let rows = 0;
  let chars = 0;
  let letters: Letter[] = [];
  let refused: RefusedRow[] = [];

  const conveyor = makeConveyor({
    lookUp: async (batch: ReadBatch) => ({
      batch,
      step: await persistently(() => write(batch.letters)),
    }),
    makeReady: async ({ batch, step }) => ({ batch, step: await persistently(step) }),
    write: async ({ batch, step }) => ({ batch, written: await persistently(step) }),
    tell: ({ batch, written }) => {
      counts = {
        rows: counts.rows + batch.rows,
        created: counts.created + written.created,
        known: counts.known + written.known,
        unplaced: counts.unplaced + written.unplaced,
        unanswered: counts.unanswered + written.unanswered,
        opened: counts.opened + written.opened,
        refused: counts.refused + batch.refused.length,
      };
      const told = { counts, share: batch.share, headings, refused: batch.refused };
      return persistently(() => options.onBatch(told));
    },
  });
  const flush = (): Promise<boolean> => {
    const batch = { rows, letters, refused, share: table.share() };
    rows = 0;
    chars = 0;
    letters = [];
    refused = [];
    return conveyor.put(batch);
  };

  const takeRow = (row: TableRow): void => {
    if (!read) {
      headings = headingsOf(row.cells);
      read = readerFor(parts, options.settings, headings, table);
      return;
    }
    if (isEmpty(row)) return;
    rows += 1;
    chars += charsOf(row);
    const result = read(row);
    if (result.ok) letters.push(result.letter);
    else refused.push(result.refused);
  };

  let goOn = true;
  try {
    for await (const row of table.rows()) {
      takeRow(row);
      if (rows === BATCH_ROWS || chars >= BATCH_CHARS) goOn = await flush();
      if (!goOn) break;
    }
    if (goOn) await flush();
    goOn = await conveyor.end();
  } catch (error) {
    // What was read before a file turned out to be damaged still comes in.
    if (error instanceof UnreadableTable) await flush();
    await conveyor.end().catch(() => undefined);
    throw error;
  }
  return { ...counts, cancelled: !goOn };
}

/** Every step may be repeated: a database that is away for a moment costs patience, not the import. */
async function persistently<T>(step: () => Promise<T>): Promise<T> {
  for (const wait of PATIENCE_MS) {
    try {
      return await step();
    } catch (error) {
      if (!isDatabaseError(error)) throw error;
      await pause(wait);
    }
  }
  return await step();
}

const charsOf = ({ cells }: TableRow): number =>
  cells.reduce<number>((sum, cell) => sum + (typeof cell === 'string' ? cell.length : 0), 0);

const isEmpty = ({ cells }: TableRow): boolean => cells.every((cell) => cell === null);

/** @throws BadMapping */
export function readerFor(
  { rules, now }: Pick<WriterParts, 'rules' | 'now'>,
  { mapping }: Pick<ImportSettings, 'mapping'>,
  headings: readonly string[],
  { date1904 }: Pick<Table, 'date1904'>,
): LetterReader {
  const missing = missingFields(mapping, headings);
  if (missing.length > 0) throw new BadMapping(missing, headings);
  return makeLetterReader({ headings, mapping, zone: rules.zone(), now: now(), date1904 });
}
