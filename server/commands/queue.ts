import type { LoadedOrder } from './load.ts';

/** Waiting for one order, and for all of them together: beyond it a command is refused with `busy` (S8). */
const MOST_PER_ORDER = 500;
const MOST_WAITING = 5000;

/** What a command holds while it is its turn. */
export interface Turn {
  /**
   * The order as it is known to be at some moment since this command arrived, or undefined. Reading it again would tell a
   * command that waited nothing new: two hundred claims cost one read, one write and 199 cheap refusals.
   */
  known(): LoadedOrder | null | undefined;
  /** Remembers what was just read or committed, for whoever waits behind. */
  remember(order: LoadedOrder | null): void;
  forget(): void;
}

interface Line {
  waiting: number;
  tail: Promise<unknown>;
  known: { readonly order: LoadedOrder | null; readonly at: number } | null;
}

/** One command at a time for each order inside this process; `rev` decides between processes. */
export class OrderQueues {
  private readonly lines = new Map<string, Line>();
  private waiting = 0;
  private ticket = 0;

  /** @returns what `task` returns, or `busy` without calling it. */
  async run<T>(orderId: string, task: (turn: Turn) => Promise<T>): Promise<T | 'busy'> {
    const line = this.lines.get(orderId) ?? { waiting: 0, tail: Promise.resolve(), known: null };
    if (line.waiting >= MOST_PER_ORDER || this.waiting >= MOST_WAITING) return 'busy';
    this.lines.set(orderId, line);
    line.waiting += 1;
    this.waiting += 1;
    const turn = this.turnOf(line);
    const mine = line.tail.then(() => task(turn));
    line.tail = mine.catch(() => undefined);
    try {
      return await mine;
    } finally {
      line.waiting -= 1;
      this.waiting -= 1;
      if (line.waiting === 0) this.lines.delete(orderId);
    }
  }

  private turnOf(line: Line): Turn {
    this.ticket += 1;
    const arrived = this.ticket;
    return {
      known: () => (line.known && line.known.at > arrived ? line.known.order : undefined),
      remember: (order) => {
        this.ticket += 1;
        line.known = { order, at: this.ticket };
      },
      forget: () => {
        line.known = null;
      },
    };
  }
}
