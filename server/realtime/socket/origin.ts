import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Server } from 'socket.io';
import type { ErrorBody } from '../../../shared/protocol/dto.ts';
import { pickLanguage, refusalText } from '../../../shared/texts/index.ts';
import { makeOriginRule } from '../../access/origin.ts';
import type { Config } from '../../config.ts';

/**
 * Holds every request of a Socket.IO line to the rule of origins (P30), those that belong to an open line too, which
 * `allowRequest` is not asked about. Upgrades have been held to it before they come here.
 */
export function guardOrigin(
  io: Pick<Server, 'engine'>,
  config: Pick<Config, 'publicUrl' | 'trustProxy'>,
): void {
  const isAllowed = makeOriginRule(config);
  io.engine.use((request: IncomingMessage, response: ServerResponse, next: () => void) => {
    const upgrades = request.headers.upgrade !== undefined;
    // Polling starts with a GET that browsers send without Origin to their own site.
    if (isAllowed(request, upgrades || request.method !== 'GET')) {
      next();
      return;
    }
    if (upgrades) return;
    const message = refusalText('bad_origin', pickLanguage(request.headers['accept-language']));
    response.writeHead(403, {
      'Content-Type': 'application/json; charset=utf-8',
      'Cache-Control': 'no-store',
    });
    response.end(JSON.stringify({ code: 'bad_origin', message } satisfies ErrorBody));
  });
}
