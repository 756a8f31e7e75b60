import { createHash, randomBytes } from 'node:crypto';
import type { Instant, MemberId } from '../../shared/ids.ts';
import type { Member } from '../../shared/people/member.ts';
import type { Bus, Session, Sessions } from '../parts.ts';
import type { Store } from '../store/connect.ts';

const LASTS_MS = 12 * 3_600_000;
/** What was just looked up is trusted this long; a revocation anywhere forgets it at once. */
const REMEMBERED_MS = 5_000;
const MOST_REMEMBERED = 20_000;
const TOPIC = 'sessions';

interface SessionsDeps {
  readonly store: Pick<Store, 'models'>;
  readonly bus: Bus;
  readonly now: () => Instant;
}

type Ended = Parameters<Parameters<Sessions['onRevoked']>[0]>[0];

/** Tokens are random and only their hashes are stored: the collection opens no door (SPEC P33). */
const hashToken = (token: string): string => createHash('sha256').update(token).digest('base64url');

/** Sessions in the database, with a memory of a few seconds that every server forgets when one is revoked. */
export function createSessions({ store, bus, now }: SessionsDeps): Sessions {
  const { members, sessions } = store.models;
  const remembered = new Map<string, { at: Instant; found: { session: Session; member: Member } }>();

  bus.subscribe(TOPIC, (message) => {
    const { memberId } = message as Ended;
    for (const [id, entry] of remembered) if (entry.found.member._id === memberId) remembered.delete(id);
  });

  const end = (ended: Ended): void => {
    if (ended.sessionIds.length > 0) bus.publish(TOPIC, ended);
  };

  return {
    create: async (memberId, about) => {
      const token = randomBytes(32).toString('base64url');
      const createdAt = now();
      const session: Session = { id: hashToken(token), memberId, createdAt, expiresAt: createdAt + LASTS_MS };
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
      if (entry && at - entry.at < REMEMBERED_MS && at < entry.found.session.expiresAt) return entry.found;
      remembered.delete(id);
      const stored = await sessions.findById(id).lean();
      if (!stored || stored.expiresAt.getTime() <= at) return null;
      const member = await members.findById(stored.memberId).lean();
      if (!member?.active) return null;
      const { memberId, createdAt } = stored;
      const found = { session: { id, memberId, createdAt, expiresAt: stored.expiresAt.getTime() }, member };
      if (remembered.size >= MOST_REMEMBERED) remembered.clear();
      remembered.set(id, { at, found });
      return found;
    },
    revoke: async (sessionId) => {
      const gone = await sessions.findByIdAndDelete(sessionId).lean();
      remembered.delete(sessionId);
      if (gone) end({ memberId: gone.memberId, sessionIds: [sessionId], reason: 'revoked' });
    },
    revokeMember: async (memberId: MemberId, reason, except) => {
      const mine = await sessions.find({ memberId }).lean();
      const sessionIds = mine.map((one) => one._id).filter((id) => id !== except);
      await sessions.deleteMany({ _id: { $in: sessionIds } });
      for (const id of sessionIds) remembered.delete(id);
      end({ memberId, sessionIds, reason });
    },
    onRevoked: (listener) => bus.subscribe(TOPIC, (message) => listener(message as Ended)),
  };
}
