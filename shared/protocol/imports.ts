import type { AreaId, Instant } from '../ids.ts';
import type { Channel } from '../order/state.ts';

export const IMPORT_FIELDS = [
  'externalNo',
  'title',
  'text',
  'at',
  'person',
  'phone',
  'address',
  'reply',
  'replyAt',
  'area',
  'item',
  'channel',
] as const;
/** What a column of a ticket file can mean. */
export type ImportField = (typeof IMPORT_FIELDS)[number];
/** Without these nothing can be brought in. */
export const REQUIRED_FIELDS = ['externalNo', 'text', 'at'] as const satisfies readonly ImportField[];

/** Which column, by its heading, holds which field. */
export type Mapping = { readonly [field in ImportField]?: string | undefined };

/** Why a row is left out. */
export const ROW_PROBLEMS = [
  'no_external_no',
  'number_rounded',
  'no_text',
  'text_too_long',
  'bad_date',
  'future_date',
  'bad_reply_date',
  'reply_before_letter',
] as const;
export type RowProblem = (typeof ROW_PROBLEMS)[number];

/** Why a file cannot be read as a table. */
export const TABLE_FAULTS = [
  'empty',
  'old_xls',
  'locked',
  'web_page',
  'other_zip',
  'not_a_table',
  'damaged',
  'too_large',
  'row_too_long',
] as const;
export type TableFault = (typeof TABLE_FAULTS)[number];

/** Why a run ended that is no fault of its file: its process was killed, crashed or ran out of memory. */
export const RUN_FAULTS = ['process_ended'] as const;
export type RunFault = (typeof RUN_FAULTS)[number];

/** `uploaded`: nothing has come in yet. `interrupted`: the server that worked on it went away. */
export const IMPORT_STATUSES = ['uploaded', 'running', 'done', 'cancelled', 'failed', 'interrupted'] as const;
export type ImportStatus = (typeof IMPORT_STATUSES)[number];

/** What becomes of rows without a reply: closed history like the others (I7), or requests of today on the board (I18). */
export const UNANSWERED = ['history', 'board'] as const;
export type Unanswered = (typeof UNANSWERED)[number];

/** How a file is read: what a profile keeps. */
export interface ImportSettings {
  readonly mapping: Mapping;
  /** Where rows belong that name no area we know. */
  readonly areaId: AreaId;
  /** How rows came in that do not say it. */
  readonly channel: Channel;
  readonly unanswered: Unanswered;
}

/** What has become of the rows so far. */
export interface ImportCounts {
  readonly rows: number;
  readonly created: number;
  /** Here already: their external number is known. */
  readonly known: number;
  readonly refused: number;
  /** Came in, but named an area nobody knows: they are in the settings' area. */
  readonly unplaced: number;
  /** Came in without a reply and were closed like the others. */
  readonly unanswered: number;
  /** Came in without a reply and are on the board. */
  readonly opened: number;
}

export const NO_COUNTS: ImportCounts = {
  rows: 0,
  created: 0,
  known: 0,
  refused: 0,
  unplaced: 0,
  unanswered: 0,
  opened: 0,
};

/** One file's import, as administrators see it. */
export interface ImportRun extends ImportCounts {
  readonly _id: string;
  readonly communityId: AreaId;
  readonly fileName: string;
  /** Bytes. */
  readonly size: number;
  readonly status: ImportStatus;
  /** Share of the file that was read, 0 to 1. */
  readonly share: number;
  /** Refused rows that can be downloaded; `refused` counts on past the bound. */
  readonly keptErrors: number;
  /** Why it failed: a fault of the file or of the run, or a code of the error catalogue. */
  readonly problem: string | null;
  /** Name of the profile its settings came from or were kept as. */
  readonly profile: string | null;
  readonly startedBy: string;
  readonly startedAt: Instant;
  readonly endedAt: Instant | null;
  /** True while the file is at hand, so that it can be run without uploading it again. */
  readonly hasFile: boolean;
}

export interface ImportProfile {
  readonly _id: string;
  readonly name: string;
  readonly settings: ImportSettings;
}

/** What a file looks like before anything is decided. */
export interface Inspection {
  readonly kind: 'xlsx' | 'csv';
  readonly headings: readonly string[];
  /** The first rows as text, cell by cell. */
  readonly sample: readonly (readonly string[])[];
  /** Rows below the headings, estimated. */
  readonly rows: number;
  readonly mapping: Mapping;
  /** The profile that knows these headings. */
  readonly profile: ImportProfile | null;
  /** How it was to be read when it was begun before. */
  readonly settings: ImportSettings | null;
}

export interface PreviewRow {
  readonly rowNumber: number;
  readonly externalNo: string;
  readonly title: string;
  readonly at: Instant | null;
  readonly replyAt: Instant | null;
  readonly answered: boolean;
  readonly areaName: string;
  readonly itemName: string;
  readonly hasContact: boolean;
  /** Characters. */
  readonly textLength: number;
  readonly known: boolean;
  /** The area it names is not one of ours. */
  readonly unplaced: boolean;
  readonly problems: readonly {
    readonly problem: RowProblem;
    readonly column: string;
    readonly value: string;
  }[];
}

/** Bounds of an import; bytes unless named. */
export const IMPORT_BOUNDS = {
  fileBytes: 512 * 1024 * 1024,
  previewRows: 20,
  /** An uploaded file that nobody runs is removed after this many milliseconds. */
  uploadKeptMs: 24 * 3_600_000,
  /** Refused rows hold what residents wrote: they are removed this long after the run, in milliseconds. */
  errorsKeptMs: 30 * 24 * 3_600_000,
  /** Refused rows kept for download. */
  errors: 10_000,
  errorBytes: 32 * 1024 * 1024,
} as const;
