import { createContext, createUniqueId, type ParentComponent, Show, useContext } from 'solid-js';
import { cx } from './cx.ts';
import styles from './Field.module.css';
import { Icon } from './Icon.tsx';

export interface FieldProps {
  label: string;
  /** Word beside the label, such as "optional". */
  aside?: string | undefined;
  hint?: string | undefined;
  /** One sentence that says what to do; its presence marks the control invalid. */
  error?: string | undefined;
  required?: boolean | undefined;
  /** public: 18px label for residents; desk: the dense default. */
  size?: 'desk' | 'public' | undefined;
  hideLabel?: boolean | undefined;
  class?: string | undefined;
}

interface FieldWiring {
  id: string;
  labelId: string;
  describedBy: () => string | undefined;
  invalid: () => boolean;
  required: () => boolean;
  size: () => 'desk' | 'public';
}

const Wiring = createContext<FieldWiring>();

/** The ids that a control inside a Field needs; a control outside any Field gets undefined and brings its own name. */
export const useField = (): FieldWiring | undefined => useContext(Wiring);

/** Label above, hint below it, control, then the error: wired by id whatever control is inside. */
export const Field: ParentComponent<FieldProps> = (props) => {
  const id = createUniqueId();
  const hintId = `${id}-hint`;
  const errorId = `${id}-error`;
  const wiring: FieldWiring = {
    id,
    labelId: `${id}-label`,
    describedBy: () => [props.hint && hintId, props.error && errorId].filter(Boolean).join(' ') || undefined,
    invalid: () => Boolean(props.error),
    required: () => props.required === true,
    size: () => props.size ?? 'desk',
  };
  return (
    <div class={cx(styles.field, props.size === 'public' && styles.public, props.class)}>
      <label id={wiring.labelId} for={id} class={cx(styles.label, props.hideLabel === true && styles.hidden)}>
        {props.label}
        <Show when={props.aside}>
          <span class={styles.aside}>{props.aside}</span>
        </Show>
      </label>
      <Show when={props.hint}>
        <p id={hintId} class={styles.hint}>
          {props.hint}
        </p>
      </Show>
      <Wiring.Provider value={wiring}>{props.children}</Wiring.Provider>
      <div aria-live="polite">
        <Show when={props.error}>
          <p id={errorId} class={styles.error}>
            <Icon name="error" size={14} />
            <span>{props.error}</span>
          </p>
        </Show>
      </div>
    </div>
  );
};
