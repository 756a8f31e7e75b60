import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { ByteReader, OutOfBytes } from './byte-reader.ts';
import {
  anyHeader,
  END_BYTES,
  FORMAT,
  type Header,
  header,
  LEAST_DOCUMENT_BYTES,
  MOST_DOCUMENT_BYTES,
  MOST_LINE_BYTES,
  type Section,
  section,
  type Trailer,
  trailer,
} from './format.ts';
import { BackupFault } from './problem.ts';

export interface BackupDocument extends Section {
  readonly bytes: Buffer;
}

/** Hears every document in the order of the file; what it does is awaited. */
export type Take = (document: BackupDocument) => Promise<void> | void;

/**
 * Reads the unzipped bytes of a backup through to their end.
 * @throws BackupFault `foreign`, `newer` or `damaged`; after that, nothing that was taken may be used
 */
export async function decodeBackup(
  chunks: AsyncIterable<Uint8Array>,
  file: string,
  take: Take = () => undefined,
): Promise<{ header: Header; trailer: Trailer }> {
  const reader = new ByteReader(chunks);
  try {
    const found = await readHeader(reader, file);
    const ending = await readSections(reader, found.line, take);
    if (ending === null || !(await reader.isAtEnd())) throw new BackupFault({ kind: 'damaged', file });
    return { header: found.header, trailer: ending };
  } catch (error) {
    if (error instanceof OutOfBytes) throw new BackupFault({ kind: 'damaged', file }, { cause: error });
    throw error;
  } finally {
    await reader.close();
  }
}

async function readHeader(reader: ByteReader, file: string): Promise<{ header: Header; line: Buffer }> {
  const line = await reader.line(MOST_LINE_BYTES).catch((error: unknown) => {
    if (error instanceof OutOfBytes) throw new BackupFault({ kind: 'foreign', file }, { cause: error });
    throw error;
  });
  const any = parse(anyHeader, line);
  if (!any) throw new BackupFault({ kind: 'foreign', file });
  if (any.format > FORMAT) throw new BackupFault({ kind: 'newer', file, app: any.app });
  const ours = parse(header, line);
  if (!ours) throw new BackupFault({ kind: 'damaged', file });
  return { header: ours, line };
}

/** @returns the trailer; null when it does not agree with what came before it */
async function readSections(reader: ByteReader, headerLine: Buffer, take: Take): Promise<Trailer | null> {
  const hash = createHash('sha256').update(headerLine);
  const documents: Record<string, number> = {};
  for (;;) {
    const line = await reader.line(MOST_LINE_BYTES);
    const begun = parse(section, line);
    if (!begun) {
      const ending = parse(trailer, line);
      return ending && agrees(ending, documents, hash.digest('hex')) ? ending : null;
    }
    hash.update(line);
    const { collection } = begun;
    documents[collection] ??= 0;
    for await (const bytes of readDocuments(reader)) {
      hash.update(bytes);
      documents[collection] = (documents[collection] ?? 0) + 1;
      await take({ ...begun, bytes });
    }
    hash.update(await reader.take(END_BYTES));
  }
}

/** The documents of a section, up to the zero bytes that end it. @throws OutOfBytes for a length no document has */
async function* readDocuments(reader: ByteReader): AsyncGenerator<Buffer> {
  for (;;) {
    const length = (await reader.peek(END_BYTES)).readInt32LE();
    if (length === 0) return;
    if (length < LEAST_DOCUMENT_BYTES || length > MOST_DOCUMENT_BYTES)
      throw new OutOfBytes(`no document is ${length} bytes long`);
    yield await reader.take(length);
  }
}

function agrees(ending: Trailer, documents: Readonly<Record<string, number>>, sha256: string): boolean {
  const names = Object.keys(ending.documents);
  return (
    ending.sha256 === sha256 &&
    names.length === Object.keys(documents).length &&
    names.every((name) => ending.documents[name] === documents[name])
  );
}

function parse<T extends z.ZodType>(schema: T, line: Buffer): z.infer<T> | null {
  try {
    return schema.safeParse(JSON.parse(line.toString('utf8'))).data ?? null;
  } catch {
    return null;
  }
}
