import { DIMENSIONS, type Dimension } from '../../shared/rating/score.ts';

export type Figures = Readonly<Record<Dimension, number | null>> & {
  readonly month: string;
  readonly n: number;
};

/** Where a line's name stands: the month of its last figure, and how far from that figure, in pixels downwards. */
export interface NamePlace {
  /** -1 when the line has no figure at all. */
  readonly at: number;
  readonly shift: number;
}

/**
 * Names at the ends of the three lines, moved apart so that none covers another.
 * @param perPoint pixels for one point of the scale
 * @param height least distance between two names, in pixels
 */
export function apart(
  months: readonly Figures[],
  perPoint: number,
  height: number,
): Readonly<Record<Dimension, NamePlace>> {
  const ends = DIMENSIONS.map((dimension) => {
    const at = months.findLastIndex((row) => row[dimension] !== null);
    return { dimension, at, top: -(months[at]?.[dimension] ?? 0) * perPoint };
  }).sort((a, b) => a.top - b.top);
  const placed = ends.map(({ top }) => top);
  for (let i = 1; i < placed.length; i += 1) {
    const [above = 0, here = 0] = [placed[i - 1], placed[i]];
    const missing = height - (here - above);
    if (missing <= 0 || ends[i]?.at !== ends[i - 1]?.at) continue;
    // Half each way for the first pair; a third name only moves away from both.
    placed[i] = here + (i === 1 ? missing / 2 : missing);
    if (i === 1) placed[0] = above - missing / 2;
  }
  const place = (dimension: Dimension): NamePlace => {
    const i = ends.findIndex((end) => end.dimension === dimension);
    const end = ends[i];
    return end ? { at: end.at, shift: (placed[i] ?? end.top) - end.top } : { at: -1, shift: 0 };
  };
  return { speed: place('speed'), effect: place('effect'), attitude: place('attitude') };
}
