import { type ParentComponent, Show } from 'solid-js';
import styles from './me.module.css';

/** A setting: what it is on the left, its switch on the right. */
export const Row: ParentComponent<{ readonly label: string; readonly note?: string }> = (props) => (
  <div class={styles.row}>
    <div class={styles.words}>
      <p class={styles.label}>{props.label}</p>
      <Show when={props.note}>
        <p class={styles.note}>{props.note}</p>
      </Show>
    </div>
    {props.children}
  </div>
);
