/** The bytes ended before what was asked for. */
export class OutOfBytes extends Error {}

const NEWLINE = 0x0a;

/** Takes bytes in the sizes asked for from a stream that comes in other sizes; holds no more than one of either. */
export class ByteReader {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #held: Buffer = Buffer.alloc(0);

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** @throws OutOfBytes */
  async take(length: number): Promise<Buffer> {
    await this.#hold(length);
    const taken = this.#held.subarray(0, length);
    this.#held = this.#held.subarray(length);
    return taken;
  }

  /** The next bytes without taking them. @throws OutOfBytes */
  async peek(length: number): Promise<Buffer> {
    await this.#hold(length);
    return this.#held.subarray(0, length);
  }

  /** A line with its newline. @throws OutOfBytes, also when it is longer than `most` bytes */
  async line(most: number): Promise<Buffer> {
    let end = this.#held.indexOf(NEWLINE);
    while (end < 0) {
      if (this.#held.length > most) throw new OutOfBytes(`no line within ${most} bytes`);
      await this.#hold(this.#held.length + 1);
      end = this.#held.indexOf(NEWLINE);
    }
    return await this.take(end + 1);
  }

  async isAtEnd(): Promise<boolean> {
    try {
      await this.#hold(1);
      return false;
    } catch (error) {
      if (error instanceof OutOfBytes) return true;
      throw error;
    }
  }

  /** Ends the stream, whether it was read to its end or not. */
  async close(): Promise<void> {
    await this.#chunks.return?.();
  }

  async #hold(length: number): Promise<void> {
    if (this.#held.length >= length) return;
    const parts: Uint8Array[] = [this.#held];
    for (let have = this.#held.length; have < length; ) {
      const next = await this.#chunks.next();
      if (next.done) throw new OutOfBytes('the bytes end early');
      parts.push(next.value);
      have += next.value.length;
    }
    this.#held = Buffer.concat(parts);
  }
}
