import type { Express, Request, Response } from 'express';
import type { z } from 'zod';
import { refusalOf } from '../../shared/order/payloads.ts';
import type { Role } from '../../shared/people/member.ts';
import type { Language } from '../../shared/texts/index.ts';
import { tokenOf } from '../access/cookie.ts';
import type { Session } from '../parts.ts';
import type { MemberDocument } from '../store/collections/people.ts';
import type { HttpDeps } from './deps.ts';
import { languageOf } from './errors.ts';
import { HttpFault } from './fault.ts';
import { addressKey, type Limits } from './limits.ts';

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** One route of the interface: what it takes and gives is declared once, checked here and described in `openapi.json` (P13). */
export interface Route<Params, Query, Body, Answer> {
  readonly method: Method;
  /** Express path: `/api/orders/:id`. */
  readonly path: string;
  readonly summary: string;
  /** Who may call it: anyone, a signed-in member, or members with one of these roles. */
  readonly for: 'anyone' | 'members' | readonly Role[];
  /** Runs before anything that was sent is looked at: rate limits, and callers the route is not for. */
  readonly guard?: (caller: Caller) => Promise<void>;
  readonly params?: z.ZodType<Params>;
  readonly query?: z.ZodType<Query>;
  readonly body?: z.ZodType<Body>;
  /** The handler reads the body itself: a form of these fields, or JSON where `json` says so. */
  readonly multipart?: { readonly form: z.ZodType; readonly json?: z.ZodType };
  /** Shape of the answer's JSON. */
  readonly answer?: z.ZodType;
  /** Media type of an answer that is not JSON. */
  readonly answerType?: string;
  /** 200, or 204 without an answer, unless named. */
  readonly status?: number;
  readonly handle: (call: Call<Params, Query, Body>) => Promise<Answer>;
}

export interface Caller {
  readonly language: Language;
  /** The caller's address as TRUST_PROXY lets us know it, as rate limits count it. */
  readonly address: string;
  readonly session: Session | null;
  readonly request: Request;
}

export interface Call<Params, Query, Body> extends Caller {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly response: Response;
  /** The signed-in member. @throws HttpFault `signed_out` when there is none */
  readonly member: () => MemberDocument;
}

/** A handler that has answered by itself, with bytes instead of JSON. */
export const ANSWERED = Symbol('answered');

export type SomeRoute = Route<unknown, unknown, unknown, unknown>;

export interface Router {
  add<Params, Query, Body, Answer>(route: Route<Params, Query, Body, Answer>): void;
  readonly routes: readonly SomeRoute[];
}

export function makeRouter(app: Express, deps: HttpDeps, limits: Limits): Router {
  const routes: SomeRoute[] = [];
  return {
    routes,
    add: (route) => {
      routes.push(route as unknown as SomeRoute);
      app[route.method](route.path, async (request, response) => {
        const address = addressKey(request.ip ?? '');
        if (route.method === 'get') await limits.take('reads', address);
        // Refused at once: a person is waiting, and the driver would wait for seconds (S12).
        else if (!deps.health.writable()) throw new HttpFault('unavailable', undefined, 2);
        const signedIn = await whoCalls(deps, request, route.for !== 'anyone');
        admit(route.for, signedIn?.member ?? null);
        const session = signedIn?.session ?? null;
        const caller: Caller = { language: languageOf(request), address, session, request };
        await route.guard?.(caller);
        refuseOtherMedia(request, route.multipart !== undefined);
        const answer = await route.handle({
          ...caller,
          response,
          params: check(route.params, request.params),
          query: check(route.query, request.query),
          body: check(route.body, request.body ?? {}),
          member: () => {
            if (!signedIn) throw new HttpFault('signed_out');
            return signedIn.member;
          },
        });
        if (answer === ANSWERED) return;
        if (answer === undefined) response.status(route.status ?? 204).end();
        else response.status(route.status ?? 200).json(answer);
      });
    },
  };
}

async function whoCalls(
  deps: HttpDeps,
  request: Request,
  needed: boolean,
): Promise<{ session: Session; member: MemberDocument } | null> {
  const token = tokenOf(request.headers.cookie);
  if (token === null) return null;
  const found = await deps.sessions.find(token);
  if (!found && needed) throw new HttpFault('session_expired');
  return found;
}

function admit(who: SomeRoute['for'], member: MemberDocument | null): void {
  if (who === 'anyone') return;
  if (!member) throw new HttpFault('signed_out');
  if (who !== 'members' && !who.some((role) => member.roles.includes(role))) throw new HttpFault('forbidden');
}

/** A form of another page can send text or fields, but neither JSON nor, past the Origin rule, a multipart form. */
function refuseOtherMedia(request: Request, multipart: boolean): void {
  const hasBody = request.headers['transfer-encoding'] !== undefined || Number(request.get('content-length'));
  if (!hasBody || request.is('application/json') === 'application/json') return;
  if (multipart && request.is('multipart/form-data')) return;
  throw new HttpFault('unsupported_media');
}

/** @throws HttpFault with the field that is wrong */
export function check<T>(schema: z.ZodType<T> | undefined, value: unknown): T {
  if (!schema) return undefined as T;
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const refusal = refusalOf(parsed.error);
  throw new HttpFault(refusal.code, refusal.details);
}
