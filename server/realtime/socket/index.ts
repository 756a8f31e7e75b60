import { Server } from 'socket.io';
import { WIRE } from '../../../shared/protocol/limits.ts';
import { type Language, pickLanguage } from '../../../shared/texts/index.ts';
import { tokenOf } from '../../access/cookie.ts';
import { onPlacesChanged } from '../../places.ts';
import type { RealtimeDeps } from '../deps.ts';
import type { Guest } from '../guests.ts';
import { NOTICE_TOPIC, type NoticeWord, roomsOf } from '../notifier.ts';
import type { Boards } from '../yjs/boards.ts';
import { roomsOfChange, toChanged } from './changes.ts';
import { makeCommandEndpoint } from './commands.ts';
import { makeFollowers } from './followers.ts';
import { makeHello } from './hello.ts';
import type { LineData, MemberServer, MemberSocket } from './line.ts';
import { guardOrigin } from './origin.ts';
import { mountPublic } from './public.ts';
import { guardRecovery } from './recovery.ts';
import { makeTeller } from './teller.ts';

/** An administrator seldom changes one thing only: pages look again once for all of it. */
const GREET_AFTER_MS = 300;
const RECOVERY_MS = 2 * 60_000;

/**
 * Signed-in people's commands and notices over Socket.IO, and the residents' line beside it (P50–P55). Every server speaks to
 * its own connections only and hears of the others by the bus: an adapter that sent through Redis would keep people waiting
 * for what their own server knows while Redis is away (Y33).
 */
export function mountSocket(deps: RealtimeDeps, boards: Boards) {
  const io: MemberServer = new Server(deps.http, {
    serveClient: false,
    destroyUpgrade: false,
    maxHttpBufferSize: WIRE.socketMessageBytes,
    pingInterval: 20_000,
    pingTimeout: 20_000,
    connectionStateRecovery: { maxDisconnectionDuration: RECOVERY_MS, skipMiddlewares: false },
  });

  guardOrigin(io, deps.config);
  guardRecovery(io.of('/'), deps.sessions, (data) => (data as Partial<LineData>).token ?? null);
  io.use((socket, next) => {
    const token = tokenOf(socket.handshake.headers.cookie);
    const found = token === null ? Promise.resolve(null) : deps.sessions.find(token);
    found
      .then((known) => {
        if (!known || token === null) {
          next(refusal(token === null ? 'signed_out' : 'session_expired'));
          return;
        }
        socket.data = { token, session: known.session };
        next();
      })
      .catch(() => next(refusal('unavailable')));
  });

  const greet = async (socket: MemberSocket): Promise<void> => {
    const found = await deps.sessions.find(socket.data.token);
    if (!found) {
      socket.emit('session_over', 'expired');
      socket.disconnect(true);
      return;
    }
    await socket.join(roomsOf(found.member));
    socket.emit('hello', await makeHello(deps, boards, found.member));
  };

  const followers = makeFollowers(io.of('/'), deps);

  io.on('connection', (socket) => {
    const language = (): Language => {
      const wished = (socket.handshake.auth as { readonly language?: unknown }).language;
      return pickLanguage(typeof wished === 'string' ? wished : socket.handshake.headers['accept-language']);
    };
    const answer = makeCommandEndpoint(deps, socket.data.token, language);
    socket.on('command', (message: unknown, ack: unknown) => void answer(message, ack));
    followers.listen(socket);
    greet(socket).catch((error: unknown) => {
      deps.log.warn({ err: error }, 'a hello failed; the client will connect again');
      socket.disconnect(true);
    });
  });

  const localSockets = (): MemberSocket[] => [...io.of('/').sockets.values()];
  const greetAll = (): void => {
    for (const socket of localSockets()) greet(socket).catch(() => undefined);
  };
  let greeting: NodeJS.Timeout | undefined;
  const teller = makeTeller((rooms, changes) => {
    // Socket.IO would pack, and keep for two minutes, what nobody is there to hear.
    const present = rooms.filter((room) => io.of('/').adapter.rooms.has(room));
    if (present.length > 0) io.local.to(present).emit('changed', changes);
  });
  const stops = [
    deps.announcer.onChange((change) => {
      teller.tell(roomsOfChange(change), toChanged(change));
      followers.tell(change.order);
    }),
    deps.bus.subscribe(NOTICE_TOPIC, (message) => {
      const { rooms, notice } = message as NoticeWord;
      io.local.to([...rooms]).emit('notice', notice);
    }),
    deps.health.onChange((writable) => io.local.emit('writable', writable)),
    // A board moved to another room: everybody learns the new one.
    boards.onMoved(greetAll),
    onPlacesChanged(deps.bus, () => {
      greeting ??= setTimeout(() => {
        greeting = undefined;
        greetAll();
      }, GREET_AFTER_MS);
    }),
  ];
  const residents = mountPublic(io, deps);

  return {
    io,
    eachGuest: (visit: (guest: Guest) => void): void => {
      for (const socket of localSockets()) {
        visit({
          session: socket.data.session,
          end: (reason) => {
            socket.emit('session_over', reason);
            socket.disconnect(true);
          },
        });
      }
    },
    close: async (): Promise<void> => {
      for (const stop of stops) stop();
      clearTimeout(greeting);
      teller.close();
      residents.close();
      io.disconnectSockets(true);
      io.engine.close();
      await Promise.resolve();
    },
  };
}

const refusal = (code: string): Error => Object.assign(new Error(code), { data: { code } });
