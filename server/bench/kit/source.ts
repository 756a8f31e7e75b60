import { clock } from './measure.ts';
import { atRate, type Skills } from './remote.ts';
import type { Change } from './seen.ts';

/** How fast a server makes changes by itself, and for how long. */
export interface Pace {
  readonly perSecond: number;
  readonly seconds: number;
  /** Counted from when the change was due (a server that cannot keep up is late) or from when it was made. */
  readonly from: 'due' | 'made';
}

/** A server that makes changes in its own process: what is measured is how they reach the viewers, and nothing before. */
export interface SourceSkills extends Skills {
  /** @returns the address of the server and what to put behind it for a viewer's socket */
  open(options: SourceOptions): Promise<{ readonly url: string; readonly path: string }>;
  run(pace: Pace): Promise<Change[]>;
}

export interface SourceOptions {
  readonly dataDir: string;
  readonly areaId: string;
  readonly cards: readonly SourceCard[];
}

/** An order's two states to go to and fro between, as the board shows them, and the half of its card that stays. */
export interface SourceCard {
  readonly orderId: string;
  readonly card: unknown;
  readonly states: readonly [readonly unknown[], readonly unknown[]];
}

/** Goes round the cards, each change with the card's next rev. */
export function makeRun(count: number, change: (card: number, rev: number) => string) {
  let made = 0;
  return async ({ perSecond, seconds, from }: Pace): Promise<Change[]> => {
    const changes: Change[] = [];
    await atRate(perSecond, seconds, (_, dueAt) => {
      const card = made % count;
      const rev = Math.floor(made / count) + 100;
      made += 1;
      const at = from === 'due' ? dueAt : clock();
      changes.push({ orderId: change(card, rev), rev, at });
    });
    return changes;
  };
}
