import type { Span } from '../../../shared/calendar/types.ts';

const DAY_MINUTES = 1440;

/** `08:30`; midnight at the end of a day is written 00:00, as time boxes know no 24:00. */
export function timeOf(minutes: number): string {
  const shown = minutes % DAY_MINUTES;
  return `${String(Math.floor(shown / 60)).padStart(2, '0')}:${String(shown % 60).padStart(2, '0')}`;
}

/** Minutes after midnight of a time box; null while it is incomplete. Midnight ends a span at 24:00. */
export function minutesOf(text: string, part: 'from' | 'to'): number | null {
  const match = /^(\d{2}):(\d{2})/.exec(text);
  if (!match) return null;
  const minutes = Number(match[1]) * 60 + Number(match[2]);
  return part === 'to' && minutes === 0 ? DAY_MINUTES : minutes;
}

/** What is offered as the next span: the afternoon after a morning, office hours on a free day. */
export function nextSpan(spans: readonly Span[]): Span {
  const last = spans.reduce((end, span) => Math.max(end, span.to), 0);
  if (last === 0) return { from: 510, to: 720 };
  const from = Math.min(last + 90, DAY_MINUTES - 30);
  return { from, to: Math.min(from + 240, DAY_MINUTES) };
}

/** `8:30–12:00、13:30–17:30` */
export const spansText = (spans: readonly Span[], free: string): string =>
  spans.length === 0 ? free : spans.map((span) => `${timeOf(span.from)}–${timeOf(span.to)}`).join('、');

/** Which span of a day cannot be: ends before it begins, or overlaps the one before. */
export function spansFault(spans: readonly Span[]): 'backwards' | 'overlap' | null {
  if (spans.some((span) => span.from >= span.to)) return 'backwards';
  const ordered = [...spans].sort((a, b) => a.from - b.from);
  return ordered.some((span, i) => span.from < (ordered[i - 1]?.to ?? 0)) ? 'overlap' : null;
}
