import {
  $filter,
  $getField,
  $let,
  $literal,
  $map,
  $rand,
  $reduce,
  $setField,
  $unsetField,
  $zip,
} from 'mingo/operators/expression';
import type { Collation } from '../bson/collation.ts';
import { arrayExpressions } from './array-expressions.ts';
import { CONVERSIONS } from './conversions.ts';
import { DATE_PARTS, datePart, dateToParts, dateToString } from './date-parts.ts';
import { dateAdd, dateDiff, dateFromParts, dateTrunc } from './dates.ts';
import type { Expressions } from './expression.ts';
import { evaluated } from './expression.ts';
import { comparisons, LOGIC_EXPRESSIONS } from './logic-expressions.ts';
import { NUMBER_EXPRESSIONS } from './number-expressions.ts';
import { SET_EXPRESSIONS } from './set-expressions.ts';
import { TEXT_EXPRESSIONS } from './text-expressions.ts';

/** Only what has other scopes or no values of its own; mingo's other operators differ from MongoDB. */
const FROM_MINGO = {
  $filter,
  $getField,
  $let,
  $literal,
  $map,
  $rand,
  $reduce,
  $setField,
  $unsetField,
  $zip,
} as Expressions;

const DATE_EXPRESSIONS: Expressions = {
  ...Object.fromEntries(
    Object.keys(DATE_PARTS).map((name) => [name, evaluated((argument) => datePart(name, argument))]),
  ),
  $dateTrunc: evaluated(dateTrunc),
  $dateAdd: evaluated((argument) => dateAdd(argument, 1)),
  $dateSubtract: evaluated((argument) => dateAdd(argument, -1)),
  $dateDiff: evaluated(dateDiff),
  $dateFromParts: evaluated(dateFromParts),
  $dateToParts: evaluated(dateToParts),
  $dateToString: evaluated(dateToString),
};

/** Every expression operator the engine offers, under a collation. */
export function expressionsFor(collation: Collation): Expressions {
  return {
    ...FROM_MINGO,
    ...comparisons(collation),
    ...LOGIC_EXPRESSIONS,
    ...NUMBER_EXPRESSIONS,
    ...TEXT_EXPRESSIONS,
    ...CONVERSIONS,
    ...arrayExpressions(collation),
    ...SET_EXPRESSIONS,
    ...DATE_EXPRESSIONS,
  };
}
