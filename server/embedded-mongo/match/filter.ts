import { reach } from '../bson/paths.ts';
import type { Document } from '../bson/values.ts';
import { getOwn, isDocument, isTrue } from '../bson/values.ts';
import { badValue, mongoError } from '../errors.ts';
import { compileCondition } from './operators.ts';
import type { FilterOptions, Matcher } from './types.ts';
import { PLAIN } from './types.ts';

/** Compiles a MongoDB filter once, for many documents. Throws MongoDB's errors for what it cannot understand. */
export function compileFilter(filter: unknown, options: FilterOptions = PLAIN): Matcher {
  if (filter === undefined || filter === null) return () => true;
  if (!isDocument(filter)) throw mongoError('TypeMismatch', 'Expected field filter to be of type object');
  const tests = Object.entries(filter).map(([key, condition]) =>
    key.startsWith('$') ? logical(key, condition, options) : fieldTest(key, condition, options),
  );
  const [only] = tests;
  if (only && tests.length === 1) return only;
  return (document) => tests.every((test) => test(document));
}

function fieldTest(path: string, condition: unknown, options: FilterOptions): Matcher {
  const test = compileCondition(condition, options, compileFilter);
  if (!path.includes('.')) return (document) => test([getOwn(document, path)]);
  const steps = path.split('.');
  return (document) => {
    const wholes: unknown[] = [];
    return test(reach(document, steps, 0, [], wholes), wholes);
  };
}

function logical(name: string, operand: unknown, options: FilterOptions): Matcher {
  switch (name) {
    case '$and': {
      const parts = branches(name, operand, options);
      return (document) => parts.every((part) => part(document));
    }
    case '$or': {
      const parts = branches(name, operand, options);
      return (document) => parts.some((part) => part(document));
    }
    case '$nor': {
      const parts = branches(name, operand, options);
      return (document) => !parts.some((part) => part(document));
    }
    case '$expr': {
      const { evaluate, variables } = options;
      if (!evaluate) throw badValue('$expr is not allowed in this context');
      return (document) => isTrue(evaluate(document, operand, variables));
    }
    case '$comment':
      return () => true;
    case '$alwaysTrue':
      return () => true;
    case '$alwaysFalse':
      return () => false;
    case '$where':
      throw badValue('$where is not allowed: this server does not run JavaScript');
    case '$text':
    case '$jsonSchema':
      throw mongoError('CommandNotSupported', `${name} is not supported by this server`);
    default:
      throw badValue(
        `unknown top level operator: ${name}. If you have a field name that starts with a '$' symbol, consider using $getField or $setField.`,
      );
  }
}

function branches(name: string, operand: unknown, options: FilterOptions): Matcher[] {
  if (!Array.isArray(operand)) throw badValue(`${name} must be an array`);
  if (operand.length === 0) throw badValue('$and/$or/$nor must be a nonempty array');
  return operand.map((part: Document) => {
    if (!isDocument(part)) throw badValue('$or/$and/$nor entries need to be full objects');
    return compileFilter(part, options);
  });
}
