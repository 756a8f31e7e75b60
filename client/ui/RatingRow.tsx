import { type Component, createUniqueId, For, Show } from 'solid-js';
import { cx } from './cx.ts';
import { Icon } from './Icon.tsx';
import styles from './RatingRow.module.css';

export type Grade = 1 | 2 | 3 | 4 | 5;
export const GRADES: readonly Grade[] = [1, 2, 3, 4, 5];

export interface RatingRowProps {
  label: string;
  hint?: string | undefined;
  value: Grade | undefined;
  onValue: (grade: Grade) => void;
  /** The word under each figure, from 1 to 5. */
  words: readonly [string, string, string, string, string];
  error?: string | undefined;
  disabled?: boolean | undefined;
  name?: string | undefined;
}

const asGrade = (key: string): Grade | undefined => GRADES.find((grade) => String(grade) === key);

/**
 * One dimension rated from 1 to 5: five equal cells, figure and word together (rule U4). Native radios under the cells
 * bring arrow keys and form behaviour; a figure key chooses directly.
 */
export const RatingRow: Component<RatingRowProps> = (props) => {
  const id = createUniqueId();
  const inputs = new Map<Grade, HTMLInputElement>();
  const byFigure = (event: KeyboardEvent): void => {
    const grade = asGrade(event.key);
    if (grade === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    inputs.get(grade)?.focus();
    props.onValue(grade);
  };
  const described = (): string | undefined =>
    [props.hint && `${id}-hint`, props.error && `${id}-error`].filter(Boolean).join(' ') || undefined;
  return (
    <fieldset
      class={cx(styles.row, Boolean(props.error) && styles.invalid)}
      role="radiogroup"
      aria-describedby={described()}
      aria-invalid={props.error ? 'true' : undefined}
      aria-required="true"
      disabled={props.disabled ?? false}
    >
      <legend class={styles.legend}>{props.label}</legend>
      <Show when={props.hint}>
        <p id={`${id}-hint`} class={styles.hint}>
          {props.hint}
        </p>
      </Show>
      <div class={styles.five} onKeyDown={byFigure}>
        <For each={GRADES}>
          {(grade) => (
            <label class={styles.cell}>
              <input
                ref={(element) => inputs.set(grade, element)}
                type="radio"
                class={styles.input}
                name={props.name ?? id}
                value={grade}
                checked={props.value === grade}
                onChange={() => props.onValue(grade)}
              />
              <span class={styles.face}>
                <Icon class={styles.check} name="check" size={12} />
                <span class={styles.figure}>{grade}</span>
                <span class={styles.word}>{props.words[grade - 1]}</span>
              </span>
            </label>
          )}
        </For>
      </div>
      <div aria-live="polite">
        <Show when={props.error}>
          <p id={`${id}-error`} class={styles.error}>
            <Icon name="error" size={14} />
            {props.error}
          </p>
        </Show>
      </div>
    </fieldset>
  );
};
