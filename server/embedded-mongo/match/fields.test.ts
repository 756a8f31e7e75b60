import { expect, test } from 'vitest';
import { fieldsOf } from './fields.ts';

test.each([
  ['nothing', {}, []],
  ['paths, each by its first field', { a: 1, 'b.c.0': { $gt: 1 }, b: null }, ['a', 'b']],
  ['all branches', { $and: [{ a: 1 }, { $or: [{ b: 1 }, { $nor: [{ 'c.d': 1 }] }] }] }, ['a', 'b', 'c']],
  ['a comment is none', { a: 1, $comment: 'why' }, ['a']],
])('E69 a filter looks at %s', (_, filter, names) => {
  expect([...(fieldsOf(filter) ?? [])].sort()).toEqual(names);
});

test.each([
  ['an expression', { $expr: { $gt: ['$a', '$b'] } }],
  ['a schema', { a: 1, $jsonSchema: {} }],
  ['one within a branch', { $or: [{ a: 1 }, { $expr: true }] }],
  ['a malformed branch', { $or: 'a' }],
])('E69 %s may look at any field', (_, filter) => {
  expect(fieldsOf(filter)).toBeNull();
});
