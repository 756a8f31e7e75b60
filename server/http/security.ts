import type { RequestHandler } from 'express';
import helmet from 'helmet';
import { makeOriginRule } from '../access/origin.ts';
import type { Config } from '../config.ts';
import { HttpFault } from './fault.ts';

/** Nothing but our own files runs or is loaded; nobody frames us; addresses never leak in a Referer (P32). */
export function securityHeaders(config: Pick<Config, 'publicUrl'>): RequestHandler[] {
  const isHttps = config.publicUrl?.startsWith('https:') ?? false;
  return [
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          'default-src': ["'self'"],
          'script-src': ["'self'"],
          'script-src-attr': ["'none'"],
          // Charts and virtual lists place things by inline style properties, never by style tags of strangers.
          'style-src': ["'self'"],
          'style-src-attr': ["'unsafe-inline'"],
          'img-src': ["'self'", 'data:', 'blob:'],
          // Older Safari does not count WebSockets of the same host as 'self'.
          'connect-src': ["'self'", 'ws:', 'wss:'],
          'font-src': ["'self'"],
          'object-src': ["'none'"],
          'base-uri': ["'none'"],
          'form-action': ["'self'"],
          'frame-ancestors': ["'none'"],
          'upgrade-insecure-requests': isHttps ? [] : null,
        },
      },
      referrerPolicy: { policy: 'no-referrer' },
      crossOriginEmbedderPolicy: false,
      // A browser that keeps https in mind for a plain http station would lock its people out.
      strictTransportSecurity: isHttps ? { maxAge: 15_552_000 } : false,
    }),
    (_request, response, next) => {
      response.set('Permissions-Policy', 'camera=(self), geolocation=(), microphone=(), payment=(), usb=()');
      next();
    },
  ];
}

/** Cross-origin requests end here, before anything happens (P30). */
export function checkOrigin(config: Pick<Config, 'publicUrl' | 'trustProxy'>): RequestHandler {
  const isAllowed = makeOriginRule(config);
  return (request, _response, next) => {
    const writes = request.method !== 'GET' && request.method !== 'HEAD';
    next(isAllowed(request, writes) ? undefined : new HttpFault('bad_origin'));
  };
}
