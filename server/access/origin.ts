import type { IncomingMessage } from 'node:http';
import type { Config } from '../config.ts';
import { makeSchemeReader } from './address.ts';

/**
 * The rule of links and origins (P30): a present Origin must be PUBLIC_URL or, where that is unset, this request's own scheme
 * and host; without an Origin nothing that bears a cookie may write or upgrade.
 * @returns asks about one request; `writes` is true for everything but GET and HEAD, and for WebSocket upgrades
 */
export function makeOriginRule(
  config: Pick<Config, 'publicUrl' | 'trustProxy'>,
): (request: IncomingMessage, writes: boolean) => boolean {
  const own = config.publicUrl === null ? null : new URL(config.publicUrl).origin;
  const schemeOf = makeSchemeReader(config.trustProxy);
  return (request, writes) => {
    const { origin, cookie, host } = request.headers;
    if (origin === undefined) return !(writes && cookie !== undefined);
    if (own !== null) return origin === own;
    return host !== undefined && origin === `${schemeOf(request)}://${host}`;
  };
}
