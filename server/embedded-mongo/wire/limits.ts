/** What one client may take of the server before it is cut off, so that the others are served. */
export interface Limits {
  /** Connections at once; more are closed as they come. */
  readonly connections: number;
  /** How long a message may take to arrive as a whole, and a new connection to send its first. */
  readonly arrivalMs: number;
  /** How long a client may leave a reply unread. */
  readonly unreadMs: number;
  /** Bytes of unfinished messages over all connections. */
  readonly heldBytes: number;
}

export const LIMITS: Limits = {
  connections: 2000,
  arrivalMs: 30_000,
  unreadMs: 60_000,
  heldBytes: 512 * 1024 * 1024,
};
