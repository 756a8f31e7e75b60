import type { Span } from './types.ts';

export const MINUTES_PER_DAY = 1440;
const NOON = 720;
/** A break this near to noon is the midday break. */
const MIDDAY_REACH = 90;

/** Spans cut to the day, in order, with those that touch or overlap joined; anything that is no span is left out. */
export function orderedSpans(spans: readonly Span[]): readonly Span[] {
  const inside = spans
    .map(({ from, to }) => ({ from: Math.max(0, from), to: Math.min(MINUTES_PER_DAY, to) }))
    .filter(({ from, to }) => from < to)
    .sort((a, b) => a.from - b.from);
  const joined: Span[] = [];
  for (const span of inside) {
    const last = joined.at(-1);
    if (last && span.from <= last.to) {
      joined[joined.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
    } else {
      joined.push(span);
    }
  }
  return joined;
}

/**
 * The working half days of a day, one or two, each from its first to its last working minute. They part at the break
 * nearest to noon; a day without a break near noon parts at 12:00. `spans` are ordered.
 */
export function halfDays(spans: readonly Span[]): readonly Span[] {
  const parting = middayOf(spans);
  const clip = (from: number, to: number): readonly Span[] =>
    orderedSpans(spans.map((span) => ({ from: Math.max(span.from, from), to: Math.min(span.to, to) })));
  return [clip(0, parting), clip(parting, MINUTES_PER_DAY)].flatMap((half) => {
    const first = half[0];
    const last = half.at(-1);
    return first && last ? [{ from: first.from, to: last.to }] : [];
  });
}

function middayOf(spans: readonly Span[]): number {
  let midday = NOON;
  let nearest = Number.POSITIVE_INFINITY;
  for (const [index, next] of spans.entries()) {
    const previous = spans[index - 1];
    if (!previous) continue;
    const distance = Math.max(previous.to - NOON, NOON - next.from, 0);
    if (distance <= MIDDAY_REACH && distance < nearest) {
      nearest = distance;
      midday = previous.to;
    }
  }
  return midday;
}
