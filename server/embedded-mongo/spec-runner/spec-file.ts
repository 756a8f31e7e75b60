import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EJSON } from 'bson';

export type Fields = Record<string, unknown>;

export interface Requirement {
  readonly minServerVersion?: string;
  readonly maxServerVersion?: string;
  readonly topologies?: readonly string[];
  readonly auth?: boolean;
  readonly serverless?: string;
}

export interface Operation {
  readonly name: string;
  readonly object: string;
  readonly arguments?: Fields;
  readonly expectResult?: unknown;
  readonly expectError?: Fields;
  readonly saveResultAsEntity?: string;
  readonly ignoreResultAndError?: boolean;
}

export interface CollectionData {
  readonly databaseName: string;
  readonly collectionName: string;
  readonly documents: Fields[];
  readonly createOptions?: Fields;
}

export interface ExpectedEvents {
  readonly client: string;
  readonly events: Record<string, Fields>[];
  readonly ignoreExtraEvents?: boolean;
}

export interface SpecTest {
  readonly description: string;
  readonly runOnRequirements?: Requirement[];
  readonly skipReason?: string;
  readonly operations: Operation[];
  readonly expectEvents?: ExpectedEvents[];
  readonly outcome?: CollectionData[];
}

export interface SpecFile {
  readonly name: string;
  readonly createEntities: Record<string, Fields>[];
  readonly initialData: CollectionData[];
  readonly tests: SpecTest[];
}

/** The server the engine says it is: what a test requires decides whether it applies. */
const VERSION = [7, 0, 14];
const TOPOLOGY = 'single';

/** Where MongoDB's specification tests lie (unified format), or undefined if they are not on this machine. */
export function specificationFolder(): string | undefined {
  const project = resolve(fileURLToPath(import.meta.url), '../../../..');
  const folder = process.env['MONGODB_SPECS'] ?? resolve(project, '../shared/mongodb-specs');
  return existsSync(folder) ? folder : undefined;
}

/** All files with the tests that apply to a standalone server of our version. */
export function loadSpecifications(folder: string): SpecFile[] {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.json'),
  );
  return paths.toSorted().flatMap((path) => {
    const raw = EJSON.parse(readFileSync(join(folder, path), 'utf8'), {
      relaxed: true,
    }) as Partial<SpecFile> & {
      runOnRequirements?: Requirement[];
    };
    const { createEntities = [], initialData = [], tests = [], runOnRequirements } = raw;
    if (!applies(runOnRequirements)) return [];
    const applicable = tests.filter(
      (test) => applies(test.runOnRequirements) && test.skipReason === undefined,
    );
    return [{ name: basename(path, '.json'), createEntities, initialData, tests: applicable }];
  });
}

function applies(requirements: readonly Requirement[] | undefined): boolean {
  return !requirements || requirements.some((requirement) => isMet(requirement));
}

function isMet({ minServerVersion, maxServerVersion, topologies, auth, serverless }: Requirement): boolean {
  if (minServerVersion !== undefined && compareVersions(minServerVersion) < 0) return false;
  if (maxServerVersion !== undefined && compareVersions(maxServerVersion) > 0) return false;
  return (topologies?.includes(TOPOLOGY) ?? true) && auth !== true && serverless !== 'require';
}

/** Our version against another: positive if ours is newer. */
function compareVersions(other: string): number {
  const parts = other.split('.').map(Number);
  for (const [i, own] of VERSION.entries()) if (own !== (parts[i] ?? 0)) return own - (parts[i] ?? 0);
  return 0;
}
