import { Binary, Decimal128, Long, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compare } from './compare.ts';
import { encodeField, encodeKey, writePlainKey } from './key.ts';

const leaf = fc.oneof(
  fc.constantFrom(
    new MinKey(),
    new MaxKey(),
    null,
    true,
    false,
    Number.NaN,
    -0,
    0,
    2 ** 53,
    2 ** 53 + 2,
    -(2 ** 63),
  ),
  fc.double({ noNaN: true }),
  fc.integer(),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((value) => Long.fromBigInt(value)),
  fc.bigInt({ min: 2n ** 53n - 4n, max: 2n ** 53n + 4n }).map((value) => Long.fromBigInt(value)),
  fc.integer().map((value) => Decimal128.fromString(String(value))),
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.constantFrom('', 'a', 'a\0', 'a\0b', 'ab', '中', '\u{1F600}', '\uFFFD'),
  fc.uint8Array({ maxLength: 4 }).map((bytes) => new Binary(bytes)),
  fc.uint8Array({ minLength: 12, maxLength: 12 }).map((bytes) => new ObjectId(bytes)),
  fc.date({ noInvalidDate: true }),
  fc.tuple(fc.nat(), fc.nat()).map(([t, i]) => new Timestamp({ t, i })),
);
const name = fc.constantFrom('a', 'b', 'ab', 'a\0');
const value = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    { arbitrary: leaf, weight: 4 },
    { arbitrary: fc.array(tie('value'), { maxLength: 3 }), weight: 1 },
    { arbitrary: fc.dictionary(name, tie('value'), { maxKeys: 3 }), weight: 1 },
  ),
})).value;

describe('keys', () => {
  test('E1 the order of encoded keys is the order of the values, for every BSON type', () => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        expect(Math.sign(Buffer.compare(encodeKey(a), encodeKey(b)))).toBe(Math.sign(compare(a, b)));
      }),
      { numRuns: 5000 },
    );
  });

  test('E1 no key is the beginning of another, so that keys of several fields order like the fields', () => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        const x = encodeKey(a);
        const y = encodeKey(b);
        expect(x.length < y.length && y.subarray(0, x.length).equals(x)).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });

  test('E1 the short way writes the same keys as the long one, or leaves a value to it', () => {
    const target = Buffer.alloc(1000);
    const texts = fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.string({ unit: 'grapheme' }));
    fc.assert(
      fc.property(fc.oneof(value, texts), fc.constantFrom(24, 100), fc.nat(9), (one, limit, at) => {
        const end = writePlainKey(target, at, one, limit);
        const { bytes } = encodeField(one, 1, limit);
        if (end > at) expect(target.subarray(at, end)).toEqual(bytes);
        else if (typeof one === 'string')
          expect(one.includes('\0') || bytes.length === limit || one.length + 3 > limit).toBe(true);
      }),
      { numRuns: 5000 },
    );
    for (const plain of ['', '路灯', 'a', 0, -0, -1.5, 1e300, null])
      expect(writePlainKey(target, 0, plain, 100)).toBeGreaterThan(0);
  });

  test('E2 a key longer than its limit is clamped, and stays different for different values', () => {
    const a = encodeField(`${'x'.repeat(2000)}a`, 1, 500);
    const b = encodeField(`${'x'.repeat(2000)}b`, 1, 500);
    expect(a.bytes).toHaveLength(500);
    expect(a.clamped).toBe(true);
    expect(a.bytes.equals(b.bytes)).toBe(false);
  });

  test('E3 64-bit integers beyond double precision stay distinct and in order', () => {
    const numbers = [2n ** 53n - 1n, 2n ** 53n, 2n ** 53n + 1n, 2n ** 63n - 1n].map((n) =>
      Long.fromBigInt(n),
    );
    const keys = numbers.map((number) => encodeKey(number));
    expect(keys.toSorted((a, b) => Buffer.compare(a, b))).toEqual(keys);
    expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(numbers.length);
    expect(compare(Long.fromNumber(5), 5)).toBe(0);
    expect(compare(Decimal128.fromString('5.0'), 5)).toBe(0);
  });
});
