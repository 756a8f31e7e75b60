import type {
  ImportProfile,
  ImportRun,
  ImportSettings,
  Inspection,
  PreviewRow,
} from '../../../shared/protocol/imports.ts';
import { api } from '../../kit/api.ts';
import { language } from '../../kit/i18n.ts';

const BASE = '/api/admin/imports';
/** A large file is looked at for its encoding from end to end. */
const LOOK_MS = 120_000;

const of = (id: string, more = ''): string => `${BASE}/${encodeURIComponent(id)}${more}`;

export interface ImportList {
  readonly imports: readonly ImportRun[];
  readonly profiles: readonly ImportProfile[];
}

export const importApi = {
  list: (communityId: string) => api.get<ImportList>(BASE, { query: { communityId } }),
  run: (id: string) => api.get<ImportRun>(of(id)),
  columns: (id: string) => api.get<Inspection>(of(id, '/columns'), { timeoutMs: LOOK_MS }),
  preview: async (id: string, settings: ImportSettings) =>
    (await api.post<{ rows: PreviewRow[] }>(of(id, '/preview'), settings, { timeoutMs: LOOK_MS })).rows,
  start: (id: string, settings: ImportSettings, profile: string | null) =>
    api.post<ImportRun>(of(id, '/start'), { ...settings, profile }, { timeoutMs: LOOK_MS }),
  cancel: (id: string) => api.post<ImportRun>(of(id, '/cancel')),
  forget: (communityId: string, profileId: string) =>
    api.delete(`/api/admin/import-profiles/${encodeURIComponent(profileId)}`, { query: { communityId } }),
};

export const uploadPath = (communityId: string): string =>
  `${BASE}?communityId=${encodeURIComponent(communityId)}`;
export const repliesPath = (communityId: string, from: string, to: string): string =>
  `/api/admin/replies.csv?${new URLSearchParams({ communityId, from, to, language: language() }).toString()}`;
export const errorsPath = (id: string): string => of(id, `/errors.csv?language=${language()}`);
