import { createContext, createEffect, onCleanup, untrack, useContext } from 'solid-js';
import type { OrderId } from '../../shared/ids.ts';
import type { Payloads, WireCommandType } from '../../shared/order/commands.ts';
import type { MemberSelf } from '../../shared/protocol/dto.ts';
import { type Connection, makeConnection } from './connection.ts';
import { createDirectory, type DirectoryView } from './directory.ts';
import { ApiFault } from './fault.ts';
import { newId } from './ids.ts';
import { type LocalCopies, makeLocalCopies } from './local-copies.ts';
import { makeNotices, type Notices } from './notices.ts';
import { ticker } from './now.ts';
import type { CommandRefusal } from './outbox/entry.ts';
import { makeOutbox, type Outbox, type Sending } from './outbox/outbox.ts';
import { makeOutboxStore } from './outbox/store.ts';
import { uploadPhoto } from './photos.ts';
import type { Session } from './session.ts';
import { makeWire, type Wire } from './wire.ts';

export interface SendOptions {
  readonly files?: readonly Blob[];
  /** Words for the outbox: "26-1846 电梯停在5层". */
  readonly about?: string;
}

/** What every page of a signed-in member works with. Components read it and send commands; they never touch a socket. */
export interface Staff {
  readonly member: () => MemberSelf;
  readonly session: Session;
  readonly connection: Connection;
  readonly directory: DirectoryView;
  readonly notices: Notices;
  readonly outbox: Outbox;
  readonly copies: LocalCopies;
  /** Sends a command; it is kept until answered. The answer comes once, possibly much later. */
  readonly send: <T extends WireCommandType>(
    type: T,
    orderId: OrderId | null,
    payload: Payloads[T],
    options?: SendOptions,
  ) => Sending;
}

export const StaffContext = createContext<Staff>();

/** @throws when used outside a page of signed-in members. */
export function useStaff(): Staff {
  const staff = useContext(StaffContext);
  if (!staff) throw new Error('useStaff needs a signed-in page around it');
  return staff;
}

export interface StaffParts {
  readonly session: Session;
  readonly memberId: string;
  readonly wire?: Wire;
  readonly directory?: DirectoryView;
  readonly copies?: LocalCopies;
}

/** Builds the parts for one member and starts them; they stop with the owner. */
export function createStaff(parts: StaffParts): Staff {
  const { session, memberId } = parts;
  const time = ticker();
  const connection = makeConnection({ wire: parts.wire ?? makeWire(), session, ticker: time });
  const directory = parts.directory ?? createDirectory(memberId);
  const notices = makeNotices(memberId);
  const outbox = makeOutbox({
    memberId,
    store: makeOutboxStore(memberId),
    deliver: connection.deliver,
    upload: uploadPhoto,
    now: time.instant,
    newId,
    later: (ms, action) => {
      const timer = setTimeout(action, ms);
      return () => clearTimeout(timer);
    },
    refusalOf: uploadRefusal,
  });

  onCleanup(connection.onNotice(notices.add));
  onCleanup(connection.onWritable(outbox.pump));
  onCleanup(
    connection.onHello(() => {
      outbox.pump();
      directory.load().catch(() => undefined);
    }),
  );
  // Signing in again on the same page: connect anew and send what waits.
  createEffect((was: string | undefined) => {
    const state = session.state();
    if (state === 'signed_in' && was === 'over') connection.start();
    return state;
  });
  outbox.restore().catch(() => undefined);
  connection.start();
  onCleanup(() => {
    outbox.stop();
    connection.stop();
  });

  let last: MemberSelf | null = session.member();
  return {
    member: () => {
      last = session.member() ?? last;
      if (!last) throw new Error('no member');
      return last;
    },
    session,
    connection,
    directory,
    notices,
    outbox,
    copies: parts.copies ?? makeLocalCopies(memberId),
    send: (type, orderId, payload, options = {}) =>
      // Whoever sends from an effect does not want to follow the outbox.
      untrack(() =>
        outbox.send({
          type,
          payload: payload as Readonly<Record<string, unknown>>,
          ...(orderId === null ? {} : { orderId }),
          ...(options.files ? { files: options.files } : {}),
          ...(options.about === undefined ? {} : { about: options.about }),
        }),
      ),
  };
}

/** A photo the server will never take refuses its command; anything else is tried again. */
function uploadRefusal(error: unknown): CommandRefusal | null {
  if (!(error instanceof ApiFault)) return null;
  if (error.status < 400 || error.status >= 500 || error.status === 401 || error.status === 429) return null;
  if (error.code === 'offline' || error.code === 'timeout' || error.code === 'unreadable') return null;
  return { ok: false, code: error.code, message: error.message };
}
