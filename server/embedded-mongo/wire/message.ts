import { onDemand } from 'bson';
import { decode } from '../bson/codec.ts';
import { ELEMENT } from '../bson/part.ts';
import { SentDocument } from '../bson/sent.ts';
import type { Document } from '../bson/values.ts';
import { isDocument, setOwn } from '../bson/values.ts';

/** MongoDB's own limit, told to drivers by `hello`. */
export const MAX_MESSAGE_BYTES = 48_000_000;
export const HEADER_BYTES = 16;

const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;
const CHECKSUM_PRESENT = 1;
const MORE_TO_COME = 2;

/** A message no MongoDB driver sends: the connection is closed. */
export class ProtocolError extends Error {}

export interface Request {
  readonly id: number;
  /** OP_QUERY is only spoken in the handshake, but still is by every driver. */
  readonly kind: 'msg' | 'query';
  readonly command: Document;
  /** The documents of an insert as they were sent; behind the body they stand only here. */
  readonly sent: readonly SentDocument[] | undefined;
  /** False for unacknowledged writes. */
  readonly wantsReply: boolean;
}

/** Understands one whole message, header included. Throws ProtocolError, or a BSON error for broken documents. */
export function parseRequest(bytes: Buffer): Request {
  const id = bytes.readInt32LE(4);
  const operation = bytes.readInt32LE(12);
  if (operation === OP_MSG) return parseMessage(bytes, id);
  if (operation === OP_QUERY) return parseQuery(bytes, id);
  throw new ProtocolError(`unknown operation ${operation}`);
}

function parseQuery(bytes: Buffer, id: number): Request {
  const nameStart = HEADER_BYTES + 4;
  const nameEnd = bytes.indexOf(0, nameStart);
  if (nameEnd < 0) throw new ProtocolError('collection name without end');
  const name = bytes.toString('utf8', nameStart, nameEnd);
  const { document } = readDocument(bytes, nameEnd + 1 + 8);
  const wrapped = document['$query'];
  const command = isDocument(wrapped) ? wrapped : document;
  setOwn(command, '$db', name.slice(0, Math.max(0, name.indexOf('.'))));
  return { id, kind: 'query', command, sent: undefined, wantsReply: true };
}

function parseMessage(bytes: Buffer, id: number): Request {
  const flags = bytes.readUInt32LE(HEADER_BYTES);
  const end = bytes.length - (flags & CHECKSUM_PRESENT ? 4 : 0);
  let at = HEADER_BYTES + 4;
  let command: Document | undefined;
  let sent: SentDocument[] | undefined;
  const sequences: Sequence[] = [];
  while (at < end) {
    const kind = bytes[at];
    if (kind === 0) {
      const body = readDocument(bytes, at + 1);
      command = body.document;
      if ('insert' in command) sent ??= embeddedDocuments(bytes.subarray(at + 1, body.end));
      at = body.end;
    } else if (kind === 1) {
      const sequence = readSequence(bytes, at + 1);
      if (sequence.name === 'documents') sent = sequence.documents.map((one) => new SentDocument(one));
      else sequences.push(sequence);
      at = sequence.end;
    } else throw new ProtocolError(`unknown section ${String(kind)}`);
  }
  if (!command) throw new ProtocolError('message without a command');
  for (const { name, documents } of sequences)
    setOwn(
      command,
      name,
      documents.map((one) => decode(one)),
    );
  return { id, kind: 'msg', command, sent, wantsReply: !(flags & MORE_TO_COME) };
}

interface Sequence {
  readonly name: string;
  readonly documents: readonly Buffer[];
  readonly end: number;
}

function readSequence(bytes: Buffer, at: number): Sequence {
  const end = at + bytes.readInt32LE(at);
  const nameEnd = bytes.indexOf(0, at + 4);
  if (end > bytes.length || nameEnd < 0 || nameEnd >= end)
    throw new ProtocolError('document sequence of wrong length');
  const documents: Buffer[] = [];
  for (let next = nameEnd + 1; next < end; ) {
    const documentEnd = endOfDocument(bytes, next);
    documents.push(bytes.subarray(next, documentEnd));
    next = documentEnd;
  }
  return { name: bytes.toString('utf8', at + 4, nameEnd), documents, end };
}

/** The documents of an insert that stand in its body and not in a sequence behind it; undefined if they are no documents. */
function embeddedDocuments(body: Buffer): SentDocument[] | undefined {
  const array = elementsOf(body).find(({ name }) => name === 'documents');
  const items = array?.type === ELEMENT.array ? elementsOf(array.value) : [];
  return items.length > 0 && items.every(({ type }) => type === ELEMENT.object)
    ? items.map(({ value }) => new SentDocument(value))
    : undefined;
}

function elementsOf(document: Buffer): { type: number; name: string; value: Buffer }[] {
  return Array.from(
    onDemand.parseToElements(document),
    ([type, nameStart, nameLength, valueStart, valueLength]) => ({
      type,
      name: document.toString('utf8', nameStart, nameStart + nameLength),
      value: document.subarray(valueStart, valueStart + valueLength),
    }),
  );
}

function readDocument(bytes: Buffer, at: number): { document: Document; end: number } {
  const end = endOfDocument(bytes, at);
  return { document: decode(bytes.subarray(at, end)), end };
}

function endOfDocument(bytes: Buffer, at: number): number {
  if (at + 5 > bytes.length) throw new ProtocolError('message ends inside a document');
  const end = at + bytes.readInt32LE(at);
  if (end > bytes.length || end < at + 5) throw new ProtocolError('document of wrong length');
  return end;
}

/** The reply to a request, ready to send. */
export function frameReply(request: Pick<Request, 'id' | 'kind'>, replyId: number, body: Uint8Array): Buffer {
  const isMessage = request.kind === 'msg';
  const head = Buffer.alloc(isMessage ? HEADER_BYTES + 5 : HEADER_BYTES + 20);
  head.writeInt32LE(head.length + body.length, 0);
  head.writeInt32LE(replyId, 4);
  head.writeInt32LE(request.id, 8);
  head.writeInt32LE(isMessage ? OP_MSG : OP_REPLY, 12);
  if (!isMessage) {
    head.writeInt32LE(8, HEADER_BYTES);
    head.writeInt32LE(1, HEADER_BYTES + 16);
  }
  return Buffer.concat([head, body]);
}
