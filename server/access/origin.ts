import type { IncomingMessage } from 'node:http';
import type { Config } from '../config.ts';

type Asked = Pick<IncomingMessage, 'headers'> & { readonly secure?: boolean };

/**
 * The rule of links and origins (P30): a present Origin must be PUBLIC_URL or, where that is unset, this request's own scheme
 * and host; without an Origin nothing that bears a cookie may write or upgrade.
 * @param writes true for everything but GET and HEAD, and for WebSocket upgrades
 */
export function isOriginAllowed(request: Asked, config: Pick<Config, 'publicUrl'>, writes: boolean): boolean {
  const { origin, cookie, host } = request.headers;
  if (origin === undefined) return !(writes && cookie !== undefined);
  if (config.publicUrl !== null) return origin === new URL(config.publicUrl).origin;
  if (host === undefined) return false;
  const schemes = request.secure === undefined ? ['http', 'https'] : [request.secure ? 'https' : 'http'];
  return schemes.some((scheme) => origin === `${scheme}://${host}`);
}
