import type { Instant, OrderId, ReportId } from '../../shared/ids.ts';
import type { Order } from '../../shared/order/order.ts';
import { type ProgressNames, toOwnReport, toProgress } from '../../shared/order/progress.ts';
import type { OrderSettings } from '../../shared/order/settings.ts';
import type { OwnReport, ReportProgress } from '../../shared/protocol/dto.ts';
import type { Language } from '../../shared/texts/index.ts';
import { findSurvivor } from '../commands/lookups.ts';
import type { Store } from '../store/connect.ts';

/** A report that a code or key leads to, with the order it is worked on through. */
export interface FollowedReport {
  readonly order: Order;
  readonly survivor: Order | null;
  readonly reportId: ReportId;
  readonly orderIds: readonly OrderId[];
}

/** What residents may read of their reports, by the hashes of what they hold. */
export function createProgressReader(store: Pick<Store, 'models'>) {
  const find = async (filter: Record<string, string>, pick: (order: Order) => ReportId | undefined) => {
    const order: Order | null = await store.models.orders.findOne(filter).lean();
    const reportId = order ? pick(order) : undefined;
    if (!order || reportId === undefined) return null;
    const survivor = order.mergedInto === null ? null : await findSurvivor(store.models, order);
    const followed: FollowedReport = {
      order,
      survivor,
      reportId,
      orderIds: survivor ? [order._id, survivor._id] : [order._id],
    };
    return followed;
  };

  const names = async ({ order }: FollowedReport, language: Language): Promise<ProgressNames> => {
    const [area, category, item] = await Promise.all([
      store.models.areas.findById(order.areaId).lean(),
      order.categoryId === null ? null : store.models.categories.findById(order.categoryId).lean(),
      order.itemId === null ? null : store.models.items.findById(order.itemId).lean(),
    ]);
    const named = (one: { readonly name: string; readonly nameEn: string } | null): string | undefined =>
      one ? (language === 'en' && one.nameEn ? one.nameEn : one.name) : undefined;
    return { areaName: area?.name ?? '', category: named(category), item: named(item) };
  };

  return {
    byTrackingHash: (hash: string) =>
      find(
        { 'reports.trackingHash': hash },
        (order) => order.reports.find((one) => one.trackingHash === hash)?._id,
      ),
    byKeyHash: (hash: string) =>
      find({ 'reports.keyHash': hash }, (order) => order.reports.find((one) => one.keyHash === hash)?._id),
    progress: async (report: FollowedReport, language: Language): Promise<ReportProgress> =>
      toProgress(report.order, report.survivor, await names(report, language)),
    own: async (
      report: FollowedReport,
      language: Language,
      settings: OrderSettings,
      now: Instant,
    ): Promise<OwnReport | null> =>
      toOwnReport(
        report.order,
        report.survivor,
        report.reportId,
        await names(report, language),
        settings,
        now,
      ),
  };
}
