import { createHash, randomBytes } from 'node:crypto';
import type { Instant, MemberId } from '../../shared/ids.ts';
import type { Bus, Session, Sessions } from '../parts.ts';
import type { MemberDocument } from '../store/collections/people.ts';
import type { Store } from '../store/connect.ts';

/** A session ends twelve hours after signing in, whatever happens in between. */
export const SESSION_MS = 12 * 3_600_000;
/** What was just looked up is trusted this long; a revocation anywhere forgets it at once. */
const REMEMBERED_MS = 5_000;
const MOST_REMEMBERED = 20_000;
const TOPIC = 'sessions';
/** Says that a member's own settings changed; ends nothing. */
const CHANGED_TOPIC = 'member-changed';

interface SessionsDeps {
  readonly store: Pick<Store, 'models'>;
  readonly bus: Bus;
  readonly now: () => Instant;
}

interface Found {
  readonly session: Session;
  readonly member: MemberDocument;
}

export interface SessionRow {
  readonly id: string;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  readonly userAgent: string;
  readonly address: string;
}

export interface LiveSessions extends Sessions {
  find(token: string): Promise<Found | null>;
  /** A member's live sessions, newest first. */
  list(memberId: MemberId): Promise<SessionRow[]>;
  /** The member changed something that ends no session: language, duty, name. Every server looks again. */
  memberChanged(memberId: MemberId): void;
}

type Ended = Parameters<Parameters<Sessions['onRevoked']>[0]>[0];

/** Tokens are random and only their hashes are stored: the collection opens no door (P33). */
const hashToken = (token: string): string => createHash('sha256').update(token).digest('base64url');

/** Sessions in the database, with a memory of a few seconds that every server forgets when one is revoked. */
export function createSessions({ store, bus, now }: SessionsDeps): LiveSessions {
  const { members, sessions } = store.models;
  const remembered = new Map<string, { readonly at: Instant; readonly found: Found }>();
  /** Grows with everything that is forgotten: what was being read meanwhile may be out of date and is not kept. */
  let forgotten = 0;

  const forget = (memberId: MemberId): void => {
    forgotten += 1;
    for (const [id, entry] of remembered) if (entry.found.member._id === memberId) remembered.delete(id);
  };
  bus.subscribe(TOPIC, (message) => forget((message as Ended).memberId));
  bus.subscribe(CHANGED_TOPIC, (message) => forget(message as MemberId));
  // What was revoked elsewhere while nobody could tell us.
  bus.onRestored(() => {
    forgotten += 1;
    remembered.clear();
  });

  const end = (ended: Ended): void => {
    forget(ended.memberId);
    if (ended.sessionIds.length > 0) bus.publish(TOPIC, ended);
    else bus.publish(CHANGED_TOPIC, ended.memberId);
  };

  const read = async (id: string, at: Instant): Promise<Found | null> => {
    const stored = await sessions.findById(id).lean();
    if (!stored || stored.expiresAt.getTime() <= at) return null;
    const member = await members.findById(stored.memberId).lean();
    if (!member?.active) return null;
    const { memberId, createdAt, expiresAt } = stored;
    return { session: { id, memberId, createdAt, expiresAt: expiresAt.getTime() }, member };
  };

  return {
    create: async (memberId, about) => {
      const token = randomBytes(32).toString('base64url');
      const createdAt = now();
      const session: Session = {
        id: hashToken(token),
        memberId,
        createdAt,
        expiresAt: createdAt + SESSION_MS,
      };
      await sessions.create({
        _id: session.id,
        memberId,
        createdAt,
        expiresAt: new Date(session.expiresAt),
        userAgent: about.userAgent.slice(0, 200),
        address: about.address,
      });
      return { token, session };
    },
    find: async (token) => {
      if (token.length > 100) return null;
      const id = hashToken(token);
      const at = now();
      const entry = remembered.get(id);
      const age = at - (entry?.at ?? 0);
      // A clock that was set back must not keep a memory young.
      if (entry && age >= 0 && age < REMEMBERED_MS && at < entry.found.session.expiresAt) return entry.found;
      remembered.delete(id);
      const before = forgotten;
      const found = await read(id, at);
      if (!found || before !== forgotten) return found;
      if (remembered.size >= MOST_REMEMBERED) remembered.clear();
      remembered.set(id, { at, found });
      return found;
    },
    list: async (memberId) => {
      const rows = await sessions.find({ memberId }).sort({ createdAt: -1 }).lean();
      return rows
        .map(({ _id, createdAt, expiresAt, userAgent, address }) => ({
          id: _id,
          createdAt,
          expiresAt: expiresAt.getTime(),
          userAgent,
          address,
        }))
        .filter((row) => row.expiresAt > now());
    },
    revoke: async (sessionId) => {
      const gone = await sessions.findByIdAndDelete(sessionId).lean();
      remembered.delete(sessionId);
      if (gone) end({ memberId: gone.memberId, sessionIds: [sessionId], reason: 'revoked' });
    },
    revokeMember: async (memberId, reason, except) => {
      const mine = await sessions.find({ memberId }).lean();
      const sessionIds = mine.map((one) => one._id).filter((id) => id !== except);
      await sessions.deleteMany({ _id: { $in: sessionIds } });
      end({ memberId, sessionIds, reason });
    },
    memberChanged: (memberId) => {
      forget(memberId);
      bus.publish(CHANGED_TOPIC, memberId);
    },
    endedAmong: async (sessionIds) => {
      const live = await sessions
        .find({ _id: { $in: [...sessionIds] }, expiresAt: { $gt: new Date(now()) } }, { memberId: 1 })
        .lean();
      const active = await members
        .find({ _id: { $in: live.map((one) => one.memberId) }, active: true }, { _id: 1 })
        .lean();
      const activeIds = new Set(active.map((one) => one._id));
      const kept = new Set(live.filter((one) => activeIds.has(one.memberId)).map((one) => one._id));
      return new Set(sessionIds.filter((id) => !kept.has(id)));
    },
    onRevoked: (listener) => bus.subscribe(TOPIC, (message) => listener(message as Ended)),
  };
}
