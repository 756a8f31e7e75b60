import { WebSocket } from 'ws';
import { clock, pause, until } from './measure.ts';
import { serve } from './remote.ts';
import { type Change, seenByOrdinal, seenInBoard } from './seen.ts';

/**
 * Many viewers in one process. Each reads frames from its own socket and notes when they came; only after the measurement is
 * what the frames say decoded, once, because all viewers of a room are sent the same frames.
 */
interface Seat {
  readonly socket: WebSocket;
  /** The page's second connection, where it has one: its bytes count, its frames do not. */
  line: WebSocket | null;
  readonly arrivals: number[];
  bytesBefore: number;
}

export interface JoinCrowd {
  readonly kind: 'yjs' | 'socketio';
  /** `ws://…` of the room, or of the Socket.IO endpoint. */
  readonly address: string;
  readonly origin: string;
  /** A Socket.IO endpoint that each viewer is connected to as well, as a page is. */
  readonly line?: string;
  /** One viewer for each; the empty string for peers that ask for none. */
  readonly cookies: readonly string[];
}

export interface Seen {
  /** From the change to each viewer's socket, in ms: changes × viewers. */
  readonly latencies: Float32Array;
  /** Changes that some viewer never saw. */
  readonly missing: number;
  readonly bytesPerViewer: number;
  readonly framesPerViewer: number;
}

const SYNC_STEP_1 = new Uint8Array([0, 0, 1, 0]);
/** First bytes of a y-websocket frame: sync message, and which step of it. */
const isUpdate = (data: Buffer): boolean => data[0] === 0 && data[1] === 2;
const isFirstSync = (data: Buffer): boolean => data[0] === 0 && data[1] === 1;
/** Engine.IO message, Socket.IO event: `42[…]`. */
const isEvent = (data: Buffer): boolean => data[0] === 0x34 && data[1] === 0x32;

let seats: Seat[] = [];
/** What the first viewer was sent: until the measurement began, and since. */
let before: Buffer[] = [];
let frames: Buffer[] = [];
let kind: JoinCrowd['kind'] = 'yjs';

const skills = {
  async join(crowd: JoinCrowd): Promise<void> {
    kind = crowd.kind;
    seats = [];
    before = [];
    frames = [];
    for (let i = 0; i < crowd.cookies.length; i += 20)
      seats.push(
        ...(await Promise.all(crowd.cookies.slice(i, i + 20).map((cookie, n) => sit(crowd, cookie, i + n)))),
      );
  },
  begin(): void {
    for (const seat of seats) {
      seat.arrivals.length = 0;
      seat.bytesBefore = bytesOf(seat);
    }
    before.push(...frames);
    frames = [];
  },
  async finish(changes: readonly Change[]): Promise<Seen> {
    await quietness();
    const seenAt = kind === 'yjs' ? seenInBoard(before, frames, changes) : seenByOrdinal(changes);
    const latencies = new Float32Array(changes.length * seats.length);
    let filled = 0;
    let missing = 0;
    changes.forEach(({ at }, i) => {
      const ordinal = seenAt[i] ?? -1;
      let lost = false;
      for (const { arrivals } of seats) {
        const arrived = arrivals[ordinal];
        if (arrived === undefined) lost = true;
        else latencies[filled++] = arrived - at;
      }
      if (lost) missing += 1;
    });
    const sum = (of: (seat: Seat) => number): number => seats.reduce((total, seat) => total + of(seat), 0);
    return {
      latencies: latencies.subarray(0, filled),
      missing,
      bytesPerViewer: sum((seat) => bytesOf(seat) - seat.bytesBefore) / seats.length,
      framesPerViewer: sum(({ arrivals }) => arrivals.length) / seats.length,
    };
  },
  async leave(): Promise<void> {
    for (const { socket, line } of seats) {
      socket.terminate();
      line?.terminate();
    }
    seats = [];
    await pause(50);
  },
};
export type CrowdSkills = typeof skills;
serve(skills);

async function sit(crowd: JoinCrowd, cookie: string, place: number): Promise<Seat> {
  const headers = { Origin: crowd.origin, ...(cookie === '' ? {} : { Cookie: cookie }) };
  const socket = new WebSocket(crowd.address, { headers });
  const seat: Seat = { socket, line: null, arrivals: [], bytesBefore: 0 };
  const hear = (data: Buffer): void => {
    seat.arrivals.push(clock());
    if (place === 0) frames.push(data);
  };
  if (crowd.kind === 'socketio') {
    await greet(socket, hear);
    return seat;
  }
  await joinRoom(socket, hear, (first) => {
    if (place === 0) before.push(first);
  });
  if (crowd.line !== undefined) {
    seat.line = new WebSocket(crowd.line, { headers });
    await greet(seat.line, () => undefined);
  }
  return seat;
}

function joinRoom(
  socket: WebSocket,
  onUpdate: (data: Buffer) => void,
  onFirst: (data: Buffer) => void,
): Promise<void> {
  socket.once('open', () => socket.send(SYNC_STEP_1));
  return new Promise((resolve, reject) => {
    failWith(socket, reject);
    socket.on('message', (data: Buffer) => {
      if (isUpdate(data)) onUpdate(data);
      if (!isFirstSync(data)) return;
      onFirst(data);
      resolve();
    });
  });
}

/** Speaks as much Socket.IO as it takes to be let in and to stay. */
function greet(socket: WebSocket, onEvent: (data: Buffer) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    failWith(socket, reject);
    socket.on('message', (data: Buffer) => {
      const first = String.fromCharCode(data[0] ?? 0, data[1] ?? 0);
      if (isEvent(data)) onEvent(data);
      else if (first.startsWith('0')) socket.send('40');
      else if (first.startsWith('2')) socket.send('3');
      else if (first === '40') resolve();
      else if (first === '44') reject(new Error(`a viewer was refused: ${data.toString()}`));
    });
  });
}

function failWith(socket: WebSocket, reject: (error: Error) => void): void {
  socket.on('error', reject);
  socket.once('close', (code, reason) =>
    reject(new Error(`a viewer was closed with ${code} ${String(reason)}`)),
  );
}

/** Everything on the wire, frame headers included. */
function bytesOf({ socket, line }: Seat): number {
  const read = (one: WebSocket | null): number =>
    (one as unknown as { readonly _socket: { readonly bytesRead: number } } | null)?._socket.bytesRead ?? 0;
  return read(socket) + read(line);
}

/** Until nothing has come for a while. */
async function quietness(): Promise<void> {
  let seen = -1;
  let since = clock();
  await until(
    'the viewers to have read everything',
    () => {
      const now = seats.reduce((sum, { arrivals }) => sum + arrivals.length, 0);
      if (now !== seen) [seen, since] = [now, clock()];
      return clock() - since > 300;
    },
    60_000,
  );
}
