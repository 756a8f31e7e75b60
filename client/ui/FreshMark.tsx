import { type Component, Show } from 'solid-js';
import { cx } from './cx.ts';
import { Dot } from './Dot.tsx';
import styles from './FreshMark.module.css';
import { Icon } from './Icon.tsx';

export interface FreshMarkProps {
  /** live: agrees with the server; stale: reconnecting, what is shown may be old; offline: no network. */
  state: 'live' | 'stale' | 'offline';
  /** "实时" */
  text: string;
  /** "2秒前更新", after a dot. */
  age?: string | undefined;
  /** Longer explanation as a tooltip. */
  detail?: string | undefined;
  class?: string | undefined;
}

/** How fresh what is shown is: a breathing dot, a hollow one, or a struck-out antenna, always with words. */
export const FreshMark: Component<FreshMarkProps> = (props) => (
  <span
    class={cx(styles.mark, styles[props.state], props.class)}
    title={props.detail}
    data-state={props.state}
  >
    <Show when={props.state !== 'offline'} fallback={<Icon name="offline" size={14} />}>
      <span class={styles.dot} aria-hidden="true" />
    </Show>
    <span>
      {props.text}
      <Show when={props.age}>
        <span class={styles.age}>
          <Dot />
          {props.age}
        </span>
      </Show>
    </span>
  </span>
);
