import { io, type Socket } from 'socket.io-client';
import type {
  MonthRow,
  OwnReport,
  PublicArea,
  PublicCatalogue,
  RatesRow,
  ReportProgress,
} from '../../shared/protocol/dto.ts';
import type { PublicClientToServer, PublicServerToClient, Receipt } from '../../shared/protocol/socket.ts';
import type { Scores } from '../../shared/rating/score.ts';
import { api } from '../kit/api.ts';
import { PATHS } from '../kit/paths.ts';
import type { Draft } from './draft.ts';

/** The residents' side of the HTTP interface. Every call rejects with the kit's ApiError. */
export const fetchAreas = (): Promise<PublicArea[]> => api.get('/api/public/areas');
/** For how many days contact data is kept after an order is closed. */
export const fetchSite = (): Promise<{ readonly contactDays: number }> => api.get(PATHS.site);
export const fetchCatalogue = (): Promise<PublicCatalogue> => api.get('/api/public/catalogue');

export function submitReport(draft: Draft, photos: readonly File[], channel: 'qr' | 'web'): Promise<Receipt> {
  const contact = {
    ...(draft.name ? { name: draft.name } : {}),
    ...(draft.phone ? { phone: draft.phone } : {}),
  };
  const fields = {
    areaId: draft.areaId,
    text: draft.text,
    channel,
    kind: draft.wish ? 'wish' : 'request',
    ...(draft.item ? { item: draft.item } : {}),
    ...(draft.address ? { address: draft.address } : {}),
    ...(Object.keys(contact).length > 0 ? { contact } : {}),
  };
  const headers = { 'Idempotency-Key': draft.idempotencyKey };
  if (photos.length === 0) return api.post('/api/public/reports', fields, { headers });
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    form.append(name, typeof value === 'string' ? value : JSON.stringify(value));
  }
  for (const photo of photos) form.append('photo', photo);
  return api.post('/api/public/reports', undefined, { form, headers, timeoutMs: 120_000 });
}

export const fetchProgress = (trackingCode: string): Promise<ReportProgress> =>
  api.get(`/api/public/reports/${encodeURIComponent(trackingCode)}`);

const withKey = (reportKey: string) => ({ headers: { 'X-Report-Key': reportKey } });
const keyed = (reportKey: string, action: string): string =>
  `/api/public/reports/${encodeURIComponent(reportKey)}/${action}`;

export const fetchOwnReport = (reportKey: string): Promise<OwnReport> =>
  api.get('/api/public/report', withKey(reportKey));
export const rateReport = (reportKey: string, rating: Scores & { comment?: string }): Promise<unknown> =>
  api.post(keyed(reportKey, 'rating'), rating);
export const urgeReport = (reportKey: string): Promise<unknown> => api.post(keyed(reportKey, 'urge'), {});
export const reopenReport = (reportKey: string, reason: string): Promise<unknown> =>
  api.post(keyed(reportKey, 'reopen'), { reason });

export interface Breakdown {
  readonly key: string;
  readonly name: string;
  readonly n: number;
  readonly speed: number | null;
  readonly effect: number | null;
  readonly attitude: number | null;
  /** True where n is below the bound and the figures are held back. */
  readonly withheld: boolean;
}

/** A month of the chart; withheld where too few ratings would point at a person (R4). */
export type Month = MonthRow & { readonly withheld?: true };

const query = (params: Readonly<Record<string, string>>): string => new URLSearchParams(params).toString();

/** Twelve months and the like; of one category when one is named. */
export const fetchMonths = (
  areaId: string,
  from: string,
  to: string,
  categoryId: string,
): Promise<{ months: Month[] }> =>
  api.get(
    `/api/public/statistics/ratings?${query({ areaId, from, to, ...(categoryId ? { categoryId } : {}) })}`,
  );
export const fetchBreakdown = (
  areaId: string,
  month: string,
  by: 'category' | 'area',
): Promise<{ rows: Breakdown[] }> =>
  api.get(`/api/public/statistics/breakdown?${query({ areaId, from: month, to: month, by })}`);
export const fetchRates = (areaId: string, month: string): Promise<RatesRow> =>
  api.get(`/api/public/statistics/rates?${query({ areaId, from: month, to: month })}`);

export interface PublicWish {
  readonly orderNo: string;
  readonly title: string;
  readonly areaName: string;
  readonly status: string;
  readonly createdAt: number;
}
export const fetchWishes = (cursor?: string): Promise<{ wishes: PublicWish[]; nextCursor: string | null }> =>
  api.get(`/api/public/wishes${cursor ? `?${query({ cursor })}` : ''}`);

/** Follows one report over the public socket; `onProgress` hears every change, `onLive` whether the line is up. */
export function followReport(
  trackingCode: string,
  onProgress: (progress: ReportProgress) => void,
  onLive: (live: boolean) => void,
): () => void {
  const socket: Socket<PublicServerToClient, PublicClientToServer> = io('/public', {
    auth: { trackingCode },
    transports: ['websocket', 'polling'],
  });
  socket.on('connect', () => onLive(true));
  socket.on('disconnect', () => onLive(false));
  socket.on('progress', onProgress);
  return () => socket.close();
}
