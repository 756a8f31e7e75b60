import { type Component, type JSX, mergeProps, Show, splitProps } from 'solid-js';
import { Badge } from './Badge.tsx';
import { cx } from './cx.ts';
import { Icon } from './Icon.tsx';
import styles from './IconButton.module.css';
import type { IconName } from './icons.ts';

export interface IconButtonProps extends Omit<JSX.ButtonHTMLAttributes<HTMLButtonElement>, 'children'> {
  icon: IconName;
  /** Its accessible name and tooltip; include the badge's meaning. */
  label: string;
  size?: 'small' | 'desk' | 'field' | undefined;
  /** A count on the corner; 0 and absent show nothing. */
  badge?: number | undefined;
  /** Given for toggles. */
  pressed?: boolean | undefined;
  /** An outlined face for a button that stands alone. */
  edged?: boolean | undefined;
}

export const IconButton: Component<IconButtonProps> = (all) => {
  const props = mergeProps({ type: 'button' as const }, all);
  const [own, rest] = splitProps(props, ['icon', 'label', 'size', 'badge', 'pressed', 'edged', 'class']);
  return (
    <button
      {...rest}
      class={cx(styles.button, styles[own.size ?? 'desk'], own.edged === true && styles.edged, own.class)}
      aria-label={own.label}
      title={own.label}
      aria-pressed={own.pressed}
    >
      <Icon name={own.icon} size={own.size === 'field' ? 24 : own.size === 'small' ? 16 : 20} />
      <Show when={own.badge}>{(count) => <Badge class={styles.badge} count={count()} />}</Show>
    </button>
  );
};
