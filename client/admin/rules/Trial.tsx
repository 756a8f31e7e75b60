import { type Component, createMemo, createSignal, For, Show } from 'solid-js';
import { parseCivil } from '../../../shared/calendar/civil.ts';
import { intlZone } from '../../../shared/calendar/intl-zone.ts';
import type { Span } from '../../../shared/calendar/types.ts';
import { makeCalendar } from '../../../shared/calendar/work-calendar.ts';
import { instantOnDay, localDate, localTime, minuteOfDay } from '../../../shared/calendar/zone.ts';
import { computeDeadline } from '../../../shared/clocks/deadline.ts';
import type { DeadlineRule } from '../../../shared/clocks/types.ts';
import type { CalendarYear } from '../../../shared/protocol/admin.ts';
import { deadlineText } from '../../../shared/texts/index.ts';
import { api } from '../../kit/api.ts';
import { language } from '../../kit/i18n.ts';
import { createLoaded } from '../../kit/loaded.ts';
import { zone } from '../../kit/zone.ts';
import { Field, TextInput } from '../../ui/index.ts';
import { calendarData } from '../calendar/days.ts';
import { TimeBox } from '../form/TimeBox.tsx';
import { ADMIN } from '../paths.ts';
import { t } from '../words.ts';
import styles from './rules.module.css';

const CLASSES: readonly DeadlineRule[] = [
  { kind: 'half_day' },
  { kind: 'overnight' },
  { kind: 'week' },
  { kind: 'workdays', days: 3 },
];

/** What the hours as they stand in the form lead to: a moment of submission, and when each class would be due. */
export const Trial: Component<{
  readonly week: readonly (readonly Span[])[];
  readonly makeUpDay: readonly Span[];
  readonly urgentMinutes: number;
}> = (props) => {
  const now = Date.now();
  const [date, setDate] = createSignal(localDate(now, zone()));
  const [minutes, setMinutes] = createSignal(minuteOfDay(now, zone()));
  const years = createLoaded(() => {
    const year = Number(date().slice(0, 4)) || localTime(now, zone()).year;
    return Promise.all([
      api.get<CalendarYear>(ADMIN.year(year)),
      api.get<CalendarYear>(ADMIN.year(year + 1)),
    ]);
  });
  const changeDate = (next: string): void => {
    const before = date().slice(0, 4);
    setDate(next);
    if (next.slice(0, 4) !== before && parseCivil(next) !== undefined) void years.reload();
  };
  const lines = createMemo(() => {
    const known = years.value();
    const day = parseCivil(date());
    if (!known || day === undefined) return [];
    const place = intlZone(known[0].zone);
    const calendar = makeCalendar({ ...calendarData(known), week: props.week, makeUpDay: props.makeUpDay });
    const start = instantOnDay(day, minutes(), place);
    const format = new Intl.DateTimeFormat(language() === 'en' ? 'en-GB' : 'zh-CN', {
      timeZone: place.name,
      month: 'short',
      day: 'numeric',
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    const urgent: DeadlineRule = { kind: 'minutes', minutes: props.urgentMinutes };
    return [...(props.urgentMinutes > 0 ? [urgent] : []), ...CLASSES].map((rule) => {
      const { dueAt, warnings } = computeDeadline(rule, start, calendar, place);
      return {
        name: rule === urgent ? t().rules.urgentTrial : deadlineText(language(), rule),
        due: format.format(dueAt),
        guessed: warnings.length > 0,
      };
    });
  });
  return (
    <aside class={styles.trial} aria-labelledby="trial">
      <h2 id="trial">{t().rules.trial}</h2>
      <p>{t().rules.trialLead}</p>
      <div class={styles.when}>
        <Field label={t().rules.trialDate}>
          <TextInput type="date" value={date()} onValue={changeDate} />
        </Field>
        <Field label={t().rules.trialTime}>
          <TimeBox label={t().rules.trialTime} value={minutes()} onValue={setMinutes} />
        </Field>
      </div>
      <dl class={styles.due}>
        <For each={lines()}>
          {(line) => (
            <div>
              <dt>{line.name}</dt>
              <dd>
                {line.due}
                <Show when={line.guessed}>
                  <span class={styles.guessed}>{t().rules.guessed}</span>
                </Show>
              </dd>
            </div>
          )}
        </For>
      </dl>
    </aside>
  );
};
