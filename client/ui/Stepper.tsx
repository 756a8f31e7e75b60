import { type Component, For, Show } from 'solid-js';
import { cx } from './cx.ts';
import { Icon } from './Icon.tsx';
import { Sr } from './Sr.tsx';
import styles from './Stepper.module.css';

export interface StepperProps {
  steps: readonly { id: string; label: string }[];
  /** Id of the step one is at; earlier ones are done. */
  current: string;
  label: string;
  /** Said after a finished step's name. */
  doneLabel: string;
  /** Going back to a finished step. */
  onStep?: ((id: string) => void) | undefined;
  class?: string | undefined;
}

export const Stepper: Component<StepperProps> = (props) => {
  const at = (): number => props.steps.findIndex((step) => step.id === props.current);
  return (
    <ol class={cx(styles.steps, props.class)} aria-label={props.label}>
      <For each={props.steps}>
        {(step, index) => {
          const done = (): boolean => index() < at();
          const face = () => (
            <>
              <span class={styles.mark} aria-hidden="true">
                <Show when={done()} fallback={index() + 1}>
                  <Icon name="check" size={12} />
                </Show>
              </span>
              <span class={styles.label}>{step.label}</span>
              <Show when={done()}>
                <Sr>{props.doneLabel}</Sr>
              </Show>
            </>
          );
          return (
            <li
              class={cx(styles.step, done() && styles.done)}
              aria-current={index() === at() ? 'step' : undefined}
            >
              <Show when={done() && props.onStep} fallback={<span class={styles.face}>{face()}</span>}>
                <button type="button" class={styles.face} onClick={() => props.onStep?.(step.id)}>
                  {face()}
                </button>
              </Show>
            </li>
          );
        }}
      </For>
    </ol>
  );
};
