import { type Component, createUniqueId, For, Show } from 'solid-js';
import { cx } from './cx.ts';
import styles from './RadioGroup.module.css';

export interface RadioOption {
  value: string;
  label: string;
  hint?: string | undefined;
  disabled?: boolean | undefined;
}

export interface RadioGroupProps {
  label: string;
  value: string;
  onValue: (value: string) => void;
  options: readonly RadioOption[];
  hint?: string | undefined;
  error?: string | undefined;
  disabled?: boolean | undefined;
  required?: boolean | undefined;
  /** row: side by side; cards: one bordered row each, for phones. */
  layout?: 'column' | 'row' | 'cards' | undefined;
  hideLabel?: boolean | undefined;
  class?: string | undefined;
}

/** Native radios, so arrow keys, forms and screen readers work as everywhere else. */
export const RadioGroup: Component<RadioGroupProps> = (props) => {
  const name = createUniqueId();
  const noteId = `${name}-note`;
  const note = (): string | undefined => props.error ?? props.hint;
  return (
    <fieldset
      class={cx(styles.group, styles[props.layout ?? 'column'], props.class)}
      role="radiogroup"
      aria-describedby={note() ? noteId : undefined}
      aria-invalid={props.error ? 'true' : undefined}
      aria-required={props.required ? 'true' : undefined}
      disabled={props.disabled ?? false}
    >
      <legend class={cx(styles.legend, props.hideLabel === true && styles.hidden)}>{props.label}</legend>
      <Show when={note()}>
        <p id={noteId} class={cx(styles.note, Boolean(props.error) && styles.error)}>
          {note()}
        </p>
      </Show>
      <div class={styles.options}>
        <For each={props.options}>
          {(option) => (
            <label class={styles.option}>
              <input
                type="radio"
                class={styles.input}
                name={name}
                value={option.value}
                checked={option.value === props.value}
                disabled={option.disabled ?? false}
                onChange={() => props.onValue(option.value)}
              />
              <span class={styles.dot} aria-hidden="true" />
              <span>
                {option.label}
                <Show when={option.hint}>
                  <span class={styles.hint}>{option.hint}</span>
                </Show>
              </span>
            </label>
          )}
        </For>
      </div>
    </fieldset>
  );
};
