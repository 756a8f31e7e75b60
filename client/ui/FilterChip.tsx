import { type Component, type JSX, Show } from 'solid-js';
import { cx } from './cx.ts';
import styles from './FilterChip.module.css';
import { Icon } from './Icon.tsx';
import type { IconName } from './icons.ts';

export interface FilterChipProps {
  label: string;
  pressed: boolean;
  onPress: (pressed: boolean) => void;
  count?: number | undefined;
  icon?: IconName | undefined;
  /** A seal or ring in place of the icon. */
  mark?: JSX.Element;
  /** over: the overdue filter, the only one in cinnabar. */
  tone?: 'plain' | 'over' | undefined;
  size?: 'desk' | 'field' | undefined;
  disabled?: boolean | undefined;
  class?: string | undefined;
}

/** A toggle that narrows what is shown; a check says it is on, besides the colour. */
export const FilterChip: Component<FilterChipProps> = (props) => (
  <button
    type="button"
    class={cx(
      styles.chip,
      props.tone === 'over' && styles.over,
      props.size === 'field' && styles.field,
      props.class,
    )}
    aria-pressed={props.pressed}
    disabled={props.disabled ?? false}
    onClick={() => props.onPress(!props.pressed)}
  >
    <Show
      when={props.pressed}
      fallback={props.mark ?? <Show when={props.icon}>{(name) => <Icon name={name()} />}</Show>}
    >
      <Icon name="check" />
    </Show>
    {props.label}
    <Show when={props.count !== undefined}>
      {' '}
      <span class={styles.count}>{props.count}</span>
    </Show>
  </button>
);
