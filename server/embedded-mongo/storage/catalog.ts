import { EJSON, UUID } from 'bson';
import type { Document } from '../bson/values.ts';
import { isDocument } from '../bson/values.ts';
import { compileFilter } from '../match/filter.ts';
import type { Matcher } from '../match/types.ts';
import type { Collection } from './collection.ts';
import type { BinaryTable, Environment } from './environment.ts';
import { recordKey, u32 } from './environment.ts';
import type { Index, IndexSpec, StoredIndex } from './index-definition.ts';
import { ID_INDEX, prepareIndex } from './index-definition.ts';

interface StoredCollection {
  readonly ns: string;
  readonly id: number;
  readonly uuid: string;
  readonly options: Document;
  readonly indexes: StoredIndex[];
}

/**
 * The collections and their indexes: in memory, and as definitions in the data file. Everything that changes it
 * must run inside a write transaction.
 */
export class Catalog {
  readonly environment: Environment;
  readonly #collections = new Map<string, Collection>();
  #nextId = 1;

  constructor(environment: Environment) {
    this.environment = environment;
    this.reload();
  }

  /** Forgets what is in memory and reads the file: after opening, and after a transaction that was undone. */
  reload(): void {
    this.#collections.clear();
    this.#nextId = 1;
    for (const { value } of this.environment.definitions.getRange({}))
      this.#mount(EJSON.parse(value, { relaxed: true }) as StoredCollection);
  }

  get(namespace: string): Collection | undefined {
    return this.#collections.get(namespace);
  }

  all(): Collection[] {
    return [...this.#collections.values()];
  }

  inDatabase(database: string): Collection[] {
    return this.all().filter(({ namespace }) => namespace.startsWith(`${database}.`));
  }

  create(namespace: string, options: Document = {}): Collection {
    const collection: Collection = {
      namespace,
      id: this.#nextId++,
      uuid: new UUID().toString(),
      options,
      validator: validatorOf(options),
      indexes: [],
      count: 0,
      nextRecord: 1,
    };
    const clustered = options['clusteredIndex'];
    const name =
      isDocument(clustered) && typeof clustered['name'] === 'string' ? clustered['name'] : ID_INDEX;
    const spec: IndexSpec = { v: 2, key: { _id: 1 }, name };
    collection.indexes.push(
      this.newIndex(isDocument(clustered) ? { ...spec, unique: true, clustered: true } : spec),
    );
    this.#collections.set(namespace, collection);
    this.save(collection);
    return collection;
  }

  newIndex(spec: IndexSpec): Index {
    return prepareIndex({ id: this.#nextId++, spec, multikey: false, clamped: false });
  }

  /** Writes the definition: after every change of options or indexes. */
  save(collection: Collection): void {
    const stored: StoredCollection = {
      ns: collection.namespace,
      id: collection.id,
      uuid: collection.uuid,
      options: collection.options,
      indexes: collection.indexes.map(({ id, spec, multikey, clamped }) => ({ id, spec, multikey, clamped })),
    };
    void this.environment.definitions.put(collection.namespace, EJSON.stringify(stored, { relaxed: false }));
  }

  setOptions(collection: Collection, options: Document): void {
    collection.validator = validatorOf(options);
    collection.options = options;
    this.save(collection);
  }

  rename(collection: Collection, namespace: string): void {
    void this.environment.definitions.remove(collection.namespace);
    this.#collections.delete(collection.namespace);
    collection.namespace = namespace;
    this.#collections.set(namespace, collection);
    this.save(collection);
  }

  drop(collection: Collection): void {
    const { records, definitions } = this.environment;
    for (const index of collection.indexes) this.clearIndex(index);
    removeRange(records, { start: recordKey(collection.id, 0), end: u32(collection.id + 1) });
    void definitions.remove(collection.namespace);
    this.#collections.delete(collection.namespace);
  }

  clearIndex(index: Index): void {
    const { entries } = this.environment;
    removeRange(entries, { start: u32(index.id), end: u32(index.id + 1) });
  }

  #mount(stored: StoredCollection): void {
    const { records } = this.environment;
    const range = { start: recordKey(stored.id, 0), end: u32(stored.id + 1) };
    const [last] = [...records.getKeys({ start: range.end, end: range.start, reverse: true, limit: 1 })];
    const collection: Collection = {
      namespace: stored.ns,
      id: stored.id,
      uuid: stored.uuid,
      options: stored.options,
      validator: validatorOf(stored.options),
      indexes: stored.indexes.map((index) => prepareIndex(index)),
      count: records.getKeysCount(range),
      nextRecord: last ? last.readUIntBE(4, 6) + 1 : 1,
    };
    this.#collections.set(stored.ns, collection);
    this.#nextId = Math.max(this.#nextId, stored.id + 1, ...stored.indexes.map(({ id }) => id + 1));
  }
}

/** Takes the keys first: removing under a running cursor would skip some. */
function removeRange(table: BinaryTable, range: { start: Buffer; end: Buffer }): void {
  const keys = Array.from(table.getKeys(range));
  for (const key of keys) void table.remove(key);
}

function validatorOf(options: Document): Matcher | undefined {
  const { validator } = options;
  return isDocument(validator) && Object.keys(validator).length > 0 ? compileFilter(validator) : undefined;
}
