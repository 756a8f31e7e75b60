import { isIndex, valueAt } from '../bson/paths.ts';
import type { Document } from '../bson/values.ts';
import { isDocument } from '../bson/values.ts';
import { compileFilter } from './filter.ts';
import { compileCondition, isCondition } from './operators.ts';
import type { FilterOptions } from './types.ts';

/** Which item of the array at `path` the filter matched: what the positional `$` stands for. -1 if none. */
export function matchedIndex(
  filter: Document,
  document: Document,
  path: string,
  options: FilterOptions,
): number {
  const array = valueAt(document, path);
  if (!Array.isArray(array)) return -1;
  for (const [key, condition] of Object.entries(filter)) {
    if ((key === '$and' || key === '$or') && Array.isArray(condition)) {
      for (const part of condition) {
        const found = isDocument(part) ? matchedIndex(part, document, path, options) : -1;
        if (found >= 0) return found;
      }
    } else if (key === path) {
      const wrapped = isCondition(condition) && '$elemMatch' in condition;
      const test = compileCondition(condition, options, compileFilter);
      const found = array.findIndex((item: unknown) => test([], [wrapped ? [item] : item]));
      if (found >= 0) return found;
    } else if (key.startsWith(`${path}.`)) {
      const rest = key.slice(path.length + 1);
      const matches = compileFilter({ [rest]: condition }, options);
      const found = array.findIndex((item: unknown) => isDocument(item) && matches(item));
      if (found >= 0) return found;
      const [first] = rest.split('.');
      if (first !== undefined && isIndex(first)) return Number(first);
    }
  }
  return -1;
}
