import { type Component, createUniqueId, Show } from 'solid-js';
import { cx } from './cx.ts';
import styles from './ProgressBar.module.css';

export interface ProgressBarProps {
  label: string;
  /** Share done, 0 to 1; undefined while it cannot be known. */
  share: number | undefined;
  /** "1,204 / 2,816" */
  detail?: string | undefined;
  tone?: 'teal' | 'ochre' | undefined;
  class?: string | undefined;
}

export const ProgressBar: Component<ProgressBarProps> = (props) => {
  const id = createUniqueId();
  const percent = (): number | undefined =>
    props.share === undefined ? undefined : Math.round(Math.min(1, Math.max(0, props.share)) * 100);
  return (
    <div class={cx(styles.wrap, props.class)}>
      <div class={styles.words}>
        <span id={id} class={styles.label}>
          {props.label}
        </span>
        <Show when={props.detail}>
          <span class={styles.detail}>{props.detail}</span>
        </Show>
      </div>
      <div
        class={cx(styles.track, props.tone === 'ochre' && styles.ochre)}
        role="progressbar"
        aria-labelledby={id}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent()}
        aria-valuetext={props.detail}
      >
        <div
          class={cx(styles.fill, percent() === undefined && styles.unknown)}
          style={{ width: `${percent() ?? 30}%` }}
        />
      </div>
    </div>
  );
};
