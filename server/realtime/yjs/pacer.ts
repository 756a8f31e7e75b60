/** Of a busy time, sending takes at most one part in this many; the rest is for the commands that are being waited for. */
const PARTS = 5;
/** Nobody waits longer than this for what has happened. */
const LONGEST_REST_MS = 50;

export interface Pacer {
  /** The work is due; asked again before it is done, it is done once. */
  ask(): void;
  close(): void;
}

/**
 * Does work at the end of the turn in which it is asked for, and rests afterwards in proportion to how long it took (Y4):
 * the more viewers there are to send to, the more changes share a frame, and the less they keep the commands waiting.
 */
export function makePacer(work: () => void): Pacer {
  let immediate: NodeJS.Immediate | null = null;
  let timer: NodeJS.Timeout | null = null;
  let restUntil = 0;

  const run = (): void => {
    immediate = null;
    timer = null;
    const begun = performance.now();
    try {
      work();
    } finally {
      const now = performance.now();
      restUntil = now + Math.min(LONGEST_REST_MS, (now - begun) * (PARTS - 1));
    }
  };

  return {
    ask: () => {
      if (immediate || timer) return;
      const rest = restUntil - performance.now();
      // A timer is never early by less than a millisecond.
      if (rest < 1) immediate = setImmediate(run);
      else timer = setTimeout(run, rest);
    },
    close: () => {
      if (immediate) clearImmediate(immediate);
      if (timer) clearTimeout(timer);
      [immediate, timer] = [null, null];
    },
  };
}
