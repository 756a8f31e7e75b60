import { type Component, type JSX, Show } from 'solid-js';
import { cx } from './cx.ts';
import styles from './EmptyState.module.css';
import { Icon } from './Icon.tsx';
import type { IconName } from './icons.ts';

export interface EmptyStateProps {
  icon: IconName;
  /** One sentence: what is. */
  title: string;
  /** What comes next. */
  detail?: string | undefined;
  action?: JSX.Element;
  /** error: it could not be loaded. */
  tone?: 'plain' | 'error' | undefined;
  class?: string | undefined;
}

export const EmptyState: Component<EmptyStateProps> = (props) => (
  <div class={cx(styles.empty, props.class)} role={props.tone === 'error' ? 'alert' : undefined}>
    <Icon name={props.icon} size={32} class={cx(styles.icon, props.tone === 'error' && styles.error)} />
    <p class={styles.title}>{props.title}</p>
    <Show when={props.detail}>
      <p class={styles.detail}>{props.detail}</p>
    </Show>
    <Show when={props.action}>
      <div class={styles.action}>{props.action}</div>
    </Show>
  </div>
);
