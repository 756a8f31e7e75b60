import { type Component, For, type JSX, Show } from 'solid-js';
import styles from './Dot.module.css';

/** The dot that joins meta words. Screen readers get a comma's pause. */
export const Dot: Component = () => <span class={styles.dot}>, </span>;

/** Words joined by dots; empty ones are left out. */
export const Dotted: Component<{ items: readonly (JSX.Element | undefined)[] }> = (props) => (
  <For
    each={props.items.filter((item) => item !== undefined && item !== null && item !== false && item !== '')}
  >
    {(item, index) => (
      <>
        <Show when={index() > 0}>
          <Dot />
        </Show>
        {item}
      </>
    )}
  </For>
);
