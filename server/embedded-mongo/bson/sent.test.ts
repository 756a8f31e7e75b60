import { Binary, Code, Decimal128, Long, MaxKey, ObjectId, serialize, Timestamp } from 'bson';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decode } from './codec.ts';
import { SentDocument } from './sent.ts';
import type { Document } from './values.ts';
import { isDeeperThan } from './values.ts';

const plain = fc.constantFrom<unknown>(
  '',
  '路灯\0不亮',
  0,
  -1.5,
  2 ** 40,
  true,
  null,
  new Date(5),
  new ObjectId(),
  Long.fromNumber(2 ** 60),
  Decimal128.fromString('1.50'),
  new MaxKey(),
);
const special = fc.constantFrom<unknown>(
  new Binary(Buffer.from('abc')),
  new Timestamp({ t: 0, i: 0 }),
  new Code('f', { a: 1 }),
  /a+/i,
);
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    { arbitrary: plain, weight: 6 },
    { arbitrary: special, weight: 1 },
    { arbitrary: fc.array(tie('value'), { maxLength: 3 }), weight: 2 },
    { arbitrary: fc.dictionary(fc.constantFrom('a', 'b', '状态'), tie('value'), { maxKeys: 3 }), weight: 2 },
  ),
}));
const document = fc.dictionary(fc.constantFrom('_id', 'a', 'b', 'c'), value);
const sent = (one: Document): SentDocument => new SentDocument(Buffer.from(serialize(one)));
const depthOf = (one: Document): number => {
  let limit = 1;
  while (isDeeperThan(one, limit)) limit += 1;
  return limit;
};

describe('a document that was sent', () => {
  test('E70 its depth, its parts and its whole are those of the decoded one', () => {
    fc.assert(
      fc.property(document, fc.uniqueArray(fc.constantFrom('_id', 'a', 'c')), (given, names) => {
        const found = sent(given);
        const whole = decode(serialize(given));
        // Code with a scope holds a document that is no part of the value's own depth.
        if (!JSON.stringify(given).includes('scope')) expect(found.depth).toBe(depthOf(whole));
        const part = found.part(new Set<string>(names));
        for (const name of names) expect(part[name]).toEqual(whole[name]);
        expect(found.document).toEqual(whole);
      }),
    );
  });

  test('E70 whatever is wrong with its bytes is found before it is stored, not when it is read', () => {
    const change = fc.tuple(fc.nat(), fc.nat(255));
    fc.assert(
      fc.property(document, fc.array(change, { minLength: 1, maxLength: 3 }), (given, changes) => {
        const bytes = Buffer.from(serialize(given));
        for (const [at, byte] of changes) bytes[4 + (at % Math.max(1, bytes.length - 4))] = byte;
        const accepts = succeeds(() => new SentDocument(bytes));
        if (accepts) expect(succeeds(() => decode(bytes))).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  test('E70 a document inside that claims to have no bytes is damaged', () => {
    for (const type of [3, 4])
      for (const claimed of [0, 2, 3, 4]) {
        const bytes = Buffer.from([
          0,
          0,
          0,
          0,
          16,
          95,
          105,
          100,
          0,
          1,
          0,
          0,
          0,
          type,
          97,
          0,
          claimed,
          0,
          0,
          0,
          0,
        ]);
        bytes.writeInt32LE(bytes.length);
        expect(() => new SentDocument(bytes)).toThrow(/end|size|type/i);
      }
  });

  test('E70 it is stored as it is only with `_id` in front and no timestamp to fill in', () => {
    expect(sent({ _id: 1, a: 2 }).isStorable).toBe(true);
    expect(sent({ a: 2, _id: 1 }).isStorable).toBe(false);
    expect(sent({ a: 2 }).isStorable).toBe(false);
    expect(sent({ _id: 1, a: new Timestamp({ t: 0, i: 0 }) }).isStorable).toBe(false);
  });
});

function succeeds(step: () => unknown): boolean {
  try {
    step();
    return true;
  } catch {
    return false;
  }
}
