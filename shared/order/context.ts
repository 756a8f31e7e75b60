import type { Area } from '../areas/area.ts';
import type { WorkCalendar, Zone } from '../calendar/types.ts';
import type { Item } from '../catalogue/catalogue.ts';
import type { EventId, Instant, OrderId, ReportId } from '../ids.ts';
import type { Actor } from './actor.ts';
import type { Order } from './order.ts';
import type { OrderSettings } from './settings.ts';
import type { Target } from './state.ts';

/**
 * Everything `decide` may know beyond the order and the command. Time, ids and looked-up documents come in here, so
 * that the same order, command and context always give the same events (SPEC O32).
 */
export interface DecisionContext {
  readonly now: Instant;
  readonly actor: Actor;
  /** A fresh id each call; seeded in tests and in the sample community. */
  readonly newId: () => EventId;
  readonly zone: Zone;
  readonly calendar: WorkCalendar;
  readonly settings: OrderSettings;
  readonly found: Found;
}

/** Documents the server looked up for this command before deciding; absent where the command has no use for them. */
export interface Found {
  /** Resolved dispatch target; null when the named member, team or department does not exist or is not active. */
  readonly target?: Target | null;
  readonly area?: Area | null;
  readonly item?: Item | null;
  /** The other order of a merge. */
  readonly survivor?: Order | null;
  /** For `submit`: identifiers and hashes made beforehand. */
  readonly fresh?: FreshReport;
  /** Open orders in the column or with the member the command would add to, for limits that are on. */
  readonly load?: { readonly column: number; readonly member: number };
}

export interface FreshReport {
  readonly orderId: OrderId;
  readonly no: string;
  readonly reportId: ReportId;
  readonly trackingHash: string;
  readonly keyHash: string;
}
