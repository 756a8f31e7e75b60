import type { AreaId } from '../../../shared/ids.ts';
import type { Member } from '../../../shared/people/member.ts';
import type { Hello } from '../../../shared/protocol/socket.ts';
import { tokenOf } from '../../access/cookie.ts';
import { processIdOf } from '../../bus/index.ts';
import type { Session } from '../../parts.ts';
import type { RealtimeDeps } from '../deps.ts';
import { NOTICE_TOPIC, type NoticeWord, roomsOf } from '../notifier.ts';
import type { Revocations } from '../revocations.ts';
import type { Boards } from '../yjs/boards.ts';
import { roomsOfChange, toChanged } from './changes.ts';
import { makeCommandEndpoint } from './commands.ts';
import { createGreeter } from './hello.ts';
import { languageOf } from './language.ts';
import { mountPublic } from './public.ts';
import { refuseConnection } from './refuse-connection.ts';
import { openSocketServer, type SocketServer } from './server.ts';

type MemberSocket = Parameters<Parameters<SocketServer['use']>[0]>[0];

/** What only this process knows of a connection: tokens never go to where broken-off connections are kept. */
interface Visitor {
  readonly token: string;
  readonly session: Session;
  boards: ReadonlySet<AreaId>;
}

export interface SocketRooms {
  beat(): void;
  close(): Promise<void>;
}

/** Signed-in people's commands and notices over Socket.IO, and the residents' line beside it (P50–P57). */
export function mountSocket(deps: RealtimeDeps, boards: Boards, revocations: Revocations): SocketRooms {
  const { bus, health, log, now, sessions } = deps;
  const { io, everywhere, close } = openSocketServer(deps.http, deps.config);
  const greeting = createGreeter(deps, boards);
  const visitors = new WeakMap<MemberSocket, Visitor>();
  const here = (): MemberSocket[] => [...io.of('/').sockets.values()];

  io.use((socket, next) => {
    const token = tokenOf(socket.handshake.headers.cookie);
    if (token === null) {
      next(refuseConnection('signed_out'));
      return;
    }
    sessions.find(token).then(
      (found) => {
        if (!found) {
          next(refuseConnection('session_expired'));
        } else if (socket.recovered && socket.data.memberId !== found.member._id) {
          // What somebody else missed is not for the one who signed in after them.
          next(refuseConnection('signed_out'));
        } else {
          socket.data.memberId = found.member._id;
          visitors.set(socket, { token, session: found.session, boards: new Set() });
          next();
        }
      },
      () => next(refuseConnection('unavailable')),
    );
  });

  const end = (socket: MemberSocket, reason: 'revoked' | 'expired' | 'changed'): void => {
    socket.emit('session_over', reason);
    socket.disconnect(true);
  };

  /** Rooms as the member's roles and areas are now: a recovered connection comes with those it had. */
  const seat = async (socket: MemberSocket, member: Member): Promise<void> => {
    const wanted = new Set([socket.id, ...roomsOf(member)]);
    for (const room of [...socket.rooms]) if (!wanted.has(room)) await socket.leave(room);
    await socket.join([...wanted]);
  };

  const greet = async (socket: MemberSocket): Promise<void> => {
    const visitor = visitors.get(socket);
    const found = visitor ? await sessions.find(visitor.token) : null;
    if (!visitor || !found || revocations.has(found.session.id)) {
      end(socket, 'expired');
      return;
    }
    await seat(socket, found.member);
    const hello: Hello = await greeting(found.member);
    visitor.boards = new Set(hello.boards.map(({ areaId }) => areaId));
    socket.emit('hello', hello);
  };
  const greetOrDrop = (socket: MemberSocket): void => {
    greet(socket).catch((error: unknown) => {
      log.warn({ err: error }, 'a hello failed; the client will connect again');
      // Closes the transport only: after a disconnect of the namespace the client would stay away.
      socket.conn.close();
    });
  };

  io.on('connection', (socket) => {
    const visitor = visitors.get(socket);
    if (!visitor) {
      end(socket, 'expired');
      return;
    }
    const answer = makeCommandEndpoint(deps, visitor.token, () => languageOf(socket.handshake));
    socket.on('command', (message: unknown, ack: unknown) => void answer(message, ack));
    greetOrDrop(socket);
  });

  /** Areas whose board moved in this turn. */
  const movedAreas = new Set<AreaId>();
  const tellMoved = (): void => {
    const areas = [...movedAreas];
    movedAreas.clear();
    for (const socket of here()) {
      if (areas.some((areaId) => visitors.get(socket)?.boards.has(areaId))) greetOrDrop(socket);
    }
  };

  const processId = processIdOf(bus);
  const stops = [
    deps.announcer.onChange((change) => {
      const rooms = roomsOfChange(change);
      // Every server hears every change by itself and tells its own people.
      if (rooms.length > 0) io.local.to(rooms).emit('changed', toChanged(change));
    }),
    bus.subscribe(NOTICE_TOPIC, (message) => {
      const { from, rooms, notice } = message as NoticeWord;
      // One server hands it to Socket.IO for all, which keeps it for those who are away for a moment.
      if (from === processId)
        everywhere()
          .to([...rooms])
          .emit('notice', notice);
    }),
    revocations.onRevoked((sessionIds, reason) => {
      for (const socket of here()) {
        const visitor = visitors.get(socket);
        if (visitor && sessionIds.has(visitor.session.id)) end(socket, reason);
      }
    }),
    health.onChange((writable) => io.local.emit('writable', writable)),
    boards.onMoved((areaId) => {
      if (movedAreas.size === 0) setImmediate(tellMoved);
      movedAreas.add(areaId);
    }),
  ];
  const residents = mountPublic(io, deps);

  return {
    beat: () => {
      const at = now();
      for (const socket of here()) {
        const visitor = visitors.get(socket);
        if (visitor && visitor.session.expiresAt <= at) end(socket, 'expired');
      }
    },
    close: async () => {
      for (const stop of stops) stop();
      residents.close();
      await close();
    },
  };
}
