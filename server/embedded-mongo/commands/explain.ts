import type { Document } from '../bson/values.ts';
import { isDocument } from '../bson/values.ts';
import { planFor } from '../storage/query.ts';
import type { Command, CommandContext } from './context.ts';
import { documentOf, filterOptions, namespace, sortOf } from './context.ts';

const VERBS = [
  'find',
  'aggregate',
  'count',
  'distinct',
  'update',
  'delete',
  'findAndModify',
  'findandmodify',
];

export const explain: Command = (context) =>
  explainPlan(context, documentOf(context.message['explain'], 'explain'));

/** Which index a command would use. */
export function explainPlan({ store, database }: CommandContext, command: Document): Document {
  const verb = VERBS.find((name) => name in command);
  const name = namespace(database, verb === undefined ? undefined : command[verb]);
  const collection = store.catalog.get(name);
  const { filter, sort } = queryOf(command);
  const options = filterOptions(collection, command['collation'], command['let']);
  const plan = collection && planFor(collection, { filter, sort, hint: command['hint'], options });
  const access = plan
    ? {
        stage: 'FETCH',
        inputStage: {
          stage: 'IXSCAN',
          indexName: plan.index.spec.name,
          keyPattern: plan.index.spec.key,
          isMultiKey: plan.index.multikey,
          direction: plan.reverse ? 'backward' : 'forward',
        },
      }
    : { stage: 'COLLSCAN' };
  const winningPlan =
    sort && !plan?.sorted ? { stage: 'SORT', sortPattern: sort, inputStage: access } : access;
  return {
    queryPlanner: { namespace: name, parsedQuery: filter, winningPlan, rejectedPlans: [] },
    executionStats: { executionSuccess: true },
    command,
    ok: 1,
  };
}

function queryOf(command: Document): { filter: Document; sort: Document | undefined } {
  const [statement] = [command['updates'] ?? command['deletes'] ?? []].flat();
  const [first] = [command['pipeline'] ?? []].flat();
  const filter = isDocument(statement)
    ? statement['q']
    : isDocument(first)
      ? first['$match']
      : (command['filter'] ?? command['query']);
  return { filter: documentOf(filter, 'filter'), sort: sortOf(command['sort']) };
}
