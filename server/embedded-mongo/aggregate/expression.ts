import { evalExpr } from 'mingo/core';
import type { Options } from 'mingo/types';
import { location } from '../errors.ts';

/** An expression operator as mingo calls it. */
export type Expression = (document: unknown, argument: unknown, options: Options) => unknown;
export type Expressions = Record<string, Expression>;

/** An operator that only needs the value of its argument. */
export const evaluated =
  (compute: (argument: unknown) => unknown): Expression =>
  (document, argument, options) =>
    compute(evalExpr(document, argument, options));

/** The operands as written: an array is the list of them, anything else is the only one. */
export const operandsOf = (argument: unknown): unknown[] => (Array.isArray(argument) ? argument : [argument]);

/** An operator with `least` to `most` operands, all of them evaluated. Throws MongoDB's error for another number. */
export function nary(
  operator: string,
  [least, most]: readonly [least: number, most: number],
  compute: (...values: unknown[]) => unknown,
): Expression {
  return (document, argument, options) => {
    const operands = operandsOf(argument);
    checkCount(operator, operands.length, least, most);
    return compute(...operands.map((operand): unknown => evalExpr(document, operand, options)));
  };
}

export const ANY_NUMBER = [0, Number.POSITIVE_INFINITY] as const;

export function checkCount(operator: string, count: number, least: number, most: number): void {
  if (count >= least && count <= most) return;
  throw least === most
    ? location(16020, `Expression ${operator} takes exactly ${least} arguments. ${count} were passed in.`)
    : location(
        28667,
        `Expression ${operator} takes at least ${least} arguments, and at most ${most}, but ${count} were passed in.`,
      );
}
