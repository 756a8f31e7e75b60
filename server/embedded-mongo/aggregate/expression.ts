import { evalExpr } from 'mingo/core';
import type { Options } from 'mingo/types';

/** An expression operator as mingo calls it. */
export type Expression = (document: unknown, argument: unknown, options: Options) => unknown;

/** An operator that only needs the value of its argument. */
export const evaluated =
  (compute: (argument: unknown) => unknown): Expression =>
  (document, argument, options) =>
    compute(evalExpr(document, argument, options));
