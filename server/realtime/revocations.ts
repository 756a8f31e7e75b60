import type { Instant } from '../../shared/ids.ts';
import type { Sessions } from '../parts.ts';

type Reason = 'revoked' | 'changed' | 'expired';

/** Sessions that ended a moment ago, for those whose admission was under way just then. */
export interface Revocations {
  has(sessionId: string): boolean;
  onRevoked(listener: (sessionIds: ReadonlySet<string>, reason: Reason) => void): () => void;
  close(): void;
}

/** Longer than any admission takes. */
const REMEMBERED_MS = 120_000;

export function makeRevocations(sessions: Pick<Sessions, 'onRevoked'>, now: () => Instant): Revocations {
  const ended = new Map<string, Instant>();
  const listeners = new Set<(sessionIds: ReadonlySet<string>, reason: Reason) => void>();
  const stop = sessions.onRevoked(({ sessionIds, reason }) => {
    const at = now();
    for (const [id, since] of ended) if (at - since > REMEMBERED_MS) ended.delete(id);
    for (const id of sessionIds) ended.set(id, at);
    const ids = new Set(sessionIds);
    for (const listener of [...listeners]) listener(ids, reason);
  });
  return {
    has: (sessionId) => ended.has(sessionId),
    onRevoked: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: stop,
  };
}
