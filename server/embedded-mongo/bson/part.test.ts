import { Binary, Decimal128, Long, ObjectId, serialize, Timestamp } from 'bson';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { decode } from './codec.ts';
import { decodePart } from './part.ts';

const value = fc.oneof(
  fc.anything({ maxDepth: 2, withDate: true, withObjectString: true }).filter(isStorable),
  fc.constantFrom(
    new ObjectId(),
    Long.fromNumber(2 ** 60),
    Decimal128.fromString('1.50'),
    new Binary(Buffer.from('abc')),
    new Timestamp({ t: 1, i: 2 }),
    /a+/i,
    null,
  ),
);
const name = fc.constantFrom('a', 'b', 'ab', '状态', 'toString', 'rev', '');

function isStorable(one: unknown): boolean {
  try {
    serialize({ one });
    return true;
  } catch {
    return false;
  }
}

test('E69 a part of a document is what the whole holds under the same names, in the same order', () => {
  fc.assert(
    fc.property(fc.dictionary(name, value), fc.uniqueArray(name), (document, names) => {
      const bytes = serialize(document, { ignoreUndefined: true });
      const wanted = new Set<string>(names);
      const whole = decode(bytes);
      const kept = Object.entries(whole).filter(([key]) => wanted.has(key));
      const part = decodePart(bytes, wanted);
      expect(Object.entries(part)).toEqual(kept);
    }),
  );
});

test('E69 bytes that lie inside a larger buffer are read where they lie', () => {
  const bytes = serialize({ a: 1, b: 'x' });
  const around = Buffer.concat([Buffer.alloc(7, 1), bytes, Buffer.alloc(3, 2)]);
  expect(decodePart(around.subarray(7, 7 + bytes.length), new Set(['b']))).toEqual({ b: 'x' });
});
