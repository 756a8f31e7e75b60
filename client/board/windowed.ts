import { type Accessor, createEffect, createMemo, createSignal, onCleanup } from 'solid-js';

export interface Placed {
  readonly index: number;
  /** Pixels from the top of the list. */
  readonly top: number;
}

/** Tops of rows whose heights are known before anything is drawn; the last entry is the height of all. */
export function topsOf(heights: readonly number[]): number[] {
  const tops = [0];
  for (const height of heights) tops.push((tops.at(-1) ?? 0) + height);
  return tops;
}

/** Rows that touch the window between `from` and `to` pixels, and `more` on either side. */
export function inWindow(tops: readonly number[], from: number, to: number, more: number): Placed[] {
  const count = tops.length - 1;
  const first = Math.max(0, firstAfter(tops, from) - 1 - more);
  const last = Math.min(count, firstAfter(tops, to) + more);
  return Array.from({ length: Math.max(0, last - first) }, (_, i) => ({
    index: first + i,
    top: tops[first + i] ?? 0,
  }));
}

/** Index of the first top beyond a place, by halving. */
function firstAfter(tops: readonly number[], place: number): number {
  let [low, high] = [0, tops.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tops[middle] ?? 0) > place) high = middle;
    else low = middle + 1;
  }
  return low;
}

const MORE = 4;

/** A row of a list before it is drawn: its height in pixels is known, nothing is measured. */
export interface Tall {
  readonly key: string;
  readonly height: number;
}

const sameKeys = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((key, i) => key === b[i]);

/**
 * The rows of a scrolling element that are in sight, by key, whatever their number.
 * @param held a row that stays drawn wherever it is: it is being dragged, and dragging ends with its element
 */
export function createWindowed(
  element: Accessor<HTMLElement | undefined>,
  rows: Accessor<readonly Tall[]>,
  held: Accessor<string | null>,
) {
  const [seen, setSeen] = createSignal({ top: 0, height: 0 });
  createEffect(() => {
    const scroller = element();
    if (!scroller) return;
    const look = (): void => void setSeen({ top: scroller.scrollTop, height: scroller.clientHeight });
    const watcher = new ResizeObserver(look);
    watcher.observe(scroller);
    scroller.addEventListener('scroll', look, { passive: true });
    look();
    onCleanup(() => {
      watcher.disconnect();
      scroller.removeEventListener('scroll', look);
    });
  });
  const tops = createMemo(() => topsOf(rows().map((row) => row.height)));
  const places = createMemo(() => new Map(rows().map((row, index) => [row.key, index])));
  const keys = createMemo(
    () => {
      const shown = inWindow(tops(), seen().top, seen().top + seen().height, MORE).map(
        ({ index }) => rows()[index]?.key ?? '',
      );
      const kept = held();
      return kept !== null && places().has(kept) && !shown.includes(kept) ? [...shown, kept] : shown;
    },
    [],
    { equals: sameKeys },
  );
  return {
    height: () => tops().at(-1) ?? 0,
    /** Keys of the rows in sight. The same key keeps its element while others come and go around it. */
    keys,
    /** Place among all rows, from 0; -1 when it has left. */
    indexOf: (key: string): number => places().get(key) ?? -1,
    /** Pixels from the top of the list. */
    topOf: (key: string): number => tops()[places().get(key) ?? -1] ?? 0,
    reveal: (key: string): void => {
      const scroller = element();
      const index = places().get(key) ?? -1;
      const top = tops()[index];
      const bottom = tops()[index + 1];
      if (!scroller || top === undefined || bottom === undefined) return;
      if (top < scroller.scrollTop) scroller.scrollTop = top;
      else if (bottom > scroller.scrollTop + scroller.clientHeight)
        scroller.scrollTop = bottom - scroller.clientHeight;
    },
  };
}
