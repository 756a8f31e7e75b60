import type { Express, Request, Response } from 'express';
import type { z } from 'zod';
import { refusalOf } from '../../shared/order/payloads.ts';
import type { Member, Role } from '../../shared/people/member.ts';
import type { Language } from '../../shared/texts/index.ts';
import { tokenOf } from '../access/cookie.ts';
import type { Session } from '../parts.ts';
import type { HttpDeps } from './deps.ts';
import { languageOf } from './errors.ts';
import { HttpFault } from './fault.ts';
import type { Limits } from './limits.ts';

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** One route of the interface: what it takes and gives is declared once, checked here and described in `openapi.json`. */
export interface Route<Params, Query, Body, Answer> {
  readonly method: Method;
  /** Express path: `/api/orders/:id`. */
  readonly path: string;
  readonly summary: string;
  /** Who may call it: anyone, a signed-in member, or members with one of these roles. */
  readonly for: 'anyone' | 'members' | readonly Role[];
  readonly params?: z.ZodType<Params>;
  readonly query?: z.ZodType<Query>;
  readonly body?: z.ZodType<Body>;
  /** Says that the handler reads the request's body itself. */
  readonly multipart?: true;
  /** Example-free description of the answer, for the API description. */
  readonly answer?: z.ZodType;
  readonly status?: number;
  readonly handle: (call: Call<Params, Query, Body>) => Promise<Answer>;
}

export interface Call<Params, Query, Body> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly language: Language;
  /** The caller's address, as TRUST_PROXY lets us know it. */
  readonly address: string;
  readonly request: Request;
  readonly response: Response;
  readonly session: Session | null;
  /** The signed-in member. @throws HttpFault `signed_out` when there is none */
  readonly member: () => Member;
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
        const address = request.ip ?? '';
        if (route.method === 'get') await limits.take('reads', address);
        const signedIn = await whoCalls(deps, request);
        admit(route.for, signedIn?.member ?? null);
        const answer = await route.handle({
          params: check(route.params, request.params),
          query: check(route.query, request.query),
          body: check(route.body, request.body ?? {}),
          language: languageOf(request),
          address,
          request,
          response,
          session: signedIn?.session ?? null,
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
): Promise<{ session: Session; member: Member } | null> {
  const token = tokenOf(request.headers.cookie);
  return token === null ? null : await deps.sessions.find(token);
}

function admit(who: SomeRoute['for'], member: Member | null): void {
  if (who === 'anyone') return;
  if (!member) throw new HttpFault('signed_out');
  if (who !== 'members' && !who.some((role) => member.roles.includes(role))) throw new HttpFault('forbidden');
}

/** @throws HttpFault with the field that is wrong */
function check<T>(schema: z.ZodType<T> | undefined, value: unknown): T {
  if (!schema) return undefined as T;
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const refusal = refusalOf(parsed.error);
  throw new HttpFault(refusal.code, refusal.details);
}
