import { type ParentComponent, Show } from 'solid-js';
import { cx } from './cx.ts';
import { Icon } from './Icon.tsx';
import type { IconName } from './icons.ts';
import styles from './Tag.module.css';

export interface TagProps {
  tone?: 'plain' | 'teal' | 'ochre' | undefined;
  icon?: IconName | undefined;
  class?: string | undefined;
}

/** A word in a small box: 新, 退1次, 首选. Never pressed. */
export const Tag: ParentComponent<TagProps> = (props) => (
  <span class={cx(styles.tag, styles[props.tone ?? 'plain'], props.class)}>
    <Show when={props.icon}>{(name) => <Icon name={name()} size={12} />}</Show>
    {props.children}
  </span>
);
