import { evalExpr } from 'mingo/core';
import type { Collation } from '../bson/collation.ts';
import { isDocument, isMissing, isNullish, isTrue, typeName } from '../bson/values.ts';
import { location } from '../errors.ts';
import type { Expression, Expressions } from './expression.ts';
import { checkCount, nary, operandsOf } from './expression.ts';

/** Unlike in sorts, a missing field is not null in an expression but comes before it. */
export function order(a: unknown, b: unknown, { compare }: Collation): number {
  if (isMissing(a) || isMissing(b)) return Number(isMissing(b)) - Number(isMissing(a));
  return compare(a, b);
}

/** Comparisons by BSON's order of all types, under the collation. */
export function comparisons(collation: Collation): Expressions {
  const test = (operator: string, holds: (sign: number) => unknown): Expression =>
    nary(operator, [2, 2], (a, b) => holds(order(a, b, collation)));
  return {
    $eq: test('$eq', (sign) => sign === 0),
    $ne: test('$ne', (sign) => sign !== 0),
    $gt: test('$gt', (sign) => sign > 0),
    $gte: test('$gte', (sign) => sign >= 0),
    $lt: test('$lt', (sign) => sign < 0),
    $lte: test('$lte', (sign) => sign <= 0),
    $cmp: test('$cmp', Math.sign),
    $in: nary('$in', [2, 2], (value, list) => {
      if (!Array.isArray(list))
        throw location(40081, `$in requires an array as a second argument, found: ${typeName(list)}`);
      return list.some((item) => order(value, item, collation) === 0);
    }),
  };
}

const conditional: Expression = (document, argument, options) => {
  if (isDocument(argument)) {
    for (const [i, name] of ['if', 'then', 'else'].entries())
      if (!(name in argument)) throw location(17080 + i, `Missing '${name}' parameter to $cond`);
    const unknown = Object.keys(argument).find((name) => !['if', 'then', 'else'].includes(name));
    if (unknown !== undefined) throw location(17083, `Unrecognized parameter to $cond: ${unknown}`);
  }
  const [condition, then, otherwise] = isDocument(argument)
    ? [argument['if'], argument['then'], argument['else']]
    : operandsOf(argument);
  if (!isDocument(argument)) checkCount('$cond', operandsOf(argument).length, 3, 3);
  return evalExpr(document, isTrue(evalExpr(document, condition, options)) ? then : otherwise, options);
};

const choice: Expression = (document, argument, options) => {
  if (!isDocument(argument)) throw location(40060, '$switch requires an object as an argument');
  const { branches } = argument;
  if (!Array.isArray(branches)) throw location(40061, '$switch expected an array for branches');
  if (branches.length === 0) throw location(40068, '$switch requires at least one branch.');
  for (const branch of branches as unknown[]) {
    if (!isDocument(branch)) throw location(40062, '$switch expected each branch to be an object');
    if (!('case' in branch)) throw location(40064, "$switch requires each branch have a 'case' expression");
    if (!('then' in branch)) throw location(40065, "$switch requires each branch have a 'then' expression.");
    if (isTrue(evalExpr(document, branch['case'], options)))
      return evalExpr(document, branch['then'], options);
  }
  if (!('default' in argument))
    throw location(
      40066,
      '$switch could not find a matching branch for an input, and no default was specified.',
    );
  return evalExpr(document, argument['default'], options);
};

/** What decides without evaluating more than it needs. */
export const LOGIC_EXPRESSIONS: Expressions = {
  $and: (document, argument, options) =>
    operandsOf(argument).every((operand) => isTrue(evalExpr(document, operand, options))),
  $or: (document, argument, options) =>
    operandsOf(argument).some((operand) => isTrue(evalExpr(document, operand, options))),
  $not: nary('$not', [1, 1], (value) => !isTrue(value)),
  $cond: conditional,
  $switch: choice,
  $ifNull: (document, argument, options) => {
    const operands = operandsOf(argument);
    if (operands.length < 2) throw location(1257300, '$ifNull needs at least two arguments');
    let value: unknown;
    for (const operand of operands) {
      value = evalExpr(document, operand, options);
      if (!isNullish(value)) return value;
    }
    return value;
  },
};
