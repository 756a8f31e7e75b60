import type { Namespace, Server, Socket } from 'socket.io';
import type { MemberActor } from '../../../shared/order/actor.ts';
import type { ClientToServer, ServerToClient } from '../../../shared/protocol/socket.ts';
import type { Session } from '../../parts.ts';

/** What is known of a signed-in connection. */
export interface LineData {
  token: string;
  session: Session;
  /** Who follows an order; a member who changes loses the session and with it the connection. */
  follower?: MemberActor;
}
type None = Record<string, never>;

export type MemberServer = Server<ClientToServer, ServerToClient, None, LineData>;
export type MemberSpace = Namespace<ClientToServer, ServerToClient, None, LineData>;
export type MemberSocket = Socket<ClientToServer, ServerToClient, None, LineData>;
