import type { Span } from '../../../shared/calendar/types.ts';

const DAY_MINUTES = 1440;

/** `08:30`; the end of a day is `24:00`. */
export const timeOf = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** Minutes after midnight of a time as people type it, up to 24:00; null for anything else. */
export function minutesOf(text: string): number | null {
  const match = /^(\d{1,2})[:：.]?(\d{2})$/u.exec(text.normalize('NFKC').trim());
  const minutes = Number(match?.[1]) * 60 + Number(match?.[2]);
  return match && Number(match[2]) < 60 && minutes <= DAY_MINUTES ? minutes : null;
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
