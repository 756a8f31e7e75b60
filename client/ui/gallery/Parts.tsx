import type { ParentComponent } from 'solid-js';
import styles from './gallery.module.css';

export const Section: ParentComponent<{ title: string; id: string }> = (props) => (
  <section id={props.id} class={styles.section} aria-label={props.title}>
    <h2>{props.title}</h2>
    {props.children}
  </section>
);

export const Row: ParentComponent = (props) => <div class={styles.row}>{props.children}</div>;
export const Grid: ParentComponent = (props) => <div class={styles.grid}>{props.children}</div>;
