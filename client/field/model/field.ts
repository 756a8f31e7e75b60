import { type Accessor, createContext, createEffect, onCleanup, untrack, useContext } from 'solid-js';
import type { AreaId, EventId, OrderId } from '../../../shared/ids.ts';
import type { Payloads, WireCommandType } from '../../../shared/order/commands.ts';
import type { FieldSnapshot, OrderDetail } from '../../../shared/protocol/dto.ts';
import type { CommandAck } from '../../../shared/protocol/socket.ts';
import { api } from '../../kit/api.ts';
import { useFeedback } from '../../kit/feedback.ts';
import { ticker } from '../../kit/now.ts';
import type { OutboxEntry } from '../../kit/outbox/entry.ts';
import { PATHS } from '../../kit/paths.ts';
import { createPlaceNames } from '../../kit/place-names.ts';
import { chime } from '../../kit/sound.ts';
import { useStaff } from '../../kit/staff.ts';
import { t } from '../words.ts';
import { type Claims, makeClaims, waitingClaim } from './claims.ts';
import { makeOrderCopies, type OrderCopies } from './copies.ts';
import { asMine, type OfferRow } from './lists.ts';
import { makeNewcomers, type Newcomers } from './newcomers.ts';
import { makeRefused, type RefusedModel, refusedFrom } from './refused.ts';
import { createSnapshot } from './snapshot.ts';

/** One step of work on its way. */
export interface Work<T extends WireCommandType = WireCommandType> {
  readonly type: T;
  readonly order: { readonly _id: OrderId; readonly no: string; readonly title: string } | null;
  readonly payload: Payloads[T];
  readonly files?: readonly Blob[];
  readonly about?: string;
}

export interface FieldModel {
  readonly snapshot: Accessor<FieldSnapshot | null>;
  /** As its member knows the area: with the community, for one who serves several. */
  readonly areaName: (id: AreaId) => string;
  readonly problem: Accessor<string | null>;
  readonly reload: () => Promise<void>;
  readonly claims: Claims;
  readonly refused: RefusedModel;
  readonly copies: OrderCopies;
  readonly newcomers: Newcomers;
  readonly claim: (row: OfferRow) => void;
  /** Takes a claim back that has no answer yet. */
  readonly withdrawClaim: (orderId: OrderId) => void;
  /**
   * Sends a step. While `watched` says so the caller shows a refusal itself; afterwards its words are kept in `refused`
   * (rule U64). The answer is null when it was withdrawn.
   */
  readonly send: <T extends WireCommandType>(
    work: Work<T>,
    watched?: () => boolean,
  ) => Promise<CommandAck | null>;
}

export const FieldContext = createContext<FieldModel>();

export function useField(): FieldModel {
  const field = useContext(FieldContext);
  if (!field) throw new Error('useField needs the phone around it');
  return field;
}

/** What can be taken back for ten minutes. */
const UNDOABLE: ReadonlySet<string> = new Set(['claim', 'complete']);

export function createField(): FieldModel {
  const staff = useStaff();
  const feedback = useFeedback();
  const memberId = staff.member()._id;
  const claims = makeClaims(memberId);
  const refused = makeRefused(memberId);
  const copies = makeOrderCopies(memberId);
  const newcomers = makeNewcomers();

  const arrived = (rows: readonly OfferRow[]): void => {
    newcomers.add(rows.map((row) => row.card._id));
    if (!staff.member().onDuty) return;
    const [first] = rows;
    if (!first) return;
    feedback.announce(t().arrived(rows.length, first.card.title));
    chime(rows.some((row) => row.card.urgent));
  };
  const lists = createSnapshot({ staff, arrived });

  const about = (order: { readonly no: string; readonly title: string }): string =>
    `${order.no} ${order.title}`;
  const undo = async (orderId: OrderId, eventId: EventId): Promise<void> => {
    const answer = await staff.send('undo', orderId, { eventId }).answer;
    await lists.reload();
    if (answer && !answer.ok) feedback.toast({ text: answer.message, tone: 'ochre' });
    else if (answer) feedback.toast({ text: t().undone(answer.order.no) });
  };
  const done = (type: WireCommandType, ack: Extract<CommandAck, { ok: true }>): void => {
    const { eventId, order } = ack;
    feedback.toast({
      text: t().sent(t().verb[type] ?? type, order.no),
      ...(eventId !== undefined && UNDOABLE.has(type)
        ? {
            action: { label: t().undo, onSelect: () => void undo(order._id, eventId) },
            duration: 20_000,
          }
        : {}),
    });
  };
  const claimAnswered = (orderId: OrderId, ack: CommandAck | null): void => {
    const row = claims.end(orderId);
    if (!row || !ack) return;
    if (ack.ok) {
      lists.change((snapshot) => asMine(snapshot, row, ack.order));
      done('claim', ack);
    } else {
      claims.lose(row, ack, ticker().instant());
      feedback.announce(ack.details?.by ? t().lost(ack.details.by) : ack.message, 'assertive');
    }
    void lists.reload();
  };
  /** Answers to what an earlier page had sent. */
  const settled = (entry: OutboxEntry, ack: CommandAck): void => {
    if (entry.type === 'claim' && entry.orderId !== undefined) {
      if (!ack.ok) staff.outbox.withdraw(entry.id);
      claimAnswered(entry.orderId, ack);
    } else if (ack.ok) {
      done(entry.type, ack);
      void lists.reload();
    }
  };
  onCleanup(staff.outbox.onSettled(settled));
  // What was refused before this page listened stands in the outbox with its words.
  createEffect(() => {
    for (const entry of staff.outbox.entries()) {
      if (entry.state !== 'refused' || !entry.refusal) continue;
      const { refusal } = entry;
      untrack(() => {
        if (entry.type === 'claim') settled(entry, refusal);
        else {
          refused.add(refusedFrom(entry, refusal.message));
          staff.outbox.withdraw(entry.id);
        }
      });
    }
  });
  createEffect(() => {
    const mine = lists.snapshot()?.mine;
    if (!mine || staff.connection.link().state !== 'live') return;
    void copies.follow(mine, (orderId) => api.get<OrderDetail>(PATHS.order(orderId)));
  });

  return {
    ...lists,
    areaName: createPlaceNames(staff.directory, () => staff.member().areaIds).areaName,
    claims,
    refused,
    copies,
    newcomers,
    claim: (row) => {
      const { card } = row;
      if (waitingClaim(staff.outbox.entries(), card._id)) return;
      claims.begin(row);
      const sending = staff.send('claim', card._id, {}, { about: about(card) });
      void sending.answer.then((ack) => claimAnswered(card._id, ack));
    },
    withdrawClaim: (orderId) => {
      const entry = waitingClaim(staff.outbox.entries(), orderId);
      if (entry) staff.outbox.withdraw(entry.id);
      claims.end(orderId);
      // It may have reached the server after all: then it is mine, and the lists say so.
      void lists.reload();
    },
    send: async (work, watched = () => false) => {
      const words = work.about ?? (work.order ? about(work.order) : '');
      const sending = staff.send(work.type, work.order?._id ?? null, work.payload, {
        about: words,
        ...(work.files ? { files: work.files } : {}),
      });
      const entry = staff.outbox.entries().find((one) => one.id === sending.id);
      const ack = await sending.answer;
      if (ack?.ok) {
        done(work.type, ack);
        void lists.reload();
      } else if (ack && !watched()) {
        if (entry) refused.add(refusedFrom(entry, ack.message));
        feedback.toast({ text: ack.message, tone: 'ochre', politeness: 'assertive' });
        void lists.reload();
      }
      return ack;
    },
  };
}
