import { evalExpr } from 'mingo/core';
import type { Options } from 'mingo/types';
import type { Collation } from '../bson/collation.ts';
import { groupKey } from '../bson/key.ts';
import { sortBy } from '../bson/paths.ts';
import type { Document } from '../bson/values.ts';
import {
  getOwn,
  isDecimal,
  isDocument,
  isMissing,
  isNullish,
  isNumber,
  setOwn,
  toNumber,
} from '../bson/values.ts';
import { location } from '../errors.ts';
import { combine } from '../update/arithmetic.ts';

type ReadValue = (document: Document) => unknown;

/** Takes the values of one group one by one, so that no group keeps its documents. */
interface Accumulator {
  add(value: unknown, document: Document): void;
  result(): unknown;
}

type MakeAccumulator = (collation: Collation) => Accumulator;

const sum: MakeAccumulator = () => {
  let total: unknown = 0;
  return {
    add: (value) => {
      if (!isNumber(value)) return;
      total =
        isDecimal(total) || isDecimal(value)
          ? combine('$inc', total, value)
          : toNumber(total) + toNumber(value);
    },
    result: () => total,
  };
};

const average: MakeAccumulator = () => {
  let total = 0;
  let count = 0;
  return {
    add: (value) => {
      if (!isNumber(value)) return;
      total += toNumber(value);
      count += 1;
    },
    result: () => (count > 0 ? total / count : null),
  };
};

const extreme =
  (direction: 1 | -1): MakeAccumulator =>
  ({ compare }) => {
    let best: unknown = null;
    return {
      add: (value) => {
        if (!isNullish(value) && (best === null || compare(value, best) * direction > 0)) best = value;
      },
      result: () => best,
    };
  };

const first: MakeAccumulator = () => {
  let found: unknown;
  let seen = false;
  return {
    add: (value) => {
      if (!seen) found = value;
      seen = true;
    },
    result: () => found ?? null,
  };
};

const last: MakeAccumulator = () => {
  let found: unknown;
  return {
    add: (value) => {
      found = value;
    },
    result: () => found ?? null,
  };
};

const push: MakeAccumulator = () => {
  const values: unknown[] = [];
  return {
    add: (value) => {
      if (!isMissing(value)) values.push(value);
    },
    result: () => values,
  };
};

const addToSet: MakeAccumulator = () => {
  const values = new Map<string, unknown>();
  return {
    add: (value) => {
      if (!isMissing(value) && !values.has(groupKey(value))) values.set(groupKey(value), value);
    },
    result: () => [...values.values()],
  };
};

const count: MakeAccumulator = () => {
  let total = 0;
  return {
    add: () => {
      total += 1;
    },
    result: () => total,
  };
};

const mergeObjects: MakeAccumulator = () => {
  const merged: Document = {};
  return {
    add: (value) => {
      if (isNullish(value)) return;
      if (!isDocument(value)) throw location(40400, '$mergeObjects requires object inputs');
      for (const key of Object.keys(value)) setOwn(merged, key, value[key]);
    },
    result: () => merged,
  };
};

const ACCUMULATORS: Readonly<Record<string, MakeAccumulator>> = {
  $sum: sum,
  $avg: average,
  $min: extreme(-1),
  $max: extreme(1),
  $first: first,
  $last: last,
  $push: push,
  $addToSet: addToSet,
  $count: count,
  $mergeObjects: mergeObjects,
};

/** `$top`, `$bottom` and their N: the output of the first or last documents by an order of their own. */
function ranked(operator: string, argument: unknown, options: Options): MakeAccumulator | undefined {
  if (!/^\$(top|bottom)N?$/.test(operator)) return undefined;
  if (!isDocument(argument) || !isDocument(argument['sortBy']) || !('output' in argument))
    throw location(5788005, `Missing value for 'sortBy' or 'output' in ${operator}`);
  const { sortBy: order, output, n } = argument;
  const single = !operator.endsWith('N');
  const wanted = single ? 1 : toNumber(evalExpr({}, n, options));
  if (!Number.isInteger(wanted) || wanted < 1)
    throw location(5787908, `'n' must be greater than 0 in ${operator}`);
  return ({ compare }) => {
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

  add(document: Document): void {
    const id = this.#readId(document) ?? null;
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
  const make =
    (Object.hasOwn(ACCUMULATORS, operator) ? ACCUMULATORS[operator] : undefined) ??
    ranked(operator, argument, options);
  if (!make) throw location(15952, `unknown group operator '${operator}'`);
  return {
    name,
    make,
    read: ACCUMULATORS[operator] && operator !== '$count' ? reader(argument, options) : () => null,
  };
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
