import { type Component, For, Show } from 'solid-js';
import { CountdownRing, type RingState } from './CountdownRing.tsx';
import { cx } from './cx.ts';
import styles from './Due.module.css';

export interface DueProps {
  state: RingState;
  /** Share left, 0 to 1. */
  share?: number | undefined;
  /** The clock's name, with its verb where it has one: "响应 剩", "派单", "用时". */
  name: string;
  /** The time itself: "22:18", "超时 12分", "等配件". */
  value?: string | undefined;
  size?: 'desk' | 'field' | undefined;
  class?: string | undefined;
}

/** One clock on a stub: ring, name, time. */
export const Due: Component<DueProps> = (props) => (
  <span class={cx(styles.due, styles[props.state], props.size === 'field' && styles.field, props.class)}>
    <CountdownRing state={props.state} share={props.share} size={props.size === 'field' ? 24 : 20} />
    <span class={styles.words}>
      <span class={styles.name}>{props.name}</span>{' '}
      <Show when={props.value}>{(value) => <b class={styles.value}>{value()}</b>}</Show>
    </span>
  </span>
);

export interface ClockCell {
  key: string;
  state: RingState;
  share?: number | undefined;
  name: string;
  value: string;
  /** Met after its deadline: said in cinnabar, like everything that was overdue. */
  late?: boolean | undefined;
  /** The clock that runs now: larger, and the widest on a phone. */
  current?: boolean | undefined;
}

export interface ClockCellsProps {
  label: string;
  clocks: readonly ClockCell[];
  size?: 'desk' | 'field' | undefined;
  class?: string | undefined;
}

/** All clocks of an order side by side. */
export const ClockCells: Component<ClockCellsProps> = (props) => (
  <ul
    class={cx(styles.cells, props.size === 'field' && styles.fieldCells, props.class)}
    aria-label={props.label}
  >
    <For each={props.clocks}>
      {(clock) => (
        <li
          class={cx(
            styles.cell,
            clock.current === true && styles.current,
            clock.late === true && styles.late,
            styles[clock.state],
          )}
        >
          <CountdownRing state={clock.state} share={clock.share} size={props.size === 'field' ? 16 : 32} />
          <span class={styles.cellName}>{clock.name}</span>
          <span class={styles.cellValue}>{clock.value}</span>
        </li>
      )}
    </For>
  </ul>
);
