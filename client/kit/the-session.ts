import { makeSession, type Session } from './session.ts';

let session: Session | undefined;

/** The one session of this page, asked for at its first use. */
export function theSession(): Session {
  if (!session) {
    session = makeSession();
    session.start().catch(() => undefined);
  }
  return session;
}
