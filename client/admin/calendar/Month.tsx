import { type Component, For, Show } from 'solid-js';
import type { CivilDate } from '../../../shared/calendar/types.ts';
import { named } from '../../kit/i18n.ts';
import { spansText } from '../form/spans.ts';
import { WEEKDAYS } from '../members/HoursField.tsx';
import { t } from '../words.ts';
import styles from './calendar.module.css';
import { type CalendarDay, type CalendarMonth, namedRuns } from './days.ts';

interface MonthProps {
  readonly year: number;
  readonly month: CalendarMonth;
  readonly today: CivilDate;
  /** The day the Tab key stops at. */
  readonly stop: CivilDate;
  readonly editable: boolean;
  readonly onKey: (event: KeyboardEvent, date: CivilDate) => void;
  readonly onFocus: (date: CivilDate) => void;
  readonly onOpen: (date: CivilDate) => void;
}

/** A month of seven columns, Monday first. Arrow keys walk, Enter opens a day. */
export const Month: Component<MonthProps> = (props) => {
  const says = (day: CalendarDay): string =>
    t().calendar.says({
      date: t().calendar.date(props.month.month, day.day),
      weekday: t().weekdays[day.weekday] ?? '',
      kind: t().calendar.kinds[day.kind],
      name: day.name ? named(day.name) : '',
      hours: spansText(day.spans, ''),
      byHand: day.correction !== null,
    });
  const cell = (day: CalendarDay) => (
    <button
      type="button"
      id={`day-${day.date}`}
      class={styles.day}
      classList={{
        [styles[day.kind] ?? '']: true,
        [styles.corrected ?? '']: day.correction !== null,
        [styles.today ?? '']: day.date === props.today,
      }}
      aria-label={says(day)}
      aria-current={day.date === props.today ? 'date' : undefined}
      aria-disabled={props.editable ? undefined : 'true'}
      title={day.name ? named(day.name) : undefined}
      tabIndex={day.date === props.stop ? 0 : -1}
      onKeyDown={(event) => props.onKey(event, day.date)}
      onFocus={() => props.onFocus(day.date)}
      onClick={() => {
        if (props.editable) props.onOpen(day.date);
      }}
    >
      {day.day}
      <Show when={t().calendar.marks[day.kind]}>
        {(mark) => (
          <span class={styles.mark} aria-hidden="true">
            {mark()}
          </span>
        )}
      </Show>
    </button>
  );
  return (
    <section class={styles.month} aria-label={t().calendar.month(props.year, props.month.month)}>
      <h2>{t().calendar.monthName(props.month.month)}</h2>
      <div class={styles.grid}>
        <For each={WEEKDAYS}>
          {(weekday) => (
            <span class={styles.weekday} aria-hidden="true">
              {t().weekdayLetters[weekday]}
            </span>
          )}
        </For>
        <For each={Array.from({ length: props.month.lead })}>{() => <span />}</For>
        <For each={props.month.days}>{cell}</For>
      </div>
      <ul class={styles.runs}>
        <For each={namedRuns(props.month)}>
          {(run) => (
            <li>
              <b>{run.from === run.to ? run.from : `${run.from}–${run.to}`}</b>{' '}
              {run.name ? named(run.name) : ''} {t().calendar.short[run.kind]}
            </li>
          )}
        </For>
      </ul>
    </section>
  );
};
