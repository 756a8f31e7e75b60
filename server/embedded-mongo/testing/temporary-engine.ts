import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mongo } from 'mongoose';
import { startEmbeddedMongo } from '../start.ts';

export interface TemporaryEngine {
  readonly uri: string;
  readonly directory: string;
  readonly client: mongo.MongoClient;
  close(): Promise<void>;
}

export const temporaryDirectory = (): Promise<string> => mkdtemp(join(tmpdir(), 'paidan-engine-'));

/** For tests: an engine on a fresh directory, with a connected client; closing removes both. */
export async function temporaryEngine(): Promise<TemporaryEngine> {
  const directory = await temporaryDirectory();
  const engine = await startEmbeddedMongo({ directory });
  const client = await new mongo.MongoClient(engine.uri).connect();
  return {
    uri: engine.uri,
    directory,
    client,
    close: async () => {
      await client.close();
      await engine.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
