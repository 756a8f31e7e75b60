import { type Component, For, type JSX, Show } from 'solid-js';
import { cx } from './cx.ts';
import { Icon } from './Icon.tsx';
import type { IconName } from './icons.ts';
import styles from './KeyValue.module.css';

export interface KeyValueItem {
  id: string;
  label: string;
  value: JSX.Element;
  note?: JSX.Element;
  icon?: IconName | undefined;
  /** A button at the end of the row. */
  action?: JSX.Element;
}

export interface KeyValueProps {
  items: readonly KeyValueItem[];
  /** desk: label left of the value; rows: a phone's rows, ruled, with icon and action. */
  look?: 'desk' | 'rows' | undefined;
  class?: string | undefined;
}

export const KeyValue: Component<KeyValueProps> = (props) => (
  <dl class={cx(styles[props.look ?? 'desk'], props.class)}>
    <For each={props.items}>
      {(item) => (
        <div class={styles.row}>
          <dt class={styles.label}>
            <Show when={item.icon}>
              {(name) => <Icon class={styles.icon} name={name()} size={props.look === 'rows' ? 24 : 14} />}
            </Show>
            <span class={styles.labelText}>{item.label}</span>
          </dt>
          <dd class={styles.value}>
            <div class={styles.words}>
              <div class={styles.main}>{item.value}</div>
              <Show when={item.note}>
                <div class={styles.note}>{item.note}</div>
              </Show>
            </div>
            {item.action}
          </dd>
        </div>
      )}
    </For>
  </dl>
);
