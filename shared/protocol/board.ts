import { CLOCK_NAMES, type ClockName } from '../clocks/types.ts';
import type { AreaId, Instant, ItemId, MemberId, OrderId } from '../ids.ts';
import type { Channel, Kind, Status } from '../order/state.ts';

/**
 * The two maps of a board document. A card is two compact values: what rarely changes and what often does. The stock Yjs
 * client takes most of the time in which a page joins, and counts every word and every number beyond 31 bits (Y3).
 */
export const BOARD_MAPS = { orders: 'orders', state: 'state', meta: 'meta' } as const;

/** Rarely changes. Contains nothing personal: the title is masked. */
export interface Card {
  readonly no: string;
  readonly title: string;
  readonly areaId: AreaId;
  readonly address: string;
  readonly kind: Kind;
  readonly channel: Channel;
  readonly urgent: boolean;
  readonly itemId: ItemId | null;
  /** To the second. */
  readonly createdAt: Instant;
  readonly reports: number;
  readonly returns: number;
  readonly urges: number;
}

/** What most cards have in common: left out of a board document. */
const USUAL = {
  address: '',
  kind: 'request',
  channel: 'web',
  urgent: false,
  itemId: null,
  reports: 1,
  returns: 0,
  urges: 0,
} as const satisfies Partial<Card>;

/** A card as board documents hold it: without what is as usual. */
export type KeptCard = Pick<Card, 'no' | 'title' | 'areaId'> &
  Partial<Pick<Card, keyof typeof USUAL>> & {
    /** Whole seconds since 1970. */
    readonly created: number;
  };

export function packCard({ no, title, areaId, createdAt, ...rest }: Card): KeptCard {
  const usual: Partial<Card> = USUAL;
  const unusual = Object.entries(rest).filter(([key, value]) => usual[key as keyof Card] !== value);
  return { no, title, areaId, created: createdAt / 1000, ...Object.fromEntries(unusual) };
}

export const unpackCard = ({ created, ...kept }: KeptCard): Card => ({
  ...USUAL,
  ...kept,
  createdAt: created * 1000,
});

/** `pool`, or who it is offered to: `m:<memberId>`, `t:<teamId>`, `d:<departmentId>`. */
export type OfferMark = 'pool' | `m:${string}` | `t:${string}` | `d:${string}`;

/**
 * Changes often: status, rev, holder, next deadline and whose clock it is, when that clock began (for the ring), the offer,
 * who dispatched it, while that dispatch stands, and when the clock warns. `dueAt` is the earliest running or breached
 * deadline; null when nothing runs. In `done` and `closed`, `clock` is null and `startedAt` is the time it was finished.
 * `warnAt` is null for a clock that warns in its last quarter. Both are to the second.
 */
export type CardState = readonly [
  status: Status,
  rev: number,
  holderId: MemberId | null,
  dueAt: Instant | null,
  clock: ClockName | null,
  startedAt: Instant | null,
  offer: OfferMark | null,
  sentBy: MemberId | null,
  warnAt: Instant | null,
];

const IN_POOL = 0;

/**
 * A state as board documents hold it: the clock by its place among the names of clocks, its beginning in whole seconds
 * since 1970, the pool as 0, the warning in whole seconds too; behind the deadline it ends where only nulls would follow.
 */
export type KeptState = readonly [
  status: Status,
  rev: number,
  holderId: MemberId | null,
  dueAt: Instant | null,
  clock?: number | null,
  started?: number | null,
  offer?: typeof IN_POOL | OfferMark | null,
  sentBy?: MemberId | null,
  warn?: number | null,
];

export function packState([
  status,
  rev,
  holderId,
  dueAt,
  clock,
  startedAt,
  offer,
  sentBy,
  warnAt,
]: CardState): KeptState {
  const rest = [
    clock === null ? null : CLOCK_NAMES.indexOf(clock),
    startedAt === null ? null : startedAt / 1000,
    offer === 'pool' ? IN_POOL : offer,
    sentBy,
    warnAt === null ? null : warnAt / 1000,
  ] as const;
  const length = rest.findLastIndex((value) => value !== null) + 1;
  return [status, rev, holderId, dueAt, ...rest.slice(0, length)] as unknown as KeptState;
}

export const unpackState = ([
  status,
  rev,
  holderId,
  dueAt,
  clock = null,
  started = null,
  offer = null,
  sentBy = null,
  warn = null,
]: KeptState): CardState => [
  status,
  rev,
  holderId,
  dueAt,
  clock === null ? null : (CLOCK_NAMES[clock] ?? null),
  started === null ? null : started * 1000,
  offer === IN_POOL ? 'pool' : offer,
  sentBy,
  warn === null ? null : warn * 1000,
];

export interface BoardEntry {
  readonly id: OrderId;
  readonly card: Card;
  readonly state: CardState;
}
