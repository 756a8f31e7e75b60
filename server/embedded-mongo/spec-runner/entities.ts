import { mongo } from 'mongoose';
import type { Fields } from './spec-file.ts';

export interface ObservedEvent {
  readonly type: string;
  readonly event: object;
}

/** The clients, databases and collections a test works with, and what its clients sent. */
export class Entities {
  readonly #uri: string;
  readonly #clients = new Map<string, mongo.MongoClient>();
  readonly #databases = new Map<string, mongo.Db>();
  readonly #collections = new Map<string, mongo.Collection>();
  readonly #events = new Map<string, ObservedEvent[]>();

  constructor(uri: string) {
    this.#uri = uri;
  }

  async create(definitions: readonly Record<string, Fields>[]): Promise<void> {
    for (const definition of definitions)
      for (const [kind, fields] of Object.entries(definition)) await this.#createOne(kind, fields);
  }

  async #createOne(kind: string, fields: Fields): Promise<void> {
    const id = String(fields['id']);
    if (kind === 'client') {
      await this.#createClient(id, fields);
    } else if (kind === 'database') {
      const options = optionsOf(fields['databaseOptions']);
      this.#databases.set(
        id,
        this.client(String(fields['client'])).db(String(fields['databaseName']), options),
      );
    } else if (kind === 'collection') {
      const options = optionsOf(fields['collectionOptions']);
      const database = this.database(String(fields['database']));
      this.#collections.set(id, database.collection(String(fields['collectionName']), options));
    } else throw new Error(`the runner does not know entities of kind ${kind}`);
  }

  async #createClient(
    id: string,
    { observeEvents, ignoreCommandMonitoringEvents, uriOptions }: Fields,
  ): Promise<void> {
    const client = new mongo.MongoClient(this.#uri, { ...optionsOf(uriOptions), monitorCommands: true });
    const events: ObservedEvent[] = [];
    const ignored = new Set(['configureFailPoint', ...namesOf(ignoreCommandMonitoringEvents)]);
    for (const type of namesOf(observeEvents)) {
      const name = type.replace(/Event$/, '') as 'commandStarted' | 'commandSucceeded' | 'commandFailed';
      client.on(
        name,
        (event: mongo.CommandStartedEvent | mongo.CommandSucceededEvent | mongo.CommandFailedEvent) => {
          if (!ignored.has(event.commandName)) events.push({ type, event });
        },
      );
    }
    this.#clients.set(id, await client.connect());
    this.#events.set(id, events);
  }

  client(id: string): mongo.MongoClient {
    return found(this.#clients.get(id), id);
  }

  database(id: string): mongo.Db {
    return found(this.#databases.get(id), id);
  }

  collection(id: string): mongo.Collection {
    return found(this.#collections.get(id), id);
  }

  /** The collection, database or client of this name. */
  any(id: string): mongo.Collection | mongo.Db | mongo.MongoClient {
    return this.#collections.get(id) ?? this.#databases.get(id) ?? this.client(id);
  }

  eventsOf(id: string): readonly ObservedEvent[] {
    return found(this.#events.get(id), id);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#clients.values()].map((client) => client.close()));
  }
}

const namesOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
const optionsOf = (value: unknown): Fields => ({ ...(value as Fields | undefined) });

function found<T>(entity: T | undefined, id: string): T {
  if (entity === undefined) throw new Error(`the test has no entity ${id}`);
  return entity;
}
