import type { Asking } from './http.ts';
import type { Caller, Town } from './people.ts';

/** How a route is tried: the request that a caller with the right would be served, changing nothing that others need. */
export interface Attempt {
  /** The address, where it is not the route's own pattern. */
  readonly at?: (town: Town, caller: Caller) => string;
  /** JSON. An empty object where the body is refused after the right has been looked at: 422 means admitted. */
  readonly body?: unknown;
  readonly form?: () => FormData;
}

const onOrder =
  (rest = '') =>
  ({ orderId }: Town): string =>
    `/api/orders/${orderId}${rest}`;
const onKey =
  (rest: string) =>
  (_town: Town, caller: Caller): string =>
    `/api/public/reports/${caller.reportKey}${rest}`;
const period = 'areaId=north&from=2026-01&to=2026-03';
const scores = { speed: 5, effect: 5, attitude: 5 };
const empty = { body: {} };
const path = (address: string) => (): string => address;

/**
 * Every route of the product. One that is added without a row here fails the test, so that nobody forgets to say who may
 * call it (P70).
 */
export const ROUTES: { readonly [route: string]: Attempt } = {
  'GET /healthz': {},
  'GET /api/openapi.json': {},

  'POST /api/session': empty,
  'GET /api/session': {},
  'DELETE /api/session': {},
  'GET /api/me': {},
  'POST /api/me/password': empty,
  'GET /api/me/sessions': {},
  'DELETE /api/me/sessions': {},
  'DELETE /api/me/sessions/:id': { at: path('/api/me/sessions/somebody-elses') },
  'PUT /api/me/language': { body: { language: null } },
  'PUT /api/me/duty': { body: { onDuty: true } },

  'POST /api/public/reports': empty,
  'GET /api/public/reports/:trackingCode': {
    at: ({ trackingCode }) => `/api/public/reports/${trackingCode}`,
  },
  'GET /api/public/report': {},
  'POST /api/public/reports/:reportKey/rating': { at: onKey('/rating'), body: scores },
  'POST /api/public/reports/:reportKey/urge': { at: onKey('/urge'), body: {} },
  'POST /api/public/reports/:reportKey/reopen': { at: onKey('/reopen'), body: { reason: '还没修好' } },
  'GET /api/public/areas': {},
  'GET /api/public/site': {},
  'GET /api/public/catalogue': {},
  'GET /api/public/wishes': {},
  'GET /api/public/statistics/ratings': { at: path(`/api/public/statistics/ratings?${period}`) },
  'GET /api/public/statistics/rates': { at: path(`/api/public/statistics/rates?${period}`) },
  'GET /api/public/statistics/breakdown': { at: path(`/api/public/statistics/breakdown?${period}&by=area`) },
  'GET /api/public/photos/:id': { at: ({ photoId }) => `/api/public/photos/${photoId}` },

  'POST /api/photos': { form: () => new FormData() },
  'GET /api/photos/:id': { at: ({ photoId }) => `/api/photos/${photoId}` },
  'PUT /api/photos/:id/published': {
    at: ({ photoId }) => `/api/photos/${photoId}/published`,
    body: { published: false },
  },

  'GET /api/directory': {},
  'GET /api/orders': {},
  'GET /api/orders/:id': { at: onOrder() },
  'GET /api/orders/:id/candidates': { at: onOrder('/candidates') },
  'POST /api/orders/:id/reports/:reportId/contact': {
    at: ({ orderId, reportId }) => `/api/orders/${orderId}/reports/${reportId}/contact`,
  },
  'GET /api/field': {},
  'GET /api/field/granted': {},
  'GET /api/today': { at: path('/api/today?areaId=north') },

  'GET /api/setup': {},
  'POST /api/setup': empty,

  'GET /api/admin/areas': {},
  'GET /api/admin/areas/:id/qr': { at: path('/api/admin/areas/north/qr') },
  'POST /api/admin/areas': empty,
  'PATCH /api/admin/areas/:id': { at: path('/api/admin/areas/north'), body: {} },
  'GET /api/admin/members': {},
  'POST /api/admin/members': empty,
  'PATCH /api/admin/members/:id': { at: ({ spareId }) => `/api/admin/members/${spareId}`, body: {} },
  'POST /api/admin/members/:id/password': { at: ({ spareId }) => `/api/admin/members/${spareId}/password` },
  'GET /api/admin/teams': {},
  'POST /api/admin/teams': empty,
  'PATCH /api/admin/teams/:id': { at: path('/api/admin/teams/team1'), body: {} },
  'GET /api/admin/departments': {},
  'POST /api/admin/departments': empty,
  'PUT /api/admin/teams/:id/members/:memberId': {
    at: ({ spareId }) => `/api/admin/teams/team1/members/${spareId}`,
  },
  'DELETE /api/admin/teams/:id/members/:memberId': {
    at: ({ spareId }) => `/api/admin/teams/team1/members/${spareId}`,
  },
  'PUT /api/admin/departments/:id/members/:memberId': {
    at: ({ spareId }) => `/api/admin/departments/dept1/members/${spareId}`,
  },
  'DELETE /api/admin/departments/:id/members/:memberId': {
    at: ({ spareId }) => `/api/admin/departments/dept1/members/${spareId}`,
  },
  'PATCH /api/admin/departments/:id': { at: path('/api/admin/departments/dept1'), body: {} },
  'GET /api/admin/catalogue': {},
  'PUT /api/admin/categories/order': empty,
  'PUT /api/admin/items/order': empty,
  'POST /api/admin/categories': empty,
  'PATCH /api/admin/categories/:id': { at: path('/api/admin/categories/repairs'), body: {} },
  'POST /api/admin/items': empty,
  'PATCH /api/admin/items/:id': { at: path('/api/admin/items/lamp'), body: {} },
  'GET /api/admin/rules': {},
  'PATCH /api/admin/rules': empty,
  'GET /api/admin/calendar/:year': { at: path('/api/admin/calendar/2026') },
  'PUT /api/admin/calendar/years/:year': { at: path('/api/admin/calendar/years/2027'), body: {} },
  'PUT /api/admin/calendar/:date': { at: path('/api/admin/calendar/2026-05-09'), body: {} },
  'DELETE /api/admin/calendar/:date': { at: path('/api/admin/calendar/2026-05-09') },
  'GET /api/admin/audits': {},
  'GET /api/admin/self': {},
  'GET /api/admin/uses/:thing/:id': { at: path('/api/admin/uses/areas/north') },
  'GET /api/calendar/guessed': {},

  'GET /api/admin/imports': { at: path('/api/admin/imports?communityId=north') },
  'POST /api/admin/imports': {
    at: path('/api/admin/imports?communityId=north'),
    form: () => new FormData(),
  },
  'GET /api/admin/imports/:id': { at: path('/api/admin/imports/none') },
  'GET /api/admin/imports/:id/columns': { at: path('/api/admin/imports/none/columns') },
  'POST /api/admin/imports/:id/preview': { at: path('/api/admin/imports/none/preview'), body: {} },
  'POST /api/admin/imports/:id/start': { at: path('/api/admin/imports/none/start'), body: {} },
  'POST /api/admin/imports/:id/cancel': { at: path('/api/admin/imports/none/cancel') },
  'GET /api/admin/imports/:id/errors.csv': { at: path('/api/admin/imports/none/errors.csv') },
  'GET /api/admin/replies.csv': {
    at: path('/api/admin/replies.csv?communityId=north&from=2026-01-01&to=2026-01-31'),
  },
  'DELETE /api/admin/import-profiles/:id': {
    at: path('/api/admin/import-profiles/none?communityId=north'),
  },
};

export const splitRoute = (route: string): { readonly method: string; readonly pattern: string } => {
  const [method = '', pattern = ''] = route.split(' ');
  return { method, pattern };
};

/** The request line and what goes with it, for one caller. */
export async function askingOf(
  route: string,
  attempt: Attempt,
  town: Town,
  caller: Caller,
): Promise<{ readonly line: string; readonly asking: Asking }> {
  const { method, pattern } = splitRoute(route);
  const cookie = await caller.cookie();
  return {
    line: `${method} ${attempt.at?.(town, caller) ?? pattern}`,
    asking: {
      ...(cookie === undefined ? {} : { cookie }),
      ...(attempt.body === undefined ? {} : { body: attempt.body }),
      ...(attempt.form ? { form: attempt.form() } : {}),
      headers: caller.member ? {} : { 'X-Report-Key': caller.reportKey },
    },
  };
}

/** Every route the app really answers, as Express holds them, whichever way they were added. */
export function routesOf({ app }: Town['app']): string[] {
  return app.express.router.stack.flatMap((layer) =>
    (layer.route?.stack ?? []).map((one) => `${one.method.toUpperCase()} ${layer.route?.path ?? ''}`),
  );
}
