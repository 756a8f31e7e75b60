import type { Document } from '../bson/values.ts';
import { isDocument } from '../bson/values.ts';

const NESTED = new Set(['$and', '$or', '$nor']);

/**
 * The top-level fields a filter looks at; null when that cannot be told from its form, such as with `$expr`: then it may look
 * at any.
 */
export function fieldsOf(filter: Document): ReadonlySet<string> | null {
  const names = new Set<string>();
  return collect(filter, names) ? names : null;
}

function collect(filter: Document, names: Set<string>): boolean {
  return Object.entries(filter).every(([key, condition]) => {
    if (NESTED.has(key))
      return Array.isArray(condition) && condition.every((part) => isDocument(part) && collect(part, names));
    if (key === '$comment') return true;
    if (key.startsWith('$')) return false;
    names.add(key.split('.', 1)[0] ?? key);
    return true;
  });
}
