import { type Component, For } from 'solid-js';
import styles from './Parts.module.css';

export interface PartsProps {
  total: number;
  done: number;
  /** "联办3份，已完成1份" */
  label: string;
}

/** The parts of a joint order as squares, filled when done. */
export const Parts: Component<PartsProps> = (props) => (
  <span class={styles.parts} role="img" aria-label={props.label} title={props.label}>
    <For each={Array.from({ length: props.total }, (_, index) => index < props.done)}>
      {(done) => <span class={styles.part} data-done={done} />}
    </For>
  </span>
);
