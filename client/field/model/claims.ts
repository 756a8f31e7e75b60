import { type Accessor, createSignal } from 'solid-js';
import type { Instant, OrderId } from '../../../shared/ids.ts';
import type { RefusalCode } from '../../../shared/protocol/errors.ts';
import type { CommandAck } from '../../../shared/protocol/socket.ts';
import { memberKey } from '../../kit/local-data.ts';
import type { OutboxEntry } from '../../kit/outbox/entry.ts';
import { localStore, readJson, type TextStore, writeJson } from '../../kit/storage.ts';
import type { OfferRow, Tapped } from './lists.ts';

/** A claim that was refused. The slip stays and says who won, until it is put away (rule U62). */
export interface LostClaim {
  readonly row: OfferRow;
  readonly code: RefusalCode;
  readonly message: string;
  /** The winner's name; null when nobody won. */
  readonly by: string | null;
  readonly at: Instant;
}

export interface Claims {
  readonly tapped: Accessor<Tapped>;
  readonly lost: Accessor<readonly LostClaim[]>;
  readonly begin: (row: OfferRow) => void;
  /** Ends a tap: withdrawn, won or lost. Returns the slip as it was tapped. */
  readonly end: (orderId: OrderId) => OfferRow | null;
  readonly lose: (row: OfferRow, ack: Extract<CommandAck, { ok: false }>, at: Instant) => void;
  readonly dismiss: (orderId: OrderId) => void;
}

/** Taps without an answer and claims that were lost; both outlive the page, so that nothing vanishes unexplained. */
export function makeClaims(memberId: string, store: TextStore = localStore): Claims {
  const tappedKey = memberKey(memberId, 'field.tapped');
  const lostKey = memberKey(memberId, 'field.lost');
  const [tapped, setTapped] = createSignal<Tapped>(readJson<Tapped>(store, tappedKey) ?? {});
  const [lost, setLost] = createSignal<readonly LostClaim[]>(readJson<LostClaim[]>(store, lostKey) ?? []);
  const keepTapped = (next: Tapped): void => {
    setTapped(next);
    writeJson(store, tappedKey, next);
  };
  const keepLost = (next: readonly LostClaim[]): void => {
    setLost(next);
    writeJson(store, lostKey, next);
  };
  const dismiss = (orderId: OrderId): void => keepLost(lost().filter((one) => one.row.card._id !== orderId));
  return {
    tapped,
    lost,
    begin: (row) => {
      dismiss(row.card._id);
      keepTapped({ ...tapped(), [row.card._id]: row });
    },
    end: (orderId) => {
      const { [orderId]: row, ...rest } = tapped();
      if (!row) return null;
      keepTapped(rest);
      return row;
    },
    lose: (row, ack, at) => {
      const others = lost().filter((one) => one.row.card._id !== row.card._id);
      const { code, message } = ack;
      keepLost([...others, { row, code, message, by: ack.details?.by ?? null, at }]);
    },
    dismiss,
  };
}

/** The claim of an order that waits for its answer. */
export const waitingClaim = (entries: readonly OutboxEntry[], orderId: OrderId): OutboxEntry | null =>
  entries.find((entry) => entry.type === 'claim' && entry.orderId === orderId && entry.state === 'waiting') ??
  null;
