/** What a field may be sent instead of what it wants: other types, operators of the database, keys of the prototype. */
export const WRONG_TYPES: readonly unknown[] = [
  { $gt: '' },
  { $ne: null },
  { $where: 'sleep(1000)' },
  ['a', { $gt: '' }],
  42.5,
  true,
  null,
  JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'),
];

/** Words that mean something to a shell, a file system, a header, a page, a database or a spreadsheet. */
export const WICKED_WORDS: readonly string[] = [
  '../../../../etc/passwd',
  'x\r\nSet-Cookie: paidan_session=stolen\r\n\r\n<p>',
  '<script>alert("zq9")</script>',
  '{"$gt":""}',
  '__proto__',
  '\u0000\u0007\u001b[31m',
  '\ud800',
  '=cmd|calc',
  '(a+)+$[',
];

interface Schema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minItems?: number;
  readonly minimum?: number;
  readonly minLength?: number;
}

/** One body that may pass, made from the schema alone; every field is in it. */
export function sampleOf(schema: Schema): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  if (schema.anyOf) return sampleOf(schema.anyOf[0] ?? {});
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([name, field]) => [name, sampleOf(field)]),
      );
    case 'array':
      return (schema.minItems ?? 0) > 0 ? [sampleOf(schema.items ?? {})] : [];
    case 'integer':
    case 'number':
      return Math.max(0, schema.minimum ?? 1);
    case 'boolean':
      return true;
    default:
      return 'x'.repeat(Math.max(1, schema.minLength ?? 1));
  }
}

/** The same body again and again, with one field, at any depth, replaced by one value. */
export function* spoiled(body: unknown, values: readonly unknown[]): Generator {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return;
  for (const [name, field] of Object.entries(body)) {
    for (const value of values) yield { ...body, [name]: value };
    for (const inner of spoiled(field, values)) yield { ...body, [name]: inner };
  }
}
