import { localDayNumber, localTime } from '../../shared/calendar/zone.ts';
import type { Instant } from '../../shared/ids.ts';
import { language } from './i18n.ts';
import { kitTexts } from './texts/index.ts';
import { isElsewhere, zone } from './zone.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A span on a clock: `22:18` (min:s) under an hour, then `3时34分`, then `5天`. Negative spans lose their sign. */
export function clockSpan(ms: number): string {
  const t = kitTexts().time;
  const span = Math.abs(ms);
  if (span < HOUR) {
    const seconds = Math.floor(span / SECOND);
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  }
  if (span < DAY) return t.hoursMinutes(Math.floor(span / HOUR), Math.floor((span % HOUR) / MINUTE));
  return t.days(Math.floor(span / DAY));
}

/** How long something took: `48分`, `3时12分`, `1天4时`. */
export function tookSpan(ms: number): string {
  const t = kitTexts().time;
  const span = Math.max(0, ms);
  if (span < HOUR) return t.minutes(Math.max(1, Math.floor(span / MINUTE)));
  if (span < DAY) return t.hoursMinutes(Math.floor(span / HOUR), Math.floor((span % HOUR) / MINUTE));
  return t.daysHours(Math.floor(span / DAY), Math.floor((span % DAY) / HOUR));
}

/** The age of a slip: 刚到, `31分`, `2时`, 昨天, `6月7日`. */
export function age(at: Instant, now: Instant): string {
  const t = kitTexts().time;
  const span = Math.max(0, now - at);
  if (span < MINUTE) return t.justNow;
  if (span < HOUR) return t.minutes(Math.floor(span / MINUTE));
  const days = localDay(now) - localDay(at);
  if (days <= 0 || span < 6 * HOUR) return t.hours(Math.floor(span / HOUR));
  return dayWord(at, days);
}

/** When something ended: `13:52` today, then 昨天, `6月7日`. */
export function dayTime(at: Instant, now: Instant): string {
  const days = localDay(now) - localDay(at);
  return days <= 0 ? clockTime(at) : dayWord(at, days);
}

/** `14:24` */
export const clockTime = (at: Instant): string => timeFormat(language(), zone().name).format(at);

/** `14:24` today, `昨天 14:24`, `6月7日 14:24`; a day to come has its date. */
export function timestamp(at: Instant, now: Instant): string {
  const days = localDay(now) - localDay(at);
  return days === 0 ? clockTime(at) : `${dayWord(at, days)} ${clockTime(at)}`;
}

/** Whose clock a box for a time means; nothing where the reader's own shows the same. */
export const whoseTime = (now: Instant): string | undefined =>
  isElsewhere(now) ? kitTexts().time.whose(zone().name) : undefined;

/** `3秒`, `2分`, `1时`: how old what is shown is. */
export function freshSpan(ms: number): string {
  const t = kitTexts().time;
  if (ms < MINUTE) return t.seconds(Math.max(0, Math.floor(ms / SECOND)));
  if (ms < HOUR) return t.minutes(Math.floor(ms / MINUTE));
  return ms < DAY ? t.hours(Math.floor(ms / HOUR)) : t.days(Math.floor(ms / DAY));
}

function dayWord(at: Instant, days: number): string {
  const t = kitTexts().time;
  if (days === 1) return t.yesterday;
  const { month, day } = localTime(at, zone());
  return t.monthDay(month, day);
}

/** Days since 1970 on the community's calendar. */
const localDay = (at: Instant): number => localDayNumber(at, zone());

const formats = new Map<string, Intl.DateTimeFormat>();
function timeFormat(locale: string, timeZone: string): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  formats.set(key, made);
  return made;
}
