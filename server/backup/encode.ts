import { createHash } from 'node:crypto';
import { END_BYTES, type Header, type Section, type Trailer } from './format.ts';

export interface FilledSection extends Section {
  readonly documents: AsyncIterable<Uint8Array>;
}

/** Documents are small and streams like large pieces. */
const BLOCK_BYTES = 256 * 1024;
const END = Buffer.alloc(END_BYTES);

/** The bytes of a backup before compression, in blocks; see `format.ts`. */
export async function* encodeBackup(
  header: Header,
  sections: AsyncIterable<FilledSection>,
  onDocument: () => void = () => undefined,
): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  const documents: Record<string, number> = {};
  let waiting: Uint8Array[] = [];
  let bytes = 0;

  const put = (part: Uint8Array): boolean => {
    hash.update(part);
    waiting.push(part);
    bytes += part.length;
    return bytes >= BLOCK_BYTES;
  };
  const take = (): Buffer => {
    const block = Buffer.concat(waiting);
    waiting = [];
    bytes = 0;
    return block;
  };

  put(line(header));
  for await (const { collection, again, documents: contents } of sections) {
    put(line({ collection, again }));
    documents[collection] ??= 0;
    for await (const document of contents) {
      documents[collection] += 1;
      onDocument();
      if (put(document)) yield take();
    }
    put(END);
  }
  yield take();
  yield line({ documents, sha256: hash.digest('hex') });
}

const line = (value: Header | Section | Trailer): Buffer => Buffer.from(`${JSON.stringify(value)}\n`);
