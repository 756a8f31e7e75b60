import type { Instant, MemberId, OrderId } from '../../shared/ids.ts';
import { COLUMNS, type Column, type Status } from '../../shared/order/state.ts';
import type { BoardEntry } from '../../shared/protocol/board.ts';
import { isCardOverdue } from '../kit/clock-view.ts';

export type Lane = 'none' | 'area' | 'category' | 'urgency';

export interface Filter {
  readonly text: string;
  /** Path of an area; empty: the whole board. */
  readonly areaPath: string;
  readonly categoryId: string;
  readonly urgent: boolean;
  readonly overdue: boolean;
  readonly wishes: boolean;
  readonly mine: boolean;
  readonly lane: Lane;
}

export const NO_FILTER: Filter = {
  text: '',
  areaPath: '',
  categoryId: '',
  urgent: false,
  overdue: false,
  wishes: false,
  mine: false,
  lane: 'none',
};

/** What filtering needs to know besides the card. */
export interface Names {
  readonly pathOf: (areaId: string) => string;
  readonly areaName: (areaId: string) => string;
  /** Place in the order people know: grids by number, categories as in the catalogue. */
  readonly areaRank: (areaId: string) => number;
  readonly categoryRank: (itemId: string | null) => number;
  readonly itemName: (itemId: string | null) => string;
  readonly categoryId: (itemId: string | null) => string;
  readonly categoryName: (itemId: string | null) => string;
}

/** A row of a column: a lane's heading or a card. */
export type Row =
  | { readonly kind: 'lane'; readonly key: string; readonly name: string; readonly count: number }
  | { readonly kind: 'card'; readonly key: OrderId; readonly entry: BoardEntry };

export interface ColumnView {
  readonly status: Column;
  readonly rows: readonly Row[];
  readonly ids: readonly OrderId[];
  readonly urgent: number;
  readonly overdue: number;
  readonly wishes: number;
  readonly mine: number;
}

/**
 * Urgent first, then by deadline, then by age; finished ones by when they were finished, newest first. Boards know seconds: within
 * one the id decides, so that all desks show the same.
 */
function byNeed(a: BoardEntry, b: BoardEntry): number {
  const byId = a.id < b.id ? -1 : 1;
  if (a.state[0] === 'done') return (b.state[5] ?? 0) - (a.state[5] ?? 0) || byId;
  if (a.card.urgent !== b.card.urgent) return a.card.urgent ? -1 : 1;
  return (
    (a.state[3] ?? Number.POSITIVE_INFINITY) - (b.state[3] ?? Number.POSITIVE_INFINITY) ||
    a.card.createdAt - b.card.createdAt ||
    byId
  );
}

/** Passed through my hands: I dispatched it, hold it or am offered it (rule U31). */
export const isMine = ({ state: [, , holderId, , , , offer, sentBy] }: BoardEntry, me: MemberId): boolean =>
  sentBy === me || holderId === me || offer === `m:${me}`;

export function matches(
  entry: BoardEntry,
  filter: Filter,
  names: Names,
  now: Instant,
  me: MemberId,
): boolean {
  const { card } = entry;
  if (filter.urgent && !card.urgent) return false;
  if (filter.overdue && !isCardOverdue(entry.state, now)) return false;
  if (filter.wishes && card.kind !== 'wish') return false;
  if (filter.mine && !isMine(entry, me)) return false;
  if (filter.areaPath !== '' && !names.pathOf(card.areaId).startsWith(filter.areaPath)) return false;
  if (filter.categoryId !== '' && names.categoryId(card.itemId) !== filter.categoryId) return false;
  const words = filter.text.trim().toLowerCase();
  if (words === '') return true;
  const text =
    `${card.no} ${card.title} ${card.address} ${names.areaName(card.areaId)} ${names.itemName(card.itemId)}`.toLowerCase();
  return words.split(/\s+/).every((word) => text.includes(word));
}

/**
 * The four columns of a board.
 * @param moved where cards on their way are shown until the board says so itself
 */
export function columnsOf(
  entries: readonly BoardEntry[],
  filter: Filter,
  names: Names,
  now: Instant,
  me: MemberId,
  moved: Readonly<Record<OrderId, Status | null>> = {},
): ColumnView[] {
  const cards: Record<Column, BoardEntry[]> = { new: [], dispatched: [], handling: [], done: [] };
  // One walk over all of them: a city's board has ten thousand.
  for (const entry of entries) {
    const status = moved[entry.id] ?? entry.state[0];
    if (isColumn(status) && matches(entry, filter, names, now, me)) cards[status].push(entry);
  }
  return COLUMNS.map((status) => columnOf(status, cards[status].sort(byNeed), filter.lane, names, now, me));
}

const isColumn = (status: Status): status is Column => COLUMNS.some((column) => column === status);

function columnOf(
  status: Column,
  cards: readonly BoardEntry[],
  lane: Lane,
  names: Names,
  now: Instant,
  me: MemberId,
): ColumnView {
  const [ids, counts] = [[] as OrderId[], { urgent: 0, overdue: 0, wishes: 0, mine: 0 }];
  for (const entry of cards) {
    ids.push(entry.id);
    if (entry.card.urgent) counts.urgent += 1;
    if (isCardOverdue(entry.state, now)) counts.overdue += 1;
    if (entry.card.kind === 'wish') counts.wishes += 1;
    if (isMine(entry, me)) counts.mine += 1;
  }
  return { status, rows: rowsOf(cards, lane, names), ids, ...counts };
}

function rowsOf(cards: readonly BoardEntry[], lane: Lane, names: Names): Row[] {
  const toRow = (entry: BoardEntry): Row => ({ kind: 'card', key: entry.id, entry });
  if (lane === 'none') return cards.map(toRow);
  const lanes = groupBy(cards, ({ card }) => laneName(card, lane, names));
  const rank = (inLane: readonly BoardEntry[]): number => laneRank(inLane[0]?.card, lane, names);
  return [...lanes]
    .sort(([a, first], [b, second]) => rank(first) - rank(second) || a.localeCompare(b, 'zh-CN'))
    .flatMap(([name, inLane]): Row[] => [
      { kind: 'lane', key: `lane:${name}`, name, count: inLane.length },
      ...inLane.map(toRow),
    ]);
}

type CardOf = BoardEntry['card'];

function laneName(card: CardOf, lane: Lane, names: Names): string {
  if (lane === 'area') return names.areaName(card.areaId);
  return lane === 'category' ? names.categoryName(card.itemId) : card.urgent ? '1' : '2';
}

function laneRank(card: CardOf | undefined, lane: Lane, names: Names): number {
  if (!card || lane === 'urgency') return card?.urgent ? 0 : 1;
  return lane === 'area' ? names.areaRank(card.areaId) : names.categoryRank(card.itemId);
}

function groupBy<T>(list: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of list) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return groups;
}
