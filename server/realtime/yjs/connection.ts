import type { RawData, WebSocket } from 'ws';
import type { Member } from '../../../shared/people/member.ts';
import { CLOSE, WIRE } from '../../../shared/protocol/limits.ts';
import type { Session } from '../../parts.ts';
import { type Incoming, KEEP_ALIVE, readFrame } from './frames.ts';

/** A reader this far behind what it was sent last is cut off; it comes back and gets the present state in one piece. */
const MOST_BEHIND_BYTES = 1024 * 1024;
/** A person types and moves; a stock client gives back every awareness frame it gets, at most twenty a second. */
const FRAMES_PER_SECOND = 120;
/** The whole state again and again is what a broken client asks for. */
const WHOLE_SYNCS_PER_MINUTE = 20;
/** A peer that does not answer a close is cut off after this. */
const CLOSE_MS = 10_000;

export interface RoomConnection {
  readonly session: Session;
  readonly member: Member;
  /** Set by a room whose permissions may change while the connection lasts. */
  canWrite: boolean;
  /** The one awareness id this connection may speak for: the first it used. */
  clientId: number | null;
  readonly send: (frame: Buffer) => void;
  /** Sends a frame that may be large, counted so that it cannot be asked for without end. */
  readonly sendWhole: (frame: Buffer) => void;
  /** @param reason at most 123 bytes, shown to the client */
  readonly close: (code: number, reason?: string) => void;
  readonly onFrame: (handler: (frame: Incoming) => void) => void;
  readonly onClose: (handler: () => void) => void;
  /** Called every ten seconds: cuts off a peer that no longer answers, and lets none think the same of us. */
  readonly beat: (beatNumber: number) => void;
}

/** One WebSocket in one room: bounded both ways, read frame by frame, never throwing (Y40). */
export function makeConnection(socket: WebSocket, session: Session, member: Member): RoomConnection {
  let open = true;
  let answered = true;
  let sentSinceBeat = false;
  let allowedBehind = MOST_BEHIND_BYTES;
  let frames = 0;
  let wholes = 0;
  const handlers: (() => void)[] = [];

  const cut = (): void => {
    open = false;
    socket.terminate();
  };
  const close = (code: number, reason = ''): void => {
    if (!open) return;
    open = false;
    socket.close(code, reason);
    setTimeout(() => socket.terminate(), CLOSE_MS).unref();
  };
  const send = (frame: Buffer): void => {
    if (!open || socket.readyState !== socket.OPEN) return;
    if (socket.bufferedAmount > allowedBehind) {
      cut();
      return;
    }
    sentSinceBeat = true;
    socket.send(frame, SEND);
  };

  let window = 0;
  let minute = 0;
  const isTooFast = (): boolean => {
    const second = Math.floor(performance.now() / 1000);
    if (second !== window) {
      window = second;
      frames = 0;
    }
    frames += 1;
    return frames > FRAMES_PER_SECOND;
  };

  // The library has already begun to close; without a listener a protocol error would end the process.
  socket.on('error', () => undefined);
  socket.on('pong', () => {
    answered = true;
  });
  socket.on('close', () => {
    open = false;
    for (const handler of handlers.splice(0)) handler();
  });

  return {
    session,
    member,
    canWrite: false,
    clientId: null,
    send,
    sendWhole: (frame) => {
      const now = Math.floor(performance.now() / 60_000);
      if (now !== minute) {
        minute = now;
        wholes = 0;
      }
      wholes += 1;
      if (wholes > WHOLE_SYNCS_PER_MINUTE) {
        close(CLOSE.tooFast, 'asked for everything too often');
        return;
      }
      send(frame);
      allowedBehind = Math.max(allowedBehind, MOST_BEHIND_BYTES + 2 * frame.length);
    },
    close,
    onFrame: (handler) => {
      socket.on('message', (data: RawData, isBinary: boolean) => {
        if (!open) return;
        const bytes = toBytes(data);
        if (bytes.length > WIRE.yjsFrameBytes) {
          close(CLOSE.tooLarge, 'frame too large');
          return;
        }
        if (isTooFast()) {
          close(CLOSE.tooFast, 'too many frames');
          return;
        }
        try {
          if (!isBinary) throw new TypeError('text where bytes belong');
          handler(readFrame(bytes));
        } catch {
          close(CLOSE.refusedWrite, 'malformed frame');
        }
      });
    },
    onClose: (handler) => {
      if (open) handlers.push(handler);
      else handler();
    },
    beat: (beatNumber) => {
      if (!open) return;
      if (beatNumber % 2 === 0) {
        if (!answered) {
          cut();
          return;
        }
        answered = false;
        socket.ping();
      }
      if (!sentSinceBeat) send(KEEP_ALIVE);
      sentSinceBeat = false;
    },
  };
}

const SEND = { binary: true, compress: false } as const;

function toBytes(data: RawData): Uint8Array {
  if (Array.isArray(data)) return Buffer.concat(data);
  return data instanceof ArrayBuffer ? new Uint8Array(data) : data;
}
