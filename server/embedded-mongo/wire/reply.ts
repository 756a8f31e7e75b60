import { Long } from 'bson';
import { encode } from '../bson/codec.ts';
import type { Document } from '../bson/values.ts';

/** A batch of documents that are encoded already: as stored, or by the cursor that measured them. */
export class CursorReply {
  readonly field: 'firstBatch' | 'nextBatch';
  readonly documents: readonly Uint8Array[];
  readonly id: bigint;
  readonly namespace: string;

  constructor(
    field: 'firstBatch' | 'nextBatch',
    documents: readonly Uint8Array[],
    id: bigint,
    namespace: string,
  ) {
    this.field = field;
    this.documents = documents;
    this.id = id;
    this.namespace = namespace;
  }
}

export function encodeReply(reply: unknown): Uint8Array {
  if (!(reply instanceof CursorReply)) return encode(reply as Document);
  const { field, documents, id, namespace } = reply;
  const array = join(documents.flatMap((document, i) => [element(TYPE.document, String(i)), document]));
  const cursor = join([
    element(TYPE.array, field),
    array,
    fieldsOf(encode({ id: Long.fromBigInt(id), ns: namespace })),
  ]);
  return join([element(TYPE.document, 'cursor'), cursor, fieldsOf(encode({ ok: 1 }))]);
}

const TYPE = { document: 3, array: 4 } as const;

/** The type byte and the name that stand before a value. */
const element = (type: number, name: string): Buffer => Buffer.from(`${String.fromCharCode(type)}${name}\0`);

/** A BSON document without its length and its closing zero. */
const fieldsOf = (document: Uint8Array): Uint8Array => document.subarray(4, -1);

/** Elements as one BSON document. */
function join(elements: readonly Uint8Array[]): Buffer {
  const size = elements.reduce((sum, bytes) => sum + bytes.length, 5);
  const head = Buffer.alloc(4);
  head.writeInt32LE(size);
  return Buffer.concat([head, ...elements, Buffer.of(0)], size);
}
