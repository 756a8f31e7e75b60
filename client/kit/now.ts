import { type Accessor, createSignal } from 'solid-js';
import type { Instant } from '../../shared/ids.ts';

/** Server time as this page knows it. `now` ticks once a second on the server's full second and rests while the page is hidden. */
export interface Ticker {
  readonly now: Accessor<Instant>;
  /** Server time this moment, not reactive. */
  readonly instant: () => Instant;
  /** Told the server's time with every hello. */
  readonly adjust: (serverTime: Instant) => void;
  readonly stop: () => void;
}

/** A sample this much later than expected means that a clock was set, not that the network was quick. */
const CLOCK_SET = 2000;

export function makeTicker(local: () => Instant = Date.now): Ticker {
  let offset = 0;
  let sampled = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const instant = (): Instant => local() + offset;
  const [now, setNow] = createSignal(instant());

  const tick = (): void => {
    clearTimeout(timer);
    setNow(instant());
    if (document.hidden) return;
    timer = setTimeout(tick, 1000 - (instant() % 1000));
  };
  const adjust = (serverTime: Instant): void => {
    const sample = serverTime - local();
    // The way here only makes a sample too small, so the largest is the best, unless somebody set a clock.
    if (!sampled || sample > offset || offset - sample > CLOCK_SET) offset = sample;
    sampled = true;
    tick();
  };
  document.addEventListener('visibilitychange', tick);
  tick();
  return {
    now,
    instant,
    adjust,
    stop: () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', tick);
    },
  };
}

let shared: Ticker | undefined;

/** The one ticker of the page. */
export const ticker = (): Ticker => {
  shared ??= makeTicker();
  return shared;
};

/** Server time, once a second (reactive). */
export const now: Accessor<Instant> = () => ticker().now();
