import type { IncomingMessage } from 'node:http';
import busboy from 'busboy';
import { WIRE } from '../../shared/protocol/limits.ts';
import { HttpFault } from '../http/fault.ts';

export interface ReceivedForm {
  readonly fields: Readonly<Record<string, string>>;
  readonly photos: readonly Buffer[];
}

/**
 * Reads a multipart form of text fields and `photo` files, all of it bounded.
 * @throws HttpFault `too_many_photos`, `photo_too_large`, `body_too_large` or `bad_request`
 */
export function receiveForm(request: IncomingMessage): Promise<ReceivedForm> {
  return new Promise((resolve, reject) => {
    const fields = Object.create(null) as Record<string, string>;
    const photos: Buffer[] = [];
    let fault: HttpFault | null = null;
    const fail = (code: HttpFault['code']): void => {
      fault ??= new HttpFault(code);
    };
    let parser: ReturnType<typeof busboy>;
    try {
      parser = busboy({
        headers: request.headers,
        defParamCharset: 'utf8',
        limits: {
          files: WIRE.photosPerUpload,
          fileSize: WIRE.photoUploadBytes,
          fields: 20,
          fieldSize: WIRE.httpBodyBytes,
          parts: 40,
        },
      });
    } catch {
      reject(new HttpFault('bad_request'));
      return;
    }
    parser.on('field', (name, value, info) => {
      if (info.valueTruncated) fail('body_too_large');
      fields[name] = value;
    });
    parser.on('file', (_name, stream) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('limit', () => fail('photo_too_large'));
      stream.on('end', () => photos.push(Buffer.concat(chunks)));
    });
    parser.on('filesLimit', () => fail('too_many_photos'));
    parser.on('fieldsLimit', () => fail('bad_request'));
    parser.on('error', () => {
      fail('bad_request');
      reject(fault ?? new HttpFault('bad_request'));
    });
    parser.on('close', () => {
      if (fault) reject(fault);
      else resolve({ fields, photos });
    });
    request.on('aborted', () => reject(new HttpFault('bad_request')));
    request.pipe(parser);
  });
}
