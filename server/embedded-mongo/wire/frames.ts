import { HEADER_BYTES, MAX_MESSAGE_BYTES, ProtocolError } from './message.ts';

/** Cuts a byte stream into messages. Chunks wait in a list: joining them at every arrival would be quadratic. */
export class Frames {
  #chunks: Buffer[] = [];
  #bytes = 0;

  /** Bytes that wait for the rest of their message. */
  get bytes(): number {
    return this.#bytes;
  }

  push(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#bytes += chunk.length;
  }

  /** The next whole message, or undefined until more arrives. Throws ProtocolError for an impossible length. */
  next(): Buffer | undefined {
    if (this.#bytes < 4) return undefined;
    const length = this.#length();
    if (length < HEADER_BYTES || length > MAX_MESSAGE_BYTES)
      throw new ProtocolError(`message of ${length} bytes`);
    if (this.#bytes < length) return undefined;
    const all = this.#joined();
    const rest = all.subarray(length);
    this.#chunks = rest.length > 0 ? [rest] : [];
    this.#bytes = rest.length;
    return all.subarray(0, length);
  }

  #length(): number {
    const [first] = this.#chunks;
    return first && first.length >= 4 ? first.readInt32LE(0) : this.#joined().readInt32LE(0);
  }

  #joined(): Buffer {
    const [first] = this.#chunks;
    if (first && this.#chunks.length === 1) return first;
    const all = Buffer.concat(this.#chunks, this.#bytes);
    this.#chunks = [all];
    return all;
  }
}
