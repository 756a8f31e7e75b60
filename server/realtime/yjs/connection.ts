import type { RawData, WebSocket } from 'ws';
import type { Member } from '../../../shared/people/member.ts';
import { CLOSE, WIRE } from '../../../shared/protocol/limits.ts';
import type { Session } from '../../parts.ts';
import { makeAllowance } from './allowance.ts';
import { type Incoming, readFrame } from './frames.ts';

/** A reader this far behind is cut off; it comes back and gets the present state in one piece. */
const MOST_BUFFERED_BYTES = 4 * 1024 * 1024;
/** Control frames of the protocol are small; a first sync of notes may be as large as a document. */
const MOST_FRAME_BYTES = WIRE.yjsDocumentBytes + 1024;

export interface RoomConnection {
  readonly session: Session;
  member: Member;
  /** Set by a room whose permissions may change while the connection lasts. */
  canWrite: boolean;
  /** The one awareness id this connection may speak for: the first it used. */
  clientId: number | null;
  readonly send: (frame: Uint8Array) => void;
  readonly close: (code: number, reason?: string) => void;
  readonly onFrame: (handler: (frame: Incoming, bytes: number) => void) => void;
  readonly onClose: (handler: () => void) => void;
  alive: boolean;
  readonly ping: () => void;
}

/** One WebSocket in one room: bounded, read frame by frame, never throwing. */
export function makeConnection(socket: WebSocket, session: Session, member: Member): RoomConnection {
  let open = true;
  const allows = makeAllowance(() => performance.now());
  const close = (code: number, reason = ''): void => {
    if (!open) return;
    open = false;
    socket.close(code, reason.slice(0, 120));
    // A peer that does not answer the close is cut off.
    setTimeout(() => socket.terminate(), 2000).unref();
  };
  socket.on('error', () => undefined);
  const connection: RoomConnection = {
    session,
    member,
    canWrite: false,
    clientId: null,
    alive: true,
    send: (frame) => {
      if (!open || socket.readyState !== socket.OPEN) return;
      if (socket.bufferedAmount > MOST_BUFFERED_BYTES) {
        open = false;
        socket.terminate();
        return;
      }
      socket.send(frame, { binary: true }, () => undefined);
    },
    close,
    onFrame: (handler) => {
      socket.on('message', (data: RawData, binary: boolean) => {
        if (!open) return;
        const bytes = toBytes(data);
        if (!binary || bytes.length > MOST_FRAME_BYTES) {
          close(CLOSE.tooLarge);
          return;
        }
        let frame: Incoming;
        try {
          frame = readFrame(bytes);
        } catch {
          close(CLOSE.refusedWrite, 'malformed frame');
          return;
        }
        if (allows(frame.type)) handler(frame, bytes.length);
        else close(CLOSE.tooFast, 'too many frames');
      });
    },
    onClose: (handler) => {
      socket.once('close', () => {
        open = false;
        handler();
      });
    },
    ping: () => {
      if (!connection.alive) {
        open = false;
        socket.terminate();
        return;
      }
      connection.alive = false;
      socket.ping();
    },
  };
  socket.on('pong', () => {
    connection.alive = true;
  });
  return connection;
}

function toBytes(data: RawData): Uint8Array {
  if (Array.isArray(data)) return new Uint8Array(Buffer.concat(data));
  return data instanceof ArrayBuffer ? new Uint8Array(data) : new Uint8Array(data);
}
