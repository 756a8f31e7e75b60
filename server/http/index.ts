import { randomUUID } from 'node:crypto';
import express, { type Express } from 'express';
import { WIRE } from '../../shared/protocol/limits.ts';
import { trustOf } from '../access/address.ts';
import { addAreaRoutes } from './admin/areas.ts';
import { addCatalogueRoutes } from './admin/catalogue.ts';
import { addPeopleRoutes } from './admin/people.ts';
import { addRulesRoutes } from './admin/rules.ts';
import type { HttpDeps } from './deps.ts';
import { makeErrorHandler, sendRefusal } from './errors.ts';
import { createLimits } from './limits.ts';
import { describe } from './openapi.ts';
import { addPublicReadRoutes } from './public-read.ts';
import { addPublicReportRoutes } from './public-reports.ts';
import { makeRouter, type Router } from './route.ts';
import { checkOrigin, securityHeaders } from './security.ts';
import { addSessionRoutes } from './session.ts';
import { addSetupRoutes } from './setup.ts';
import { addStaffRoutes } from './staff.ts';
import { serveClient } from './static.ts';

export type { HttpDeps } from './deps.ts';

/** Everything that is spoken over plain HTTP. @param more adds routes of other rooms, such as imports */
export function mountHttp(deps: HttpDeps, more: readonly ((router: Router) => void)[] = []): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.set('trust proxy', trustOf(deps.config.trustProxy));
  app.use(securityHeaders(deps.config));
  app.use((request, response, next) => {
    const begun = performance.now();
    const id = randomUUID();
    response.on('finish', () => {
      // The route's pattern, never the address: codes and keys stand in addresses (P35).
      const route = (request.route as { readonly path?: unknown } | undefined)?.path;
      const ms = Math.round(performance.now() - begun);
      deps.log.debug({ id, method: request.method, route, status: response.statusCode, ms }, 'request');
    });
    next();
  });
  app.use(checkOrigin(deps.config));
  app.get('/healthz', (_request, response) => {
    const well = deps.health.writable();
    response.status(well ? 200 : 503).json({ status: well ? 'ok' : 'database_away' });
  });
  app.use('/api', (_request, response, next) => {
    response.set('Cache-Control', 'no-store');
    next();
  });
  app.use('/api', express.json({ limit: WIRE.httpBodyBytes, strict: true }));

  const limits = createLimits();
  const router = makeRouter(app, deps, limits);
  addSessionRoutes(router, deps, limits);
  addPublicReportRoutes(router, deps, limits);
  addPublicReadRoutes(router, deps);
  addSetupRoutes(router, deps, limits);
  addStaffRoutes(router, deps);
  addAreaRoutes(router, deps);
  addPeopleRoutes(router, deps);
  addCatalogueRoutes(router, deps);
  addRulesRoutes(router, deps);
  for (const add of more) add(router);
  app.get('/api/openapi.json', (_request, response) => {
    response.json(describe(router.routes));
  });
  app.use('/api', (request, response) => sendRefusal(request, response, 'not_found'));

  if (deps.clientDir !== null) serveClient(app, deps.clientDir);
  app.use((request, response) => sendRefusal(request, response, 'not_found'));
  app.use(makeErrorHandler(deps.log, () => !deps.health.writable()));
  return app;
}
