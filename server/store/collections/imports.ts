import type { AreaId, Instant, MemberId } from '../../../shared/ids.ts';
import type { ImportSettings, ImportStatus, RowProblem } from '../../../shared/protocol/imports.ts';
import { Any, defineCollection, Id, When } from '../define.ts';

/** Those from before there was a choice do not say what becomes of rows without a reply. */
export type KeptSettings = Omit<ImportSettings, 'unanswered'> & Partial<Pick<ImportSettings, 'unanswered'>>;

/** One file's import: how far it is, who works on it, what became of its rows. */
export interface ImportDocument {
  readonly _id: string;
  readonly communityId: AreaId;
  readonly fileName: string;
  /** Bytes. */
  readonly size: number;
  readonly status: ImportStatus;
  readonly settings: KeptSettings | null;
  readonly profile: string | null;
  readonly headings: readonly string[];
  readonly rows: number;
  readonly created: number;
  readonly known: number;
  readonly refused: number;
  readonly unplaced: number;
  /** Absent in runs from before it was counted. */
  readonly unanswered?: number;
  readonly opened?: number;
  readonly keptErrors: number;
  readonly share: number;
  readonly problem: string | null;
  readonly startedBy: MemberId | null;
  readonly startedByName: string;
  readonly startedAt: Instant;
  readonly endedAt: Instant | null;
  /** The community while it runs, absent otherwise: a unique index allows one run at a time (I13). */
  readonly lock?: AreaId;
  /** Names the work of one server on it; whoever does not hold it any more must stop. */
  readonly lease?: string;
  /** Database time of the last sign of life. */
  readonly beatAt?: Date;
  readonly cancelAsked?: boolean;
  /** The file is still in the data directory of the server that took it. */
  readonly hasFile: boolean;
}
export const imports = defineCollection<ImportDocument>(
  'imports',
  {
    _id: Id,
    communityId: Id,
    fileName: String,
    size: Number,
    status: String,
    settings: Any,
    profile: String,
    headings: { type: [String], default: undefined },
    rows: Number,
    created: Number,
    known: Number,
    refused: Number,
    unplaced: Number,
    unanswered: Number,
    opened: Number,
    keptErrors: Number,
    share: Number,
    problem: String,
    startedBy: String,
    startedByName: String,
    startedAt: When,
    endedAt: When,
    lock: String,
    lease: String,
    beatAt: Date,
    cancelAsked: Boolean,
    hasFile: Boolean,
  },
  [
    [{ communityId: 1, startedAt: -1 }],
    [{ status: 1 }],
    [{ lock: 1 }, { unique: true, sparse: true }],
    [{ keptErrors: 1, endedAt: 1 }],
  ],
);

/** A row that was left out, for the list that can be downloaded. Its cells are what a resident wrote. */
export interface ImportErrorDocument {
  readonly _id: string;
  readonly importId: string;
  readonly rowNumber: number;
  readonly complaints: readonly {
    readonly problem: RowProblem;
    readonly column: string;
    readonly value: string;
  }[];
  readonly cells: readonly string[];
}
export const importErrors = defineCollection<ImportErrorDocument>(
  'import_errors',
  {
    _id: Id,
    importId: Id,
    rowNumber: Number,
    complaints: { type: [Any], default: undefined },
    cells: { type: [String], default: undefined },
  },
  [[{ importId: 1, rowNumber: 1 }]],
);

/** How files of one kind are read, kept under a name, so that next month's file needs no thinking. */
export interface ImportProfileDocument {
  readonly _id: string;
  readonly communityId: AreaId;
  readonly name: string;
  readonly settings: KeptSettings;
  /** Of the headings it was made for. */
  readonly signature: string;
  readonly updatedAt: Instant;
}
export const importProfiles = defineCollection<ImportProfileDocument>(
  'import_profiles',
  {
    _id: Id,
    communityId: Id,
    name: String,
    settings: Any,
    signature: String,
    updatedAt: When,
  },
  [[{ communityId: 1, name: 1 }, { unique: true }], [{ communityId: 1, signature: 1, updatedAt: -1 }]],
);
