import { type JSX, type ParentComponent, Show } from 'solid-js';
import styles from './Banner.module.css';
import { cx } from './cx.ts';
import { Icon } from './Icon.tsx';
import type { IconName } from './icons.ts';

export interface BannerProps {
  title: string;
  icon?: IconName | undefined;
  /** ochre: waiting, offline, below threshold; plain: news. */
  tone?: 'ochre' | 'plain' | undefined;
  action?: JSX.Element;
  /** status waits for a pause in speech; alert interrupts. */
  role?: 'status' | 'alert' | 'note' | undefined;
  class?: string | undefined;
}

/** A band across the page: what is, and what comes next. */
export const Banner: ParentComponent<BannerProps> = (props) => (
  <div class={cx(styles.banner, styles[props.tone ?? 'ochre'], props.class)} role={props.role ?? 'status'}>
    <Show when={props.icon}>{(name) => <Icon class={styles.icon} name={name()} size={24} />}</Show>
    <div class={styles.words}>
      <p class={styles.title}>{props.title}</p>
      <Show when={props.children}>
        <p class={styles.detail}>{props.children}</p>
      </Show>
    </div>
    {props.action}
  </div>
);
