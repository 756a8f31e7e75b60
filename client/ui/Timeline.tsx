import { type Component, For, type JSX, Show } from 'solid-js';
import { cx } from './cx.ts';
import { Icon } from './Icon.tsx';
import { type PieStatus, StatusPie } from './StatusPie.tsx';
import styles from './Timeline.module.css';

export interface TimelineItem {
  id: string;
  /** What happened. */
  title: JSX.Element;
  detail?: JSX.Element;
  /** "14:24" */
  time?: string | undefined;
  /** ISO instant for machines. */
  dateTime?: string | undefined;
  /** done: past; now: where it stands; next: still to come. */
  state?: 'done' | 'now' | 'next' | undefined;
  /** steps only: the pie inside the current step. */
  status?: PieStatus | undefined;
}

export interface TimelineProps {
  items: readonly TimelineItem[];
  label: string;
  /** log: dense history with times on the left; steps: a resident's progress with large marks. */
  look?: 'log' | 'steps' | undefined;
  class?: string | undefined;
}

export const Timeline: Component<TimelineProps> = (props) => {
  const steps = (): boolean => props.look === 'steps';
  const time = (item: TimelineItem): JSX.Element => (
    <Show when={item.time}>
      <time class={styles.time} dateTime={item.dateTime}>
        {item.time}
      </time>
    </Show>
  );
  return (
    <ol class={cx(steps() ? styles.steps : styles.log, props.class)} aria-label={props.label}>
      <For each={props.items}>
        {(item) => (
          <li
            class={cx(styles.item, styles[item.state ?? 'done'])}
            aria-current={item.state === 'now' ? 'step' : undefined}
          >
            <Show when={!steps()}>{time(item)}</Show>
            <span class={styles.mark} aria-hidden="true">
              <Show when={steps() && (item.state ?? 'done') === 'done'}>
                <Icon name="check" size={14} />
              </Show>
              <Show when={steps() && item.state === 'now'}>
                <StatusPie status={item.status ?? 'handling'} size={14} />
              </Show>
            </span>
            <div class={styles.words}>
              <div class={styles.title}>{item.title}</div>
              <Show when={item.detail}>
                <div class={styles.detail}>{item.detail}</div>
              </Show>
            </div>
            <Show when={steps()}>{time(item)}</Show>
          </li>
        )}
      </For>
    </ol>
  );
};
