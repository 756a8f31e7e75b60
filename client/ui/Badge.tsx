import type { Component } from 'solid-js';
import styles from './Badge.module.css';
import { cx } from './cx.ts';

/** A small count in ink. Hidden from screen readers: the control it sits on names the count. */
export const Badge: Component<{ count: number; class?: string | undefined }> = (props) => (
  <span class={cx(styles.badge, props.class)} aria-hidden="true">
    {props.count > 99 ? '99+' : props.count}
  </span>
);
