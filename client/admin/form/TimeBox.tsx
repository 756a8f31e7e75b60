import { type Component, createEffect, createSignal, on } from 'solid-js';
import { TextInput } from '../../ui/index.ts';
import styles from './form.module.css';
import { minutesOf, timeOf } from './spans.ts';

/**
 * A time of day in 24 hours, typed: `8:30`, `0830` and `8：30` are all taken. The system's own box writes AM and PM where its
 * language does, whatever the page's language is.
 */
export const TimeBox: Component<{
  readonly label: string;
  /** Minutes after midnight. */
  readonly value: number;
  readonly onValue: (minutes: number) => void;
  readonly disabled?: boolean;
}> = (props) => {
  const [typed, setTyped] = createSignal(timeOf(props.value));
  createEffect(
    on(
      () => props.value,
      (minutes) => void setTyped(timeOf(minutes)),
      { defer: true },
    ),
  );
  const leave = (): void => {
    const minutes = minutesOf(typed());
    if (minutes !== null && minutes !== props.value) props.onValue(minutes);
    setTyped(timeOf(minutes ?? props.value));
  };
  return (
    <TextInput
      class={styles.time}
      inputmode="numeric"
      autocomplete="off"
      maxLength={5}
      disabled={props.disabled ?? false}
      aria-label={props.label}
      value={typed()}
      onValue={setTyped}
      onBlur={leave}
      onKeyDown={(event) => {
        if (event.key === 'Enter') leave();
      }}
    />
  );
};
