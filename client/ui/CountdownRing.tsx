import { type Component, type JSX, Match, Show, Switch } from 'solid-js';
import styles from './CountdownRing.module.css';
import { cx } from './cx.ts';

/** `warning`: runs, and little of its time is left. */
export type RingState = 'not-started' | 'running' | 'warning' | 'overdue' | 'paused' | 'met';

const percent = (share: number): number =>
  Number.isFinite(share) ? Math.round(Math.min(1, Math.max(0, share)) * 100) : 0;

export interface CountdownRingProps {
  state: RingState;
  /** Share of the time that is left, 0 to 1; used while running. */
  share?: number | undefined;
  size?: 14 | 16 | 20 | 24 | 32 | 44 | undefined;
  /** Said by screen readers; leave it out where words beside the ring say it. */
  label?: string | undefined;
  class?: string | undefined;
}

/** What is left of a clock, clockwise from 12. Each state has its own drawing besides its colour (rule U1). */
export const CountdownRing: Component<CountdownRingProps> = (props): JSX.Element => {
  const runs = (): boolean => props.state === 'running' || props.state === 'warning';
  return (
    <svg
      class={cx(styles.ring, styles[`s${props.size ?? 20}`], styles[props.state], props.class)}
      viewBox="0 0 20 20"
      fill="none"
      role={props.label ? 'img' : undefined}
      aria-label={props.label}
      aria-hidden={props.label ? undefined : 'true'}
      data-look={props.state}
    >
      <Switch>
        <Match when={runs()}>
          <circle class={styles.track} cx="10" cy="10" r="7.75" stroke-width="2.5" />
          <circle
            class={styles.arc}
            cx="10"
            cy="10"
            r="7.75"
            stroke-width="2.5"
            pathLength="100"
            stroke-dasharray={`${percent(props.share ?? 1)} 100`}
            transform="rotate(-90 10 10)"
          />
          <Show when={props.state === 'warning'}>
            <circle cx="10" cy="10" r="2.25" fill="currentColor" />
          </Show>
        </Match>
        <Match when={props.state === 'overdue'}>
          <circle cx="10" cy="10" r="9" fill="currentColor" />
          <path
            class={styles.hands}
            d="M10 5.5V10l3 2"
            stroke-width="1.8"
            stroke-linecap="round"
            stroke-linejoin="round"
          />
        </Match>
        <Match when={props.state === 'paused'}>
          <circle class={styles.arc} cx="10" cy="10" r="7.75" stroke-width="2" stroke-dasharray="3 2.41" />
          <path class={styles.arc} d="M8.3 7.5v5M11.7 7.5v5" stroke-width="1.6" stroke-linecap="round" />
        </Match>
        <Match when={props.state === 'not-started'}>
          <circle
            class={styles.arc}
            cx="10"
            cy="10"
            r="7.75"
            stroke-width="1.5"
            stroke-dasharray="1.5 2.56"
          />
        </Match>
        <Match when={props.state === 'met'}>
          <circle class={styles.arc} cx="10" cy="10" r="7.75" stroke-width="2" />
          <path
            class={styles.arc}
            d="m6.7 10.3 2.2 2.2 4.3-4.6"
            stroke-width="1.8"
            stroke-linecap="round"
            stroke-linejoin="round"
          />
        </Match>
      </Switch>
    </svg>
  );
};
