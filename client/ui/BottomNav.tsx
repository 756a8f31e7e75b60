import { type Component, For, Show } from 'solid-js';
import { Badge } from './Badge.tsx';
import styles from './BottomNav.module.css';
import { cx } from './cx.ts';
import { Icon } from './Icon.tsx';
import type { IconName } from './icons.ts';
import { Sr } from './Sr.tsx';

export interface BottomNavItem {
  id: string;
  label: string;
  icon: IconName;
  /** A place to go, or … */
  href?: string | undefined;
  /** … something to do. */
  onPress?: (() => void) | undefined;
  current?: boolean | undefined;
  badge?: number | undefined;
  badgeLabel?: string | undefined;
  /** The filled middle button: its word is for screen readers only. */
  main?: boolean | undefined;
}

/** Up to five places at the lower edge of a phone. */
export const BottomNav: Component<{
  label: string;
  items: readonly BottomNavItem[];
  class?: string | undefined;
}> = (props) => {
  const face = (item: BottomNavItem) => (
    <>
      <span class={cx(styles.icon, item.main === true && styles.main)}>
        <Icon name={item.icon} size={24} />
        <Show when={item.badge}>{(count) => <Badge class={styles.badge} count={count()} />}</Show>
      </span>
      <Show when={item.main} fallback={<span>{item.label}</span>}>
        <Sr>{item.label}</Sr>
      </Show>
      <Show when={item.badge && item.badgeLabel}>
        <Sr>{item.badgeLabel}</Sr>
      </Show>
    </>
  );
  return (
    <nav class={cx(styles.nav, props.class)} aria-label={props.label}>
      <For each={props.items}>
        {(item) => (
          <Show
            when={item.href}
            fallback={
              <button type="button" class={styles.slot} onClick={() => item.onPress?.()}>
                {face(item)}
              </button>
            }
          >
            {(href) => (
              <a class={styles.slot} href={href()} aria-current={item.current ? 'page' : undefined}>
                {face(item)}
              </a>
            )}
          </Show>
        )}
      </For>
    </nav>
  );
};
