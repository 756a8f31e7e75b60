import type { RequestHandler } from 'express';
import helmet from 'helmet';
import { isOriginAllowed } from '../access/origin.ts';
import type { Config } from '../config.ts';
import { HttpFault } from './fault.ts';

/** Nothing but our own files runs or is loaded; nobody frames us; addresses never leak in a Referer (SPEC P32). */
export const securityHeaders = (config: Pick<Config, 'publicUrl'>): RequestHandler =>
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'self'"],
        'script-src': ["'self'"],
        // Charts and virtual lists place things by inline style properties, never by style tags of strangers.
        'style-src': ["'self'"],
        'style-src-attr': ["'unsafe-inline'"],
        'img-src': ["'self'", 'data:', 'blob:'],
        'connect-src': ["'self'", 'ws:', 'wss:'],
        'font-src': ["'self'"],
        'object-src': ["'none'"],
        'base-uri': ["'none'"],
        'form-action': ["'self'"],
        'frame-ancestors': ["'none'"],
        'upgrade-insecure-requests': null,
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginEmbedderPolicy: false,
    strictTransportSecurity: config.publicUrl?.startsWith('https:') ? { maxAge: 15_552_000 } : false,
  });

/** Cross-origin requests end here, before anything happens (SPEC P30). */
export const checkOrigin =
  (config: Pick<Config, 'publicUrl'>): RequestHandler =>
  (request, _response, next) => {
    const writes = request.method !== 'GET' && request.method !== 'HEAD';
    if (isOriginAllowed(request, config, writes)) next();
    else next(new HttpFault('bad_origin'));
  };
