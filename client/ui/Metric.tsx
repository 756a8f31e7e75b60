import { type Component, Show } from 'solid-js';
import { cx } from './cx.ts';
import styles from './Metric.module.css';

export interface MetricProps {
  label: string;
  /** "99.0"; the page passes its own word when there are no data, never 0. */
  value: string;
  unit?: string | undefined;
  /** Counts or n: "408/412", "n=386". Each rate shows them (rule U7). */
  count: string;
  /** `value` is a word because there are no data. */
  empty?: boolean | undefined;
  class?: string | undefined;
}

/** A rate with its counts. */
export const Metric: Component<MetricProps> = (props) => (
  <div class={cx(styles.metric, props.class)}>
    <div class={styles.label}>{props.label}</div>
    <div class={styles.line}>
      <span class={cx(styles.value, props.empty === true && styles.empty)}>
        {props.value}
        <Show when={props.unit}>
          <span class={styles.unit}>{props.unit}</span>
        </Show>
      </span>
      <span class={styles.count}>{props.count}</span>
    </div>
  </div>
);
