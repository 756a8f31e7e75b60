import { formatCivil } from '../calendar/civil.ts';
import { DAY, HOUR } from '../calendar/zone.ts';
import type { Instant, ReportId } from '../ids.ts';
import type { Role } from '../people/member.ts';
import { maskText } from '../privacy/mask.ts';
import type { OwnReport, ReportProgress } from '../protocol/dto.ts';
import type { OrderEvent, OrderEventType } from './events.ts';
import type { Order } from './order.ts';
import type { OrderSettings } from './settings.ts';
import { isOpen } from './table.ts';

/** Names a public page needs, looked up by the caller in the reader's language. */
export interface ProgressNames {
  readonly areaName: string;
  readonly category?: string | undefined;
  readonly item?: string | undefined;
}

const PUBLIC_EVENTS: ReadonlySet<OrderEventType> = new Set([
  'submitted',
  'dispatched',
  'claimed',
  'arrived',
  'fed_back',
  'completed',
  'returned',
  'declined',
  'escalated',
  'extension_decided',
  'urged',
  'merged_into',
  'unmerged',
  'released',
  'reopened',
  'closed',
]);

/**
 * What anybody who has the tracking code sees (P10): roles, never people; numbers in texts masked. After a merge, the
 * course of the surviving order follows that of the report's own.
 * @param survivor the order through which `order` is followed, when it was merged
 */
export function toProgress(order: Order, survivor: Order | null, names: ProgressNames): ReportProgress {
  const worked = survivor ?? order;
  const events = survivor
    ? [...order.history, ...survivor.history.filter((event) => event.at >= (mergedAt(order) ?? 0))]
    : order.history;
  return {
    orderNo: order.no,
    kind: order.kind,
    status: worked.status,
    ...(names.category === undefined ? {} : { category: names.category }),
    ...(names.item === undefined ? {} : { item: names.item }),
    areaName: names.areaName,
    title: order.title,
    urgent: worked.urgent,
    createdAt: order.createdAt,
    dueAt: isOpen(worked.status) ? (worked.clocks.resolve?.dueAt ?? null) : null,
    result: worked.result === null ? null : maskText(worked.result),
    declineReason: worked.declineReason === null ? null : maskText(worked.declineReason),
    round: worked.round,
    timeline: publicEvents(events).map((event) => {
      const role = roleOf(event);
      return { at: isoOf(event.at), event: event.type, ...(role ? { role } : {}) };
    }),
  };
}

/** Progress with the report's own words and what its bearer may do now. */
export function toOwnReport(
  order: Order,
  survivor: Order | null,
  reportId: ReportId,
  names: ProgressNames,
  settings: OrderSettings,
  now: Instant,
): OwnReport | null {
  const report = order.reports.find((one) => one._id === reportId);
  if (!report) return null;
  const worked = survivor ?? order;
  const finished = worked.status === 'done' || worked.status === 'closed';
  const inTime = worked.closedAt === null || now <= worked.closedAt + settings.rateAfterCloseDays * DAY;
  const rated = report.ratings.some((one) => one.round === worked.round);
  return {
    ...toProgress(order, survivor, names),
    reportId,
    trackingCode: null,
    text: report.text,
    photoIds: report.photoIds,
    canRate: finished && inTime && !rated && !report.rateByCallback,
    canUrge: isOpen(worked.status) && (worked.lastUrgedAt === null || now - worked.lastUrgedAt >= HOUR),
    canReopen: finished && inTime,
    ratings: report.ratings,
  };
}

const mergedAt = (order: Order): Instant | undefined =>
  order.history.findLast((event) => event.type === 'merged_into')?.at;

/** What was taken back is left out together with its undoing: the public sees where things stand. */
function publicEvents(events: readonly OrderEvent[]): readonly OrderEvent[] {
  const undone = new Set(events.flatMap((event) => (event.type === 'undone' ? [event.eventId] : [])));
  return events.filter((event) => PUBLIC_EVENTS.has(event.type) && !undone.has(event.id));
}

function roleOf(event: OrderEvent): Role | 'unit' | undefined {
  switch (event.type) {
    case 'dispatched':
    case 'declined':
    case 'extension_decided':
      return 'officer';
    case 'escalated':
      return event.by.kind === 'member' ? 'officer' : undefined;
    case 'claimed':
      return event.holder.unit === undefined ? 'worker' : 'unit';
    default:
      return undefined;
  }
}

/** ISO 8601 in UTC, by arithmetic: pure code has no Date. */
function isoOf(at: Instant): string {
  const days = Math.floor(at / DAY);
  const rest = at - days * DAY;
  const two = (value: number): string => String(value).padStart(2, '0');
  const time = [
    Math.floor(rest / 3_600_000),
    Math.floor((rest % 3_600_000) / 60_000),
    Math.floor((rest % 60_000) / 1000),
  ];
  return `${formatCivil(days)}T${time.map(two).join(':')}.${String(Math.floor(rest % 1000)).padStart(3, '0')}Z`;
}
