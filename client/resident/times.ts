import { localDayNumber } from '../../shared/calendar/zone.ts';
import { language } from '../kit/i18n.ts';
import { zone } from '../kit/zone.ts';

const formatter = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat(language() === 'en' ? 'en-GB' : 'zh-CN', {
    timeZone: zone().name,
    hourCycle: 'h23',
    ...options,
  });

/** "10:02" today, otherwise with month and day. */
export function shortTime(at: number | string, now: number): string {
  const date = new Date(at);
  const sameDay = localDayNumber(date.getTime(), zone()) === localDayNumber(now, zone());
  return formatter(
    sameDay
      ? { hour: '2-digit', minute: '2-digit' }
      : { month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit' },
  ).format(date);
}
