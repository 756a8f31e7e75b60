import { z } from 'zod';
import { ERRORS } from '../../shared/protocol/errors.ts';
import { appVersion } from '../version.ts';
import type { SomeRoute } from './route.ts';

type Content = Readonly<Record<string, { readonly schema: object }>>;

/** The interface described from the very declarations that check it (P13). */
export function describe(routes: readonly SomeRoute[]): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method]: operation(route) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Paidan 社区派单', version: appVersion(), license: { name: 'MIT', identifier: 'MIT' } },
    servers: [{ url: '/' }],
    paths,
    components: {
      schemas: {
        Error: {
          type: 'object',
          required: ['code', 'message'],
          properties: {
            code: { type: 'string', enum: Object.keys(ERRORS) },
            message: { type: 'string' },
            details: {},
          },
        },
      },
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'paidan_session' } },
    },
  };
}

function operation(route: SomeRoute): object {
  const request = requestContent(route);
  const answer = answerContent(route);
  const done = String(route.status ?? (answer ? 200 : 204));
  return {
    operationId: idOf(route),
    summary: route.summary,
    tags: [tagOf(route.path)],
    ...(route.for === 'anyone' ? {} : { security: [{ session: [] }] }),
    ...(typeof route.for === 'string' ? {} : { description: `Roles: ${route.for.join(', ')}` }),
    parameters: [...parameters('path', route.params), ...parameters('query', route.query)],
    ...(request ? { requestBody: { required: true, content: request } } : {}),
    responses: {
      [done]: { description: 'Done', ...(answer ? { content: answer } : {}) },
      default: {
        description: 'Refused; the message is in the language of Accept-Language',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
      },
    },
  };
}

function requestContent({ body, multipart }: SomeRoute): Content | null {
  const json = body ?? multipart?.json;
  if (!json && !multipart) return null;
  return {
    ...(json ? { 'application/json': { schema: schemaOf(json, 'input') } } : {}),
    ...(multipart ? { 'multipart/form-data': { schema: schemaOf(multipart.form, 'input') } } : {}),
  };
}

function answerContent({ answer, answerType }: SomeRoute): Content | null {
  if (answerType) return { [answerType]: { schema: { type: 'string', format: 'binary' } } };
  return answer ? { 'application/json': { schema: schemaOf(answer, 'output') } } : null;
}

function parameters(place: 'path' | 'query', schema: z.ZodType | undefined): object[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
    properties?: Record<string, object>;
    required?: readonly string[];
  };
  return Object.entries(properties).map(([name, type]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: type,
  }));
}

/** `getOrdersByIdCandidates` for GET /api/orders/:id/candidates. */
const idOf = ({ method, path }: SomeRoute): string =>
  method +
  path
    .split('/')
    .filter((part) => part !== '' && part !== 'api')
    .map((part) => (part.startsWith(':') ? `By${capital(part.slice(1))}` : capital(part)))
    .join('');

const capital = (word: string): string =>
  word
    .split(/[-.]/)
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('');

const tagOf = (path: string): string => path.split('/')[2] ?? 'api';

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): object {
  const { $schema: _, ...described } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return described;
}
