/** What crosses between processes. `from` names the sender, who has already heard its own message. */
export interface Envelope {
  readonly from: string;
  readonly topic: string;
  readonly message: unknown;
}

/** The way to the other processes. It may lose messages while it is down, and must say when it is back. */
export interface Wire {
  send(envelope: Envelope): void;
  close(): Promise<void>;
}

export interface WireEvents {
  readonly received: (envelope: Envelope) => void;
  /** The way is open, for the first time or after a time in which messages were lost; or another process fell silent. */
  readonly restored: () => void;
}
