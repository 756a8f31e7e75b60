import express, { type Express } from 'express';
import { WIRE } from '../../shared/protocol/limits.ts';
import { trustOf } from '../access/address.ts';
import { addAreaRoutes } from './admin/areas.ts';
import { addAuditRoute } from './admin/audits.ts';
import { addCalendarRoutes } from './admin/calendar.ts';
import { addCatalogueRoutes } from './admin/catalogue.ts';
import { addMemberRoutes } from './admin/members.ts';
import { addMembershipRoutes } from './admin/membership.ts';
import { addRulesRoutes } from './admin/rules.ts';
import { addAdminSelfRoute } from './admin/self.ts';
import { addUnitRoutes } from './admin/units.ts';
import { addUseRoute } from './admin/uses.ts';
import type { HttpDeps } from './deps.ts';
import { makeErrorHandler, sendRefusal } from './errors.ts';
import { addOwnRoutes } from './me.ts';
import { describe } from './openapi.ts';
import { addPhotoRoutes } from './photo-routes.ts';
import { addFigureRoutes } from './public-figures.ts';
import { addPublicReadRoutes } from './public-read.ts';
import { addPublicReportRoutes, createReportFinder } from './public-reports.ts';
import { addSubmitRoute } from './public-submit.ts';
import { requestLog } from './request-log.ts';
import { makeRouter, type Router } from './route.ts';
import { checkOrigin, securityHeaders } from './security.ts';
import { addSessionRoutes } from './session.ts';
import { addSetupRoutes } from './setup/index.ts';
import { createPasswordDesk } from './sign-in.ts';
import { addDirectoryRoute } from './staff/directory.ts';
import { addFieldRoutes } from './staff/field-routes.ts';
import { addLedgerRoute } from './staff/ledger.ts';
import { addOrderRoutes } from './staff/order-routes.ts';
import { createOrderDesk } from './staff/seen.ts';
import { serveClient } from './static.ts';

export type { HttpDeps } from './deps.ts';

/** Everything that is spoken over plain HTTP. @param more adds routes of other rooms, such as imports */
export function mountHttp(deps: HttpDeps, more: readonly ((router: Router) => void)[] = []): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.set('trust proxy', trustOf(deps.config.trustProxy));
  app.use(...securityHeaders(deps.config));
  app.use(requestLog(deps.log));
  app.use(checkOrigin(deps.config));
  app.get('/healthz', (_request, response) => {
    const well = deps.health.writable();
    response
      .set('Cache-Control', 'no-store')
      .status(well ? 200 : 503)
      .json({ status: well ? 'ok' : 'database_away' });
  });
  app.use('/api', (_request, response, next) => {
    response.set('Cache-Control', 'no-store');
    next();
  });
  app.use('/api', express.json({ limit: WIRE.httpBodyBytes, strict: true }));

  addRoutes(app, deps, more);
  app.use('/api', (request, response) => sendRefusal(request, response, 'not_found'));
  if (deps.clientDir !== null) serveClient(app, deps.clientDir);
  app.use((request, response) => sendRefusal(request, response, 'not_found'));
  app.use(makeErrorHandler(deps.log, () => !deps.health.writable()));
  return app;
}

function addRoutes(app: Express, deps: HttpDeps, more: readonly ((router: Router) => void)[]): void {
  const { limits } = deps;
  const router = makeRouter(app, deps, limits);
  const passwords = createPasswordDesk(deps.store.models, limits);
  const finder = createReportFinder(deps);
  const orders = createOrderDesk(deps);
  addSessionRoutes(router, deps, passwords);
  addOwnRoutes(router, deps, passwords);
  addSubmitRoute(router, deps, limits);
  addPublicReportRoutes(router, deps, limits, finder);
  addPhotoRoutes(router, deps, finder, orders);
  addPublicReadRoutes(router, deps);
  addFigureRoutes(router, deps);
  addSetupRoutes(router, deps);
  addDirectoryRoute(router, deps);
  addLedgerRoute(router, deps);
  addOrderRoutes(router, deps, orders);
  addFieldRoutes(router, deps);
  addAreaRoutes(router, deps);
  addMemberRoutes(router, deps);
  addUnitRoutes(router, deps);
  addMembershipRoutes(router, deps);
  addCatalogueRoutes(router, deps);
  addRulesRoutes(router, deps);
  addCalendarRoutes(router, deps);
  addUseRoute(router, deps);
  addAdminSelfRoute(router, deps);
  addAuditRoute(router, deps);
  for (const add of more) add(router);
  const description = describe(router.routes);
  app.get('/api/openapi.json', (_request, response) => {
    response.json(description);
  });
}
