import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import busboy from 'busboy';
import { IMPORT_BOUNDS } from '../../../shared/protocol/imports.ts';
import { HttpFault } from '../fault.ts';

/** An upload of which nothing comes for so long is given up. */
const SILENCE_MS = 60_000;
const MEGABYTE = 1024 * 1024;
const MOST_NAME_CHARS = 120;

export interface ReceivedFile {
  readonly fileName: string;
  readonly size: number;
}

/**
 * Streams the one `file` of a multipart form to wherever `take` puts it; nothing is held in memory. What `take` has begun
 * it undoes itself when the stream fails.
 * @throws HttpFault `file_too_large`, `bad_request`, or `disk_full`
 */
export async function receiveFile(
  request: IncomingMessage,
  take: (source: Readable) => Promise<number>,
): Promise<ReceivedFile> {
  const tooLarge = new HttpFault('file_too_large', { limit: IMPORT_BOUNDS.fileBytes / MEGABYTE });
  if (Number(request.headers['content-length'] ?? 0) > IMPORT_BOUNDS.fileBytes + MEGABYTE) throw tooLarge;
  const parser = makeParser(request);
  if (!parser) throw new HttpFault('bad_request');
  return await new Promise<ReceivedFile>((resolve, reject) => {
    let taking: Promise<ReceivedFile> | null = null;
    let current: Readable | null = null;
    const fail = (error: Error): void => {
      request.unpipe(parser);
      current?.destroy(error);
      reject(error);
    };
    parser.on('file', (name, stream, { filename }) => {
      if (name !== 'file' || taking) {
        stream.resume();
        return;
      }
      current = stream;
      stream.on('limit', () => stream.destroy(tooLarge));
      taking = take(stream).then((size) => ({ size, fileName: cleanName(filename) }));
      taking.catch((error: unknown) => fail(isDiskFull(error) ? new HttpFault('disk_full') : toError(error)));
    });
    parser.on('error', () => fail(new HttpFault('bad_request')));
    parser.on('close', () => {
      if (taking) taking.then(resolve, () => undefined);
      else reject(new HttpFault('bad_request'));
    });
    request.on('close', () => {
      if (!request.complete) fail(new HttpFault('bad_request'));
    });
    request.setTimeout(SILENCE_MS, () => {
      fail(new HttpFault('bad_request'));
      request.destroy();
    });
    request.pipe(parser);
  });
}

const toError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
const isDiskFull = (error: unknown): boolean =>
  (error as { readonly code?: unknown } | null)?.code === 'ENOSPC';

/** Shown to people only; the file itself is kept under an id of our own. */
const cleanName = (name: string | undefined): string =>
  (name ?? '').replaceAll(/[\p{Cc}\p{Cf}/\\]/gu, '').slice(-MOST_NAME_CHARS) || 'table';

function makeParser(request: IncomingMessage): busboy.Busboy | null {
  try {
    return busboy({
      headers: request.headers,
      defParamCharset: 'utf8',
      limits: { files: 1, fileSize: IMPORT_BOUNDS.fileBytes, fields: 4, fieldSize: 1024, headerPairs: 50 },
    });
  } catch {
    return null;
  }
}
