const WINDOW_MS = 10_000;
/** Per connection; a person does not act faster, a broken client might. */
const MOST_PER_WINDOW = 100;

/** @returns asked once for each message: false for those beyond what one connection may send in ten seconds */
export function makePace(now: () => number): () => boolean {
  let count = 0;
  let since = 0;
  return () => {
    const at = now();
    // A clock that was set back must not lock anybody out.
    if (Math.abs(at - since) > WINDOW_MS) [count, since] = [0, at];
    count += 1;
    return count <= MOST_PER_WINDOW;
  };
}
