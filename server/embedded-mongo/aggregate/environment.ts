import type { Collation } from '../bson/collation.ts';
import type { Document } from '../bson/values.ts';

/** What a pipeline can reach beyond its own documents. */
export interface PipelineEnvironment {
  readonly collation: Collation;
  /** Variables of `let`. */
  readonly variables: Document;
  /** Documents of another collection of the same database, by the best index. */
  find(collection: string, filter: Document, variables: Document): Document[];
  /** Input of stages that describe the collection itself, such as `$indexStats`. */
  describe(stage: string): Document[];
}

export const NO_COLLECTIONS: Pick<PipelineEnvironment, 'find' | 'describe'> = {
  find: () => [],
  describe: () => [],
};
