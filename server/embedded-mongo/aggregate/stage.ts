import type { Options } from 'mingo/types';
import type { Breath } from '../breath.ts';
import type { Document } from '../bson/values.ts';
import type { FilterOptions } from '../match/types.ts';
import type { PipelineEnvironment } from './environment.ts';

/** What flows between stages: documents, and now and then a breath. */
export type Flow = Iterable<Document | Breath>;

export type RunPipeline = (
  documents: Flow,
  pipeline: readonly unknown[],
  environment: PipelineEnvironment,
) => Flow;

/** What a stage may use. */
export interface StageScope {
  readonly environment: PipelineEnvironment;
  /** For expressions. */
  readonly options: Options;
  readonly filterOptions: FilterOptions;
  readonly run: RunPipeline;
}

/** Reads a stage's argument, throwing MongoDB's error for a wrong one, and returns what the stage does. */
export type Stage = (argument: unknown, scope: StageScope) => (documents: Flow) => Flow;
