import { type Component, type JSX, Match, Switch } from 'solid-js';
import { cx } from './cx.ts';
import styles from './StatusPie.module.css';

export type PieStatus = 'new' | 'dispatched' | 'handling' | 'done' | 'closed' | 'declined' | 'merged';

const WEDGES: Partial<Record<PieStatus, string>> = {
  dispatched: 'M8 4.7A3.3 3.3 0 0 1 11.3 8H8Z',
  handling: 'M8 4.7a3.3 3.3 0 0 1 0 6.6Z',
  done: 'M8 8V4.7A3.3 3.3 0 1 1 4.7 8Z',
};

const Drawing: Component<{ status: PieStatus }> = (props): JSX.Element => (
  <Switch
    fallback={
      <>
        <circle cx="8" cy="8" r="6" />
        <path d={WEDGES[props.status] ?? ''} fill="currentColor" stroke="none" />
      </>
    }
  >
    <Match when={props.status === 'new'}>
      <circle cx="8" cy="8" r="6" stroke-dasharray="2.5 2.21" />
    </Match>
    <Match when={props.status === 'closed'}>
      <circle cx="8" cy="8" r="6.8" fill="currentColor" stroke="none" />
      <path class={styles.cut} d="m5.2 8.2 2 2 3.6-4" stroke-linecap="round" stroke-linejoin="round" />
    </Match>
    <Match when={props.status === 'declined'}>
      <circle cx="8" cy="8" r="6" />
      <path d="M5.2 8h5.600" stroke-linecap="round" />
    </Match>
    <Match when={props.status === 'merged'}>
      <circle cx="8" cy="8" r="6" />
      <path d="M5.4 5.600 8 8l2.600-2.400M8 8v3" stroke-linecap="round" stroke-linejoin="round" />
    </Match>
  </Switch>
);

export interface StatusPieProps {
  status: PieStatus;
  size?: 14 | 16 | 24 | undefined;
  class?: string | undefined;
}

/** The share of the way an order has gone, in quarters; the word beside it says the same (rule U1). */
export const StatusPie: Component<StatusPieProps> = (props) => (
  <svg
    class={cx(styles.pie, styles[`s${props.size ?? 16}`], styles[props.status], props.class)}
    viewBox="0 0 16 16"
    fill="none"
    stroke="currentColor"
    stroke-width="1.6"
    aria-hidden="true"
    data-status={props.status}
  >
    <Drawing status={props.status} />
  </svg>
);

export interface StatusChipProps {
  status: PieStatus;
  label: string;
  class?: string | undefined;
}

export const StatusChip: Component<StatusChipProps> = (props) => (
  <span class={cx(styles.chip, styles[props.status], props.class)}>
    <StatusPie status={props.status} />
    {props.label}
  </span>
);
