import { type Component, type JSX, Show } from 'solid-js';
import styles from './ColumnHeader.module.css';
import { cx } from './cx.ts';
import { type PieStatus, StatusPie } from './StatusPie.tsx';

export interface ColumnHeaderProps {
  status: PieStatus;
  name: string;
  count: number | string;
  limit?: number | undefined;
  /** "急 1"; leave it out when there are none. */
  urgent?: string | undefined;
  /** "超时 1"; leave it out when there are none. */
  overdue?: string | undefined;
  /** Anything else on the right, in meta ink. */
  aside?: JSX.Element;
  id?: string | undefined;
  class?: string | undefined;
}

export const ColumnHeader: Component<ColumnHeaderProps> = (props) => (
  <header class={cx(styles.header, props.class)}>
    <StatusPie status={props.status} />
    <h2 id={props.id} class={styles.name}>
      {props.name}
    </h2>
    <span class={styles.count}>
      {props.count}
      <Show when={props.limit}>{(limit) => <span class={styles.limit}>/{limit()}</span>}</Show>
    </span>
    <span class={styles.right}>
      <Show when={props.urgent}>
        <span class={styles.hot}>{props.urgent}</span>
      </Show>
      <Show when={props.overdue}>
        <span class={styles.hot}>{props.overdue}</span>
      </Show>
      {props.aside}
    </span>
  </header>
);
