import type { Instant, MemberId } from '../../../shared/ids.ts';
import { WIRE } from '../../../shared/protocol/limits.ts';
import type { RoomConnection } from './connection.ts';
import { type AwarenessState, awarenessFrames, readStates } from './frames.ts';
import type { PresenceLink } from './presence-link.ts';

/** Twenty frames a second, however many people move at once: the latest of each wins. */
const FLUSH_MS = 1000 / WIRE.awarenessPerSecond;
/** A state of another server that is not renewed has lost its server. */
const REMOTE_LASTS_MS = 45_000;
/** How long the client id of somebody who left stays theirs: the stock provider may still give it back. */
const DEPARTED_MS = 60_000;
const GONE = 'null';

interface Present extends AwarenessState {
  readonly memberId: MemberId | null;
  /** Null: connected to another server. */
  readonly connection: RoomConnection | null;
  readonly heardAt: Instant;
}

export interface PresenceParts {
  readonly now: () => Instant;
  /** To every connection of the room. */
  readonly broadcast: (frame: Buffer) => void;
  /** Null where a room is alone in the world. */
  readonly link: PresenceLink | null;
}

/**
 * Who is in a room and what they do (Y20). Name and id are stamped here; a connection speaks only for its own client id, the
 * first it used; what is too large is dropped; many changes become one frame. Nothing is stored.
 */
export class RoomPresence {
  private readonly parts: PresenceParts;
  private readonly present = new Map<number, Present>();
  private readonly departed = new Map<number, { readonly memberId: MemberId; readonly at: Instant }>();
  private readonly changed = new Set<number>();
  /** Same state, later clock: a sign of life that can wait for the next beat. */
  private readonly renewed = new Set<number>();
  private timer: NodeJS.Timeout | null = null;

  constructor(parts: PresenceParts) {
    this.parts = parts;
    parts.link?.onStates((states) => this.hearRemote(states));
    parts.link?.onAsked(() => this.tellOthers(this.local()));
  }

  /** Everybody present, for somebody who has just come. */
  greet(connection: RoomConnection): void {
    for (const frame of awarenessFrames([...this.present.values()])) connection.send(frame);
  }

  /**
   * What a connection says, its own and what it merely gives back.
   * @throws when the message is malformed.
   */
  hear(connection: RoomConnection, message: Uint8Array): void {
    const own = readStates(message, (clientId) => this.maySpeakFor(connection, clientId));
    for (const state of own) this.hearOwn(connection, state);
  }

  leave(connection: RoomConnection): void {
    const { clientId } = connection;
    const present = clientId === null ? undefined : this.present.get(clientId);
    if (clientId === null || present?.connection !== connection) return;
    this.departed.set(clientId, { memberId: connection.member._id, at: this.parts.now() });
    this.remove(clientId);
  }

  /** Every ten seconds: passes on signs of life and forgets who has gone without a word. */
  beat(): void {
    const now = this.parts.now();
    for (const [clientId, { at }] of this.departed) {
      if (now - at > DEPARTED_MS) this.departed.delete(clientId);
    }
    for (const [clientId, { connection, heardAt }] of this.present) {
      if (connection === null && now - heardAt > REMOTE_LASTS_MS) this.remove(clientId);
    }
    const alive = [...this.renewed].flatMap((clientId) => this.present.get(clientId) ?? []);
    this.renewed.clear();
    for (const frame of awarenessFrames(alive)) this.parts.broadcast(frame);
    this.tellOthers(this.local());
  }

  end(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.tellOthers(this.local().map((state) => ({ ...state, json: GONE })));
    this.parts.link?.close();
    this.present.clear();
  }

  private maySpeakFor(connection: RoomConnection, clientId: number): boolean {
    if (connection.clientId !== null) return connection.clientId === clientId;
    const memberId = connection.member._id;
    const owner = this.present.get(clientId) ?? this.departed.get(clientId);
    // The same person may come back before the old connection is known to be dead.
    return owner === undefined || owner.memberId === memberId;
  }

  private hearOwn(connection: RoomConnection, state: AwarenessState): void {
    if (Buffer.byteLength(state.json) > WIRE.awarenessBytes) return;
    const { clientId, clock } = state;
    const known = this.present.get(clientId);
    const said = readState(state.json);
    if (said === null) {
      if (known?.connection === connection && clock >= known.clock) this.remove(clientId, clock);
      return;
    }
    const isTakeover = known !== undefined && known.connection !== connection;
    if (known && clock <= known.clock && !(isTakeover && clock === known.clock)) return;
    connection.clientId = clientId;
    const { _id, name } = connection.member;
    const json = JSON.stringify({ ...said, user: { id: _id, name } });
    this.departed.delete(clientId);
    this.present.set(clientId, {
      clientId,
      clock,
      json,
      memberId: _id,
      connection,
      heardAt: this.parts.now(),
    });
    if (known?.json === json) this.renewed.add(clientId);
    else this.markChanged(clientId);
  }

  /** States of another server, stamped there. */
  private hearRemote(states: readonly AwarenessState[]): void {
    const heardAt = this.parts.now();
    for (const { clientId, clock, json } of states) {
      const known = this.present.get(clientId);
      const isOwn = known !== undefined && known.connection !== null;
      if (json === GONE) {
        if (known && !isOwn && clock >= known.clock) this.remove(clientId, clock);
        continue;
      }
      // A client that moved to the other server goes on counting; an equal clock there is an old echo.
      if (known && (isOwn ? clock <= known.clock : clock < known.clock)) continue;
      const memberId = memberOf(json);
      this.present.set(clientId, { clientId, clock, json, memberId, connection: null, heardAt });
      if (known?.json !== json) this.markChanged(clientId);
      else if (known.clock < clock) this.renewed.add(clientId);
    }
  }

  /** Says that somebody has gone, at the clock others know: an equal clock with no state is taken as a leaving. */
  private remove(clientId: number, clock?: number): void {
    const known = this.present.get(clientId);
    if (!known) return;
    this.present.delete(clientId);
    this.renewed.delete(clientId);
    this.changed.delete(clientId);
    const gone: AwarenessState = { clientId, clock: Math.max(clock ?? 0, known.clock), json: GONE };
    for (const frame of awarenessFrames([gone])) this.parts.broadcast(frame);
    if (known.connection !== null) this.tellOthers([gone]);
  }

  private markChanged(clientId: number): void {
    this.changed.add(clientId);
    this.timer ??= setTimeout(() => this.flush(), FLUSH_MS);
  }

  private flush(): void {
    this.timer = null;
    const states = [...this.changed].flatMap((clientId) => this.present.get(clientId) ?? []);
    this.changed.clear();
    for (const frame of awarenessFrames(states)) this.parts.broadcast(frame);
    this.tellOthers(states.filter(({ connection }) => connection !== null));
  }

  private local(): Present[] {
    return [...this.present.values()].filter(({ connection }) => connection !== null);
  }

  private tellOthers(states: readonly AwarenessState[]): void {
    if (states.length === 0) return;
    this.parts.link?.tell(states.map(({ clientId, clock, json }) => ({ clientId, clock, json })));
  }
}

function memberOf(stamped: string): MemberId | null {
  const user = readState(stamped)?.['user'];
  return typeof user === 'object' && user !== null && 'id' in user && typeof user.id === 'string'
    ? user.id
    : null;
}

/** An awareness state is an object; anything else counts as having left. */
function readState(json: string): Record<string, unknown> | null {
  const value: unknown = JSON.parse(json);
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}
