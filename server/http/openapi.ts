import { z } from 'zod';
import type { SomeRoute } from './route.ts';

/** The interface described from the very declarations that check it (P13). */
export function describe(routes: readonly SomeRoute[]): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method]: operation(route) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Paidan 社区派单', version: '0.1.0', license: { name: 'MIT' } },
    paths,
    components: {
      schemas: {
        Error: {
          type: 'object',
          required: ['code', 'message'],
          properties: { code: { type: 'string' }, message: { type: 'string' }, details: {} },
        },
      },
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'paidan_session' } },
    },
  };
}

function operation(route: SomeRoute): object {
  return {
    summary: route.summary,
    ...(route.for === 'anyone' ? {} : { security: [{ session: [] }] }),
    parameters: [...parameters('path', route.params), ...parameters('query', route.query)],
    ...(route.body
      ? { requestBody: { content: { 'application/json': { schema: schemaOf(route.body) } } } }
      : {}),
    responses: {
      [String(route.status ?? 200)]: {
        description: 'Done',
        ...(route.answer ? { content: { 'application/json': { schema: schemaOf(route.answer) } } } : {}),
      },
      default: {
        description: 'Refused; the message is in the language of Accept-Language',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
      },
    },
  };
}

function parameters(place: 'path' | 'query', schema: z.ZodType | undefined): object[] {
  if (!schema) return [];
  const described = schemaOf(schema) as {
    properties?: Record<string, object>;
    required?: readonly string[];
    allOf?: readonly object[];
  };
  const parts = described.allOf ? (described.allOf as (typeof described)[]) : [described];
  return parts.flatMap((part) =>
    Object.entries(part.properties ?? {}).map(([name, type]) => ({
      name,
      in: place,
      required: place === 'path' || (part.required ?? []).includes(name),
      schema: type,
    })),
  );
}

const schemaOf = (schema: z.ZodType): object =>
  z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
