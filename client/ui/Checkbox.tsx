import { createEffect, createUniqueId, type ParentComponent, Show } from 'solid-js';
import styles from './Checkbox.module.css';
import { cx } from './cx.ts';
import { Icon } from './Icon.tsx';

export interface CheckboxProps {
  checked: boolean;
  onChange: (checked: boolean) => void;
  /** Some but not all of what it stands for. */
  mixed?: boolean | undefined;
  disabled?: boolean | undefined;
  hint?: string | undefined;
  error?: string | undefined;
  size?: 'desk' | 'field' | undefined;
  name?: string | undefined;
  /** Accessible name when there are no children (a table's row box). */
  label?: string | undefined;
  class?: string | undefined;
}

// `indeterminate` is a property without an attribute.
const setMixed = (element: HTMLInputElement, mixed: boolean): void => {
  element.indeterminate = mixed;
};

export const Checkbox: ParentComponent<CheckboxProps> = (props) => {
  const noteId = createUniqueId();
  const note = (): string | undefined => props.error ?? props.hint;
  return (
    <label
      class={cx(
        styles.row,
        props.size === 'field' && styles.field,
        props.disabled === true && styles.off,
        props.class,
      )}
    >
      <input
        type="checkbox"
        class={styles.input}
        name={props.name}
        checked={props.checked}
        ref={(element) => createEffect(() => setMixed(element, props.mixed ?? false))}
        disabled={props.disabled ?? false}
        aria-label={props.label}
        aria-describedby={note() ? noteId : undefined}
        aria-invalid={props.error ? 'true' : undefined}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
      <span class={styles.box} aria-hidden="true">
        <Icon class={styles.tick} name={props.mixed ? 'minus' : 'check'} size={12} />
      </span>
      <Show when={props.children}>
        <span class={styles.text}>
          {props.children}
          <Show when={note()}>
            <span id={noteId} class={cx(styles.hint, Boolean(props.error) && styles.error)}>
              {note()}
            </span>
          </Show>
        </span>
      </Show>
    </label>
  );
};
