import { type Component, createMemo, createSignal, For, onCleanup, Show } from 'solid-js';
import type { CivilDate } from '../../../shared/calendar/types.ts';
import { localTime } from '../../../shared/calendar/zone.ts';
import type { CalendarYear } from '../../../shared/protocol/admin.ts';
import { api } from '../../kit/api.ts';
import { useFeedback } from '../../kit/feedback.ts';
import { createLoaded } from '../../kit/loaded.ts';
import { useStaff } from '../../kit/staff.ts';
import { zone } from '../../kit/zone.ts';
import { Banner, Button, IconButton } from '../../ui/index.ts';
import { attemptOrSay } from '../attempt.ts';
import { Shown, Topic } from '../frame/Topic.tsx';
import { useOffice } from '../office.ts';
import { ADMIN } from '../paths.ts';
import { t } from '../words.ts';
import styles from './calendar.module.css';
import { DayForm } from './DayForm.tsx';
import { dayAfterKey, isKnown, monthsOf } from './days.ts';
import { Month } from './Month.tsx';

const FIRST = 2000;
const LAST = 2100;

/** A year of working days, holidays and 调休 workdays, put right by pressing a day. */
export const Calendar: Component = () => {
  const office = useOffice();
  const { toast } = useFeedback();
  const { connection } = useStaff();
  const [year, setYear] = createSignal(localTime(Date.now(), zone()).year);
  const [focused, setFocused] = createSignal<CivilDate>();
  const [doing, setDoing] = createSignal<{ readonly date: CivilDate | null }>();
  const loaded = createLoaded(() => api.get<CalendarYear>(ADMIN.year(year())));
  onCleanup(connection.onHello(() => void loaded.reload()));
  const editable = (): boolean => office.self().whole;
  const months = createMemo(() => {
    const shown = loaded.value();
    return shown ? monthsOf(shown) : [];
  });
  const days = createMemo(
    () => new Map(months().flatMap((month) => month.days.map((day) => [day.date, day]))),
  );
  const workdays = () => [...days().values()].filter((day) => day.spans.length > 0).length;
  /** The one day the Tab key stops at. */
  const stop = (): CivilDate => {
    const at = focused();
    if (at && days().has(at)) return at;
    const today = loaded.value()?.today ?? '';
    return days().has(today) ? today : `${year()}-01-01`;
  };
  const go = (to: number): void => {
    setYear(Math.min(LAST, Math.max(FIRST, to)));
    void loaded.reload();
  };
  const byKey = (event: KeyboardEvent, date: CivilDate): void => {
    const next = dayAfterKey(date, event.key);
    if (next === null) return;
    event.preventDefault();
    setFocused(next);
    document.getElementById(`day-${next}`)?.focus();
  };
  const confirm = (confirmed: boolean) =>
    attemptOrSay(toast, async () => {
      await api.put(ADMIN.confirmYear(year()), { confirmed });
      await loaded.reload();
    });
  return (
    <Topic
      title={t().pages.calendar}
      lead={editable() ? t().calendar.lead : t().calendar.leadReadOnly}
      tools={
        <>
          <div class={styles.years} role="group" aria-label={t().calendar.whichYear}>
            <IconButton
              icon="chevron-left"
              label={t().calendar.yearBefore}
              disabled={year() <= FIRST}
              onClick={() => go(year() - 1)}
            />
            <b aria-live="polite">{t().calendar.year(year())}</b>
            <IconButton
              icon="chevron-right"
              label={t().calendar.yearAfter}
              disabled={year() >= LAST}
              onClick={() => go(year() + 1)}
            />
          </div>
          <Show when={editable()}>
            <Button variant="primary" icon="add" onClick={() => setDoing({ date: null })}>
              {t().calendar.add}
            </Button>
          </Show>
        </>
      }
    >
      <Shown of={loaded}>
        {(shown) => (
          <>
            <Show when={!isKnown(shown())}>
              <Banner
                icon="alert"
                role="alert"
                class={styles.banner}
                title={t().calendar.unknown(shown().year)}
                action={
                  <Show when={editable()}>
                    <Button onClick={() => void confirm(true)}>{t().calendar.confirm(shown().year)}</Button>
                  </Show>
                }
              >
                {t().calendar.unknownNext}
              </Banner>
            </Show>
            <Show when={shown().confirmed && !shown().publishedPlan}>
              <Banner
                icon="check"
                tone="plain"
                class={styles.banner}
                title={t().calendar.confirmed(shown().year)}
                action={
                  <Show when={editable()}>
                    <Button size="small" onClick={() => void confirm(false)}>
                      {t().calendar.unconfirm}
                    </Button>
                  </Show>
                }
              />
            </Show>
            <div class={styles.legend}>
              <span class={styles.sum}>{t().calendar.workdays(workdays())}</span>
              <For each={['holiday', 'make_up', 'own_hours'] as const}>
                {(kind) => (
                  <span class={styles.key}>
                    <span class={`${styles.sample} ${styles[kind]}`} aria-hidden="true">
                      {t().calendar.marks[kind]}
                    </span>
                    {t().calendar.kinds[kind]}
                  </span>
                )}
              </For>
              <span class={styles.key}>
                <span class={`${styles.sample} ${styles.corrected}`} aria-hidden="true" />
                {t().calendar.byHand}
              </span>
            </div>
            <div class={styles.months}>
              <For each={months()}>
                {(month) => (
                  <Month
                    year={shown().year}
                    month={month}
                    today={shown().today}
                    stop={stop()}
                    editable={editable()}
                    onKey={byKey}
                    onFocus={setFocused}
                    onOpen={(date) => setDoing({ date })}
                  />
                )}
              </For>
            </div>
            <Show when={doing()} keyed>
              {(one) => (
                <DayForm
                  year={shown()}
                  day={one.date === null ? null : (days().get(one.date) ?? null)}
                  onClose={() => setDoing(undefined)}
                  onSaved={() => {
                    setDoing(undefined);
                    void loaded.reload();
                  }}
                  newest={async () => {
                    await loaded.reload();
                    return one.date === null ? null : (days().get(one.date) ?? null);
                  }}
                />
              )}
            </Show>
          </>
        )}
      </Shown>
    </Topic>
  );
};
