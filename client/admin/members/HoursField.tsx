import { type Component, For, Show } from 'solid-js';
import type { Hours } from '../../../shared/people/member.ts';
import { SpansField } from '../form/SpansField.tsx';
import { spansText } from '../form/spans.ts';
import { t } from '../words.ts';
import styles from './members.module.css';

/** Monday first, as weeks are read; Sunday is 0. */
export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 0] as const;

const spansOf = (hours: readonly Hours[], weekday: number) =>
  hours.filter((one) => one.weekday === weekday).map(({ from, to }) => ({ from, to }));

export const hoursText = (hours: readonly Hours[]): string =>
  WEEKDAYS.filter((day) => spansOf(hours, day).length > 0)
    .map((day) => `${t().weekdays[day]} ${spansText(spansOf(hours, day), '')}`)
    .join(t().comma);

/** When a member can be sent, by weekday. None at all means always. */
export const HoursField: Component<{
  readonly value: readonly Hours[];
  readonly onValue: (hours: Hours[]) => void;
  readonly error?: string | undefined;
}> = (props) => (
  <fieldset class={styles.hours}>
    <legend>
      {t().members.hours} <span>{t().members.hoursHint}</span>
    </legend>
    <For each={WEEKDAYS}>
      {(weekday) => (
        <div class={styles.day}>
          <span aria-hidden="true">{t().weekdays[weekday]}</span>
          <SpansField
            label={t().weekdays[weekday] ?? ''}
            value={spansOf(props.value, weekday)}
            onValue={(spans) =>
              props.onValue([
                ...props.value.filter((one) => one.weekday !== weekday),
                ...spans.map((span) => ({ weekday, ...span })),
              ])
            }
          />
        </div>
      )}
    </For>
    <Show when={props.error}>
      <p class={styles.error} role="alert">
        {props.error}
      </p>
    </Show>
  </fieldset>
);
