import type { ParentComponent } from 'solid-js';
import { cx } from './cx.ts';
import styles from './Kbd.module.css';

/** A key one may press. Hidden from screen readers: the control says it with aria-keyshortcuts where it matters. */
export const Kbd: ParentComponent<{ class?: string | undefined }> = (props) => (
  <kbd class={cx(styles.kbd, props.class)} aria-hidden="true">
    {props.children}
  </kbd>
);
