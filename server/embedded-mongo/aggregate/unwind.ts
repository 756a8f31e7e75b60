import { Long } from 'bson';
import { BREATH } from '../breath.ts';
import { valueAt } from '../bson/paths.ts';
import type { Document } from '../bson/values.ts';
import { isDocument, isNullish } from '../bson/values.ts';
import { location } from '../errors.ts';
import { assign } from '../projection/project.ts';
import type { Flow, Stage } from './stage.ts';

interface Unwinding {
  readonly steps: readonly string[];
  readonly indexSteps: readonly string[] | undefined;
  readonly keepsEmpty: boolean;
}

const OPTIONS = new Set(['path', 'includeArrayIndex', 'preserveNullAndEmptyArrays']);

function parse(argument: unknown): Unwinding {
  if (typeof argument !== 'string' && !isDocument(argument))
    throw location(15981, 'expected either a string or an object as specification for $unwind stage');
  const spec: Document = typeof argument === 'string' ? { path: argument } : argument;
  const unknown = Object.keys(spec).find((name) => !OPTIONS.has(name));
  if (unknown !== undefined) throw location(28811, `unrecognized option to $unwind stage: ${unknown}`);
  const { path, includeArrayIndex: index, preserveNullAndEmptyArrays: keep } = spec;
  if (path === undefined) throw location(28812, 'no path specified to $unwind stage');
  if (typeof path !== 'string') throw location(28808, 'expected a string as the path for $unwind stage');
  if (!path.startsWith('$') || path === '$')
    throw location(28818, `path option to $unwind stage should be prefixed with a '$': ${path}`);
  if (keep !== undefined && typeof keep !== 'boolean')
    throw location(28809, 'expected a boolean for the preserveNullAndEmptyArrays option to $unwind stage');
  if (index !== undefined && (typeof index !== 'string' || index === ''))
    throw location(28810, 'expected a non-empty string for the includeArrayIndex option to $unwind stage');
  if (typeof index === 'string' && index.startsWith('$'))
    throw location(
      28822,
      `includeArrayIndex option to $unwind stage should not be prefixed with a '$': ${index}`,
    );
  return {
    steps: path.slice(1).split('.'),
    indexSteps: typeof index === 'string' ? index.split('.') : undefined,
    keepsEmpty: keep === true,
  };
}

/** A copy with the field replaced, or left out; what is not on the way is shared with the original. */
function withField(document: Document, steps: readonly string[], value: unknown): Document {
  const [step = '', ...rest] = steps;
  const copy = { ...document };
  const inner = copy[step];
  if (rest.length > 0) {
    if (isDocument(inner)) copy[step] = withField(inner, rest, value);
  } else if (value === undefined) delete copy[step];
  else copy[step] = value;
  return copy;
}

/** One document for each item of an array. */
export const unwind: Stage = (argument) => {
  const { steps, indexSteps, keepsEmpty } = parse(argument);
  const path = steps.join('.');
  const numbered = (document: Document, index: number | null): Document => {
    if (indexSteps) assign(document, indexSteps, index === null ? null : Long.fromNumber(index));
    return document;
  };
  return function* (documents: Flow): Flow & Generator {
    for (const document of documents) {
      if (document === BREATH) {
        yield BREATH;
        continue;
      }
      const value = valueAt(document, path);
      if (Array.isArray(value)) {
        for (const [i, item] of value.entries()) yield numbered(withField(document, steps, item), i);
        if (value.length === 0 && keepsEmpty) yield numbered(withField(document, steps, undefined), null);
      } else if (keepsEmpty || !isNullish(value)) yield numbered({ ...document }, null);
    }
  };
};
