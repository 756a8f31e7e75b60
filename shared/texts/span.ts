import { DAY, HOUR, MINUTE } from '../calendar/zone.ts';
import type { DeadlineRule } from '../clocks/types.ts';
import type { Language } from './language.ts';
import { text } from './text.ts';

/** A span as a countdown shows it: `22:18` under an hour, `3时34分` under a day, then `5天`; the sign is the caller's. */
export function spanText(language: Language, ms: number): string {
  const span = Math.abs(ms);
  const two = (value: number): string => String(value).padStart(2, '0');
  if (span < HOUR) return `${Math.floor(span / MINUTE)}:${two(Math.floor((span % MINUTE) / 1000))}`;
  const english = language === 'en';
  if (span >= DAY) return `${Math.floor(span / DAY)}${english ? ' d' : '天'}`;
  const [hours, minutes] = [Math.floor(span / HOUR), Math.floor((span % HOUR) / MINUTE)];
  if (minutes === 0) return english ? `${hours} h` : `${hours}时`;
  return english ? `${hours} h ${two(minutes)}` : `${hours}时${two(minutes)}分`;
}

/** A deadline class in words: 不过晌, `3 个工作日`. */
export function deadlineText(language: Language, rule: DeadlineRule): string {
  switch (rule.kind) {
    case 'minutes':
      return text(language, 'deadline.minutes', { n: rule.minutes });
    case 'hours':
    case 'working_hours':
      return text(language, `deadline.${rule.kind}`, { n: rule.hours });
    case 'workdays':
      return text(language, 'deadline.workdays', { n: rule.days });
    case 'half_day':
    case 'overnight':
    case 'week':
    case 'until':
      break;
  }
  return text(language, `deadline.${rule.kind}`);
}
