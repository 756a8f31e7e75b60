import { BSONError, onDemand } from 'bson';
import { decode } from './codec.ts';
import { decodeElements, ELEMENT, type Element } from './part.ts';
import type { Document } from './values.ts';

/** Bytes of an empty document. */
const EMPTY = 5;
/**
 * Whole if they are as long as they should be: double, ObjectId, date, null, int, long, decimal, and the keys at both ends.
 * A timestamp would be, but may have to be filled in.
 */
const WHOLE_BY_LENGTH: ReadonlySet<number> = new Set([1, 7, 9, 10, 16, 18, 19, 127, 255]);

/**
 * A document as it came over the wire, looked through but not decoded: storing it mostly takes a few of its fields, and
 * decoding a large one costs more than all the rest.
 */
export class SentDocument {
  readonly bytes: Buffer;
  /** How many documents and arrays lie within each other, this one included. */
  readonly depth: number;
  /** Holds only what can be told to be whole without decoding it. */
  #isPlain = true;
  readonly #elements: readonly Element[];
  #document: Document | undefined;

  /** @throws BSONError for bytes that are not a whole document */
  constructor(bytes: Buffer) {
    this.bytes = bytes;
    this.#elements = [...onDemand.parseToElements(bytes)];
    this.depth = this.#look(this.#elements);
    if (!this.#isPlain) this.#document = decode(bytes);
  }

  get document(): Document {
    return (this.#document ??= decode(this.bytes));
  }

  /** Only some of its top-level fields. */
  part(names: ReadonlySet<string>): Document {
    return this.#document ?? decodeElements(this.bytes, this.#elements, names);
  }

  /** True if it can be stored as it is: `_id` in front, and no empty timestamp that waits for the time. */
  get isStorable(): boolean {
    return this.#isPlain && this.bytes.toString('latin1', 5, 9) === '_id\0';
  }

  #look(elements: Iterable<Element>): number {
    let deepest = 0;
    for (const [type, , , offset, length] of elements) {
      if (type === ELEMENT.object || type === ELEMENT.array) {
        if (length < EMPTY) throw new BSONError('a document without its end');
        deepest = Math.max(deepest, this.#look(onDemand.parseToElements(this.bytes, offset)));
      } else if (type === ELEMENT.string) this.#checkString(offset, length);
      else if (!(WHOLE_BY_LENGTH.has(type) || (type === ELEMENT.boolean && (this.bytes[offset] ?? 2) <= 1)))
        this.#isPlain = false;
    }
    return deepest + 1;
  }

  /** Its length, of four bytes, counts the zero that ends it. */
  #checkString(offset: number, length: number): void {
    if (length < 5 || this.bytes[offset + length - 1] !== 0) throw new BSONError('a string without its end');
  }
}
