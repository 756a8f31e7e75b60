import { type Component, For } from 'solid-js';
import { cx } from './cx.ts';
import styles from './Skeleton.module.css';

export interface SkeletonProps {
  shape?: 'text' | 'slip' | 'block' | 'circle' | undefined;
  /** How many, one below the other; the last line of text is shorter. */
  count?: number | undefined;
  class?: string | undefined;
}

/** Where something will be. Hidden from screen readers: the region around it is aria-busy. */
export const Skeleton: Component<SkeletonProps> = (props) => (
  <span class={cx(styles.stack, props.class)} aria-hidden="true">
    <For each={Array.from({ length: props.count ?? 1 }, (_, index) => index)}>
      {() => <span class={cx(styles.bone, styles[props.shape ?? 'text'])} />}
    </For>
  </span>
);
