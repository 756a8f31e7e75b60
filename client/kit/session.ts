import { type Accessor, createSignal } from 'solid-js';
import type { MemberSelf } from '../../shared/protocol/dto.ts';
import { api, onSignedOut } from './api.ts';
import { ApiFault, isFault } from './fault.ts';
import { deleteLocalData } from './local-data.ts';
import { PATHS } from './paths.ts';
import { localStore, readJson, type TextStore, writeJson } from './storage.ts';

/**
 * `unknown` until asked; `over` means that a member worked here and must sign in again to go on: pages stay as they are,
 * so that nothing typed is lost; `signed_out` shows the sign-in page.
 */
export type SessionState = 'unknown' | 'signed_in' | 'over' | 'signed_out';
export type OverReason = 'revoked' | 'expired' | 'changed';

export interface Session {
  readonly state: Accessor<SessionState>;
  readonly member: Accessor<MemberSelf | null>;
  /** Why the session ended, while `over`. */
  readonly reason: Accessor<OverReason | null>;
  /** Asks the server who is signed in; without network the member remembered here goes on with local copies. */
  readonly start: () => Promise<void>;
  /** @throws ApiFault: wrong_credentials, rate_limited, offline … */
  readonly signIn: (username: string, password: string) => Promise<MemberSelf>;
  /** Ends the session and deletes this member's local copies. Unsent work is the caller's to warn about. @throws ApiFault */
  readonly signOut: () => Promise<void>;
  readonly over: (reason: OverReason) => void;
  /** Keeps what a hello says about the member: roles, areas, duty. */
  readonly update: (member: MemberSelf) => void;
  readonly stop: () => void;
}

export interface SessionParts {
  readonly store?: TextStore;
  readonly forget?: (memberId: string) => Promise<void>;
  readonly http?: Pick<typeof api, 'get' | 'post' | 'delete'>;
}

const KEY = 'member';

export function makeSession(parts: SessionParts = {}): Session {
  const store = parts.store ?? localStore;
  const http = parts.http ?? api;
  const forget = parts.forget ?? deleteLocalData;
  const [state, setState] = createSignal<SessionState>('unknown');
  const [member, setMember] = createSignal<MemberSelf | null>(null);
  const [reason, setReason] = createSignal<OverReason | null>(null);

  const enter = (next: MemberSelf): MemberSelf => {
    writeJson(store, KEY, next);
    setMember(next);
    setReason(null);
    setState('signed_in');
    return next;
  };
  const leave = (): void => {
    store.remove(KEY);
    setMember(null);
    setReason(null);
    setState('signed_out');
  };
  const over = (why: OverReason): void => {
    if (state() !== 'signed_in') return;
    setReason(why);
    setState('over');
  };
  const stopHearing = onSignedOut((fault) => {
    if (fault.code === 'session_expired' || fault.code === 'signed_out') over('expired');
  });

  return {
    state,
    member,
    reason,
    over,
    update: (next) => {
      if (member()?._id === next._id) enter(next);
    },
    start: async () => {
      try {
        const { member: known } = await http.get<{ member: MemberSelf | null }>(PATHS.self);
        if (known) enter(known);
        else leave();
      } catch (error) {
        const remembered = readJson<MemberSelf>(store, KEY);
        const answered = error instanceof ApiFault && error.status > 0 && error.status < 500;
        if (answered || remembered === null) leave();
        else enter(remembered);
      }
    },
    signIn: async (username, password) => {
      const former = member();
      const next = (await http.post<{ member: MemberSelf }>(PATHS.session, { username, password })).member;
      // Somebody else sits down here: what the former member kept on this machine is not theirs to see.
      if (former && former._id !== next._id) await forget(former._id);
      return enter(next);
    },
    signOut: async () => {
      const leaving = member();
      try {
        await http.delete(PATHS.session);
      } catch (error) {
        // Already over on the server: that is what was asked for.
        if (!isFault(error, 'signed_out') && !isFault(error, 'session_expired')) throw error;
      }
      leave();
      if (leaving) await forget(leaving._id);
    },
    stop: stopHearing,
  };
}
