import type { Component } from 'solid-js';
import { cx } from './cx.ts';
import styles from './Spinner.module.css';

/** A quarter turning. Says nothing by itself: whoever shows it also sets aria-busy or a sentence. */
export const Spinner: Component<{ class?: string | undefined }> = (props) => (
  <svg class={cx(styles.spinner, props.class)} viewBox="0 0 20 20" fill="none" aria-hidden="true">
    <circle cx="10" cy="10" r="7.5" stroke="currentColor" stroke-width="2.5" opacity="0.3" />
    <path d="M10 2.5a7.5 7.5 0 0 1 7.5 7.5" stroke="currentColor" stroke-width="2.5" stroke-linecap="round" />
  </svg>
);
