import type { AreaId, Instant, MemberId } from '../../../shared/ids.ts';
import { Any, defineCollection, Id, When } from '../define.ts';

/** One run of an import and how far it is. */
export interface ImportDocument {
  readonly _id: string;
  readonly communityId: AreaId;
  readonly fileName: string;
  readonly profileId: string | null;
  readonly mapping: Readonly<Record<string, string>>;
  readonly status: 'waiting' | 'running' | 'done' | 'cancelled' | 'failed';
  readonly total: number | null;
  readonly done: number;
  readonly created: number;
  readonly known: number;
  readonly failed: number;
  readonly problem: string | null;
  readonly startedBy: MemberId | null;
  readonly startedAt: Instant;
  readonly endedAt: Instant | null;
}
export const imports = defineCollection<ImportDocument>(
  'imports',
  {
    _id: Id,
    communityId: Id,
    fileName: String,
    profileId: String,
    mapping: Any,
    status: String,
    total: Number,
    done: Number,
    created: Number,
    known: Number,
    failed: Number,
    problem: String,
    startedBy: String,
    startedAt: When,
    endedAt: When,
  },
  [[{ communityId: 1, startedAt: -1 }], [{ status: 1 }]],
);

/** One reason why one row was left out, for the list that can be downloaded. */
export interface ImportErrorDocument {
  readonly _id: string;
  readonly importId: string;
  readonly rowNumber: number;
  readonly problem: string;
  readonly column: string;
  readonly value: string;
}
export const importErrors = defineCollection<ImportErrorDocument>(
  'import_errors',
  { _id: Id, importId: Id, rowNumber: Number, problem: String, column: String, value: String },
  [[{ importId: 1, rowNumber: 1 }]],
);

/** A column mapping kept under a name, so that next month's file of the same kind needs no thinking. */
export interface ImportProfileDocument {
  readonly _id: string;
  readonly communityId: AreaId;
  readonly name: string;
  readonly mapping: Readonly<Record<string, string>>;
  readonly headings: readonly string[];
  readonly updatedAt: Instant;
}
export const importProfiles = defineCollection<ImportProfileDocument>(
  'import_profiles',
  {
    _id: Id,
    communityId: Id,
    name: String,
    mapping: Any,
    headings: { type: [String], default: undefined },
    updatedAt: When,
  },
  [[{ communityId: 1, name: 1 }, { unique: true }]],
);
