import { evalExpr } from 'mingo/core';
import type { Options } from 'mingo/types';
import type { Collation } from '../bson/collation.ts';
import { SIMPLE } from '../bson/collation.ts';
import { groupKey } from '../bson/key.ts';
import { sortBy } from '../bson/paths.ts';
import type { Document } from '../bson/values.ts';
import { getOwn, isDocument, setOwn } from '../bson/values.ts';
import { location } from '../errors.ts';
import type { Accumulator, MakeAccumulator } from './accumulators.ts';
import { ACCUMULATORS, nOf } from './accumulators.ts';

type ReadValue = (document: Document) => unknown;

/** `$top`, `$bottom` and their N: the output of the first or last documents by an order of their own. */
function ranked(operator: string, argument: unknown, options: Options): MakeAccumulator {
  if (!isDocument(argument) || !isDocument(argument['sortBy']) || !('output' in argument))
    throw location(5788005, `Missing value for 'sortBy' or 'output' in ${operator}`);
  const { sortBy: order, output, n } = argument;
  const single = !operator.endsWith('N');
  const wanted = single ? 1 : nOf(operator, evalExpr({}, n, options));
  return ({ compare } = SIMPLE) => {
    const documents: Document[] = [];
    return {
      add: (_, document) => {
        documents.push(document);
      },
      result: () => {
        const sorted = sortBy(documents, order, compare, (document) => document);
        const chosen = operator.startsWith('$top') ? sorted.slice(0, wanted) : sorted.slice(-wanted);
        const values = chosen.map((document) => evalExpr(document, output, options) ?? null);
        return single ? values[0] : values;
      },
    };
  };
}

const CHOOSE: Readonly<Record<string, (values: unknown[], n: number, collation: Collation) => unknown[]>> = {
  $firstN: (values, n) => values.slice(0, n),
  $lastN: (values, n) => values.slice(-n),
  $minN: (values, n, { compare }) => values.toSorted(compare).slice(0, n),
  $maxN: (values, n, { compare }) => values.toSorted((a, b) => compare(b, a)).slice(0, n),
};

/** `$firstN` and its like: some of the values of one input. The least and greatest leave null out. */
function several(operator: string, argument: unknown, options: Options): MakeAccumulator {
  if (!isDocument(argument)) throw location(5787801, `specification of ${operator} must be an object`);
  if (!('input' in argument)) throw location(5787907, `Missing value for 'input' in ${operator}`);
  if (!('n' in argument)) throw location(5787906, `Missing value for 'n' in ${operator}`);
  const n = nOf(operator, evalExpr({}, argument['n'], options));
  const read = reader(argument['input'], options);
  const isByPlace = operator === '$firstN' || operator === '$lastN';
  return (collation = SIMPLE) => {
    const values: unknown[] = [];
    return {
      add: (_, document) => {
        const value = read(document) ?? null;
        if (isByPlace || value !== null) values.push(value);
      },
      result: () => CHOOSE[operator]?.(values, n, collation),
    };
  };
}

/** Accumulators that read their documents themselves. */
const READING: Readonly<
  Record<string, (operator: string, argument: unknown, options: Options) => MakeAccumulator>
> = {
  $top: ranked,
  $topN: ranked,
  $bottom: ranked,
  $bottomN: ranked,
  $firstN: several,
  $lastN: several,
  $minN: several,
  $maxN: several,
};

export const ACCUMULATOR_NAMES = [...Object.keys(ACCUMULATORS), ...Object.keys(READING)];

interface GroupField {
  readonly name: string;
  readonly read: ReadValue;
  readonly make: MakeAccumulator;
}

/** A `$group` that takes documents one by one. */
export class Grouping {
  readonly #fields: readonly GroupField[];
  readonly #readId: ReadValue;
  readonly #collation: Collation;
  readonly #groups = new Map<string, { id: unknown; accumulators: Accumulator[] }>();

  constructor(spec: unknown, collation: Collation, options: Options) {
    if (!isDocument(spec)) throw location(15947, "a group's fields must be specified in an object");
    if (!('_id' in spec)) throw location(15955, 'a group specification must include an _id');
    this.#collation = collation;
    this.#readId = reader(spec['_id'], options);
    this.#fields = Object.entries(spec)
      .filter(([name]) => name !== '_id')
      .map(([name, definition]) => fieldOf(name, definition, options));
  }

  /** The group is that of the specification's `_id` unless another is given. */
  add(document: Document, id: unknown = this.#readId(document) ?? null): void {
    const key = typeof id === 'string' && !this.#collation.simple ? this.#collation.fold(id) : id;
    const hash = groupKey(key);
    let group = this.#groups.get(hash);
    if (!group) {
      group = { id, accumulators: this.#fields.map(({ make }) => make(this.#collation)) };
      this.#groups.set(hash, group);
    }
    for (const [i, field] of this.#fields.entries())
      group.accumulators[i]?.add(field.read(document), document);
  }

  *results(): Generator<Document> {
    for (const { id, accumulators } of this.#groups.values()) {
      const result: Document = { _id: id };
      for (const [i, { name }] of this.#fields.entries()) setOwn(result, name, accumulators[i]?.result());
      yield result;
    }
  }
}

function fieldOf(name: string, definition: unknown, options: Options): GroupField {
  if (name.includes('.')) throw location(40235, `The field name '${name}' cannot contain '.'`);
  if (!isDocument(definition)) throw location(40234, `The field '${name}' must be an accumulator object`);
  const [operator, ...others] = Object.keys(definition);
  if (operator === undefined || others.length > 0)
    throw location(40238, `The field '${name}' must specify one accumulator`);
  const argument = definition[operator];
  if (Object.hasOwn(READING, operator)) {
    const make = READING[operator]?.(operator, argument, options);
    if (make) return { name, make, read: () => null };
  }
  const make = Object.hasOwn(ACCUMULATORS, operator) ? ACCUMULATORS[operator] : undefined;
  if (!make) throw location(15952, `unknown group operator '${operator}'`);
  return { name, make, read: operator === '$count' ? () => null : reader(argument, options) };
}

/** Reads plain fields and constants at once; everything else is an expression for mingo. */
function reader(expression: unknown, options: Options): ReadValue {
  if (expression === null || typeof expression === 'number') return () => expression;
  if (typeof expression === 'string' && /^\$[^$.]+$/.test(expression)) {
    const field = expression.slice(1);
    return (document) => getOwn(document, field);
  }
  return (document) => evalExpr(document, expression, options);
}
