import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import busboy from 'busboy';
import type { RefusalCode } from '../../shared/protocol/errors.ts';
import { WIRE } from '../../shared/protocol/limits.ts';
import { HttpFault } from '../http/fault.ts';

export interface ReceivedForm {
  readonly fields: Readonly<Record<string, string>>;
  readonly photos: readonly Buffer[];
}

const MOST_FIELDS = 20;
/** Everything all uploads under way may hold in memory. */
const MOST_HELD_BYTES = 256 * 1024 * 1024;
/** An upload of which nothing comes for so long is given up. */
const SILENCE_MS = 30_000;
const MOST_FORM_BYTES = WIRE.photosPerUpload * WIRE.photoUploadBytes + WIRE.httpBodyBytes;

let held = 0;

/** What one upload holds of the memory for all. */
interface Share {
  bytes: number;
}

/**
 * Reads a multipart form of text fields and `photo` files, all of it bounded, and hands it to `use`; what it holds counts
 * until `use` is done, because photos wait long for their turn to be decoded. After the first fault nothing is kept, but the
 * rest is let through, because a sender that is still sending would not hear the answer. Empty file fields, which browsers
 * send for "no file", are left out.
 * @throws HttpFault `too_many_photos`, `photo_too_large`, `body_too_large`, `bad_request` or `busy`
 */
export async function withForm<T>(
  request: IncomingMessage,
  use: (form: ReceivedForm) => Promise<T>,
): Promise<T> {
  const share: Share = { bytes: 0 };
  try {
    return await use(await receive(request, share));
  } finally {
    release(share);
  }
}

function release(share: Share): void {
  held -= share.bytes;
  share.bytes = 0;
}

function receive(request: IncomingMessage, share: Share): Promise<ReceivedForm> {
  if (Number(request.headers['content-length'] ?? 0) > MOST_FORM_BYTES) {
    return Promise.reject(new HttpFault('body_too_large'));
  }
  const parser = makeParser(request);
  if (!parser) return Promise.reject(new HttpFault('bad_request'));
  return new Promise((resolve, reject) => {
    const fields = Object.create(null) as Record<string, string>;
    const photos: Buffer[] = [];
    let settled = false;
    const settle = (end: () => void): void => {
      if (settled) return;
      settled = true;
      end();
    };
    const fail = (code: RefusalCode, field?: string): void =>
      settle(() => {
        release(share);
        request.unpipe(parser);
        drain(request, () => reject(new HttpFault(code, field === undefined ? undefined : { field })));
      });

    const keep = (stream: Readable): void => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => {
        if (settled) return;
        share.bytes += chunk.length;
        held += chunk.length;
        if (held > MOST_HELD_BYTES) fail('busy');
        else chunks.push(chunk);
      });
      stream.on('limit', () => fail('photo_too_large', 'photo'));
      stream.on('error', () => fail('bad_request'));
      stream.on('end', () => {
        if (chunks.length > 0) photos.push(Buffer.concat(chunks));
      });
    };
    parser.on('field', (name, value, info) => {
      if (info.valueTruncated || info.nameTruncated) fail('body_too_large', name);
      else fields[name] = value;
    });
    parser.on('file', (name, stream) => {
      if (name !== 'photo') {
        stream.resume();
        fail('bad_request', name);
      } else keep(stream);
    });
    parser.on('filesLimit', () => fail('too_many_photos', 'photo'));
    parser.on('fieldsLimit', () => fail('bad_request'));
    parser.on('partsLimit', () => fail('bad_request'));
    parser.on('error', () => fail('bad_request'));
    parser.on('close', () => settle(() => resolve({ fields, photos })));
    request.on('error', () => fail('bad_request'));
    request.on('close', () => {
      if (!request.complete) fail('bad_request');
    });
    request.setTimeout(SILENCE_MS, () => {
      fail('bad_request');
      request.destroy();
    });
    request.pipe(parser);
  });
}

/** Lets the rest of a request through, but no more than a whole form. */
function drain(request: IncomingMessage, done: () => void): void {
  if (request.complete || request.destroyed) {
    request.resume();
    done();
    return;
  }
  let left = MOST_FORM_BYTES;
  request.on('data', (chunk: Buffer) => {
    left -= chunk.length;
    if (left < 0) done();
  });
  request.once('end', done).once('close', done);
  request.resume();
}

function makeParser(request: IncomingMessage): busboy.Busboy | null {
  try {
    return busboy({
      headers: request.headers,
      defParamCharset: 'utf8',
      limits: {
        files: WIRE.photosPerUpload,
        fileSize: WIRE.photoUploadBytes,
        fields: MOST_FIELDS,
        fieldNameSize: 100,
        fieldSize: WIRE.httpBodyBytes,
        parts: MOST_FIELDS + WIRE.photosPerUpload + 1,
        headerPairs: 50,
      },
    });
  } catch {
    return null;
  }
}
