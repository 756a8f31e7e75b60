import { serialize } from 'bson';
import { expect, test } from 'vitest';
import { parseRequest } from './message.ts';

const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return bytes;
};

/** An insert whose documents stand behind its body, or before it. */
function insertMessage(documents: readonly object[], bodyFirst: boolean): Buffer {
  const body = Buffer.concat([Buffer.of(0), serialize({ insert: 'a', $db: 'test' })]);
  const inside = Buffer.concat([Buffer.from('documents\0'), ...documents.map((one) => serialize(one))]);
  const sequence = Buffer.concat([Buffer.of(1), u32(inside.length + 4), inside]);
  const sections = bodyFirst ? [body, sequence] : [sequence, body];
  const rest = Buffer.concat([u32(1), u32(0), u32(2013), u32(0), ...sections]);
  return Buffer.concat([u32(rest.length + 4), rest]);
}

test.each([true, false])(
  'E70 documents are taken wherever their section stands (body first: %s)',
  (bodyFirst) => {
    const { command, sent } = parseRequest(insertMessage([{ _id: 1 }, { _id: 2 }], bodyFirst));
    expect(command).toMatchObject({ insert: 'a' });
    expect(sent?.map(({ document }) => document)).toEqual([{ _id: 1 }, { _id: 2 }]);
  },
);
