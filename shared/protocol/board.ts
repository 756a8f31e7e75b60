import type { ClockName } from '../clocks/types.ts';
import type { AreaId, Instant, ItemId, MemberId, OrderId } from '../ids.ts';
import type { Channel, Kind, Status } from '../order/state.ts';

/** The two maps of a board document. A card is two compact values: what rarely changes and what often does. */
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
  readonly createdAt: Instant;
  readonly reports: number;
  readonly returns: number;
  readonly urges: number;
  /** Who dispatched it, while that dispatch stands. */
  readonly sentBy: MemberId | null;
}

/** What most cards have in common. A card in a board document leaves it out: every key costs each joining page time (Y3). */
const USUAL = {
  address: '',
  kind: 'request',
  channel: 'web',
  urgent: false,
  itemId: null,
  reports: 1,
  returns: 0,
  urges: 0,
  sentBy: null,
} as const satisfies Partial<Card>;

/** A card as board documents hold it: without what is as usual. */
export type KeptCard = Omit<Card, keyof typeof USUAL> & Partial<Card>;

export function packCard(card: Card): KeptCard {
  const usual: Partial<Card> = USUAL;
  const unusual = Object.entries(card).filter(([key, value]) => usual[key as keyof Card] !== value);
  return Object.fromEntries(unusual) as unknown as KeptCard;
}

export const unpackCard = (kept: KeptCard): Card => ({ ...USUAL, ...kept });

/** `pool`, or who it is offered to: `m:<memberId>`, `t:<teamId>`, `d:<departmentId>`. */
export type OfferMark = 'pool' | `m:${string}` | `t:${string}` | `d:${string}`;

/**
 * Changes often: status, rev, holder, next deadline and whose clock it is, when that clock began (for the ring),
 * and the offer. `dueAt` is the earliest running or breached deadline; null when nothing runs. In `done` and `closed`,
 * `clock` is null and `startedAt` is the time it was finished.
 */
export type CardState = readonly [
  status: Status,
  rev: number,
  holderId: MemberId | null,
  dueAt: Instant | null,
  clock: ClockName | null,
  startedAt: Instant | null,
  offer: OfferMark | null,
];

export interface BoardEntry {
  readonly id: OrderId;
  readonly card: Card;
  readonly state: CardState;
}
