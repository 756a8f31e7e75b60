import type { JSX, ParentComponent } from 'solid-js';
import styles from './Sr.module.css';

/** Text for screen readers only. */
export const Sr: ParentComponent<{ id?: string | undefined }> = (props): JSX.Element => (
  <span id={props.id} class={styles.sr}>
    {props.children}
  </span>
);
