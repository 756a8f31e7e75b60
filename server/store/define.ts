import {
  type Connection,
  type IndexDefinition,
  type IndexOptions,
  type Model,
  Schema,
  type SchemaDefinition,
} from 'mongoose';

export type Index = readonly [keys: IndexDefinition, options?: IndexOptions];

export interface CollectionSpec<Document> {
  readonly name: string;
  readonly indexes: readonly Index[];
  /** Names of indexes that earlier versions made and nothing asks for any more. */
  readonly retired: readonly string[];
  /** `prefix` stands before the collection's name: a second set of collections beside the product's own. */
  bind(connection: Connection, prefix?: string): Model<Document>;
}

/** Any value the product's own types vouch for; validated before it comes here. */
export const Any = Schema.Types.Mixed;
export const Id = { type: String, required: true } as const;
/** Milliseconds since 1970. */
export const When = Number;

/**
 * One collection: its documents' type, its fields, its indexes.
 *
 * Unknown fields and unknown filter paths throw (SPEC S18): a misspelt filter that silently matched everything would be
 * the worst kind of wrong. Indexes are made by `ensureIndexes`, never on the side.
 */
export function defineCollection<Document>(
  name: string,
  fields: SchemaDefinition,
  indexes: readonly Index[] = [],
  retired: readonly string[] = [],
): CollectionSpec<Document> {
  const schema = new Schema(fields, {
    collection: name,
    versionKey: false,
    strict: 'throw',
    strictQuery: 'throw',
    // An order without clocks has `clocks: {}`; leaving it out would not replay to the same order.
    minimize: false,
    autoIndex: false,
    autoCreate: false,
    id: false,
  });
  for (const [keys, options] of indexes) schema.index(keys, options ?? {});
  return {
    name,
    indexes,
    retired,
    bind: (connection, prefix = '') =>
      connection.model(prefix + name, schema, prefix + name) as unknown as Model<Document>,
  };
}
