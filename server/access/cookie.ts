import { parse } from 'cookie';

export const SESSION_COOKIE = 'paidan_session';

/** The session token of a Cookie header, if there is one. */
export function tokenOf(cookieHeader: string | undefined): string | null {
  if (cookieHeader === undefined) return null;
  const token = parse(cookieHeader)[SESSION_COOKIE];
  return token === undefined || token === '' ? null : token;
}
