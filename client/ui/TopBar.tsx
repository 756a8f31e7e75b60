import { type Component, For, type JSX, Show } from 'solid-js';
import { Badge } from './Badge.tsx';
import { cx } from './cx.ts';
import { BrandSeal } from './Seal.tsx';
import styles from './TopBar.module.css';

export interface NavItem {
  href: string;
  label: string;
  current?: boolean | undefined;
  badge?: number | undefined;
  /** What the badge means, for screen readers. */
  badgeLabel?: string | undefined;
}

export interface TopBarProps {
  brand: string;
  brandHref?: string | undefined;
  /** Which board: a menu or plain words. */
  place?: JSX.Element;
  nav?: readonly NavItem[] | undefined;
  navLabel: string;
  /** The search box: beside the rest, and with the navigation where the window is narrow. */
  search?: JSX.Element;
  /** Everything on the right. Put a `TopBarRule` between groups. */
  children?: JSX.Element;
  class?: string | undefined;
}

export const TopBarRule: Component = () => <span class={styles.rule} aria-hidden="true" />;

export const TopBar: Component<TopBarProps> = (props) => (
  <header class={cx(styles.bar, props.class)}>
    <a class={styles.brand} aria-label={props.brand} href={props.brandHref ?? '/'}>
      <BrandSeal />
      <span class={styles.brandName}>{props.brand}</span>
    </a>
    <Show when={props.place}>
      <TopBarRule />
      <div class={styles.place}>{props.place}</div>
    </Show>
    <Show when={props.nav && props.nav.length > 0}>
      <TopBarRule />
      <nav class={styles.nav} aria-label={props.navLabel}>
        <For each={props.nav ?? []}>
          {(item) => (
            <a class={styles.link} href={item.href} aria-current={item.current ? 'page' : undefined}>
              {item.label}
              <Show when={item.badge}>{(count) => <Badge class={styles.badge} count={count()} />}</Show>
              <Show when={item.badge && item.badgeLabel}>
                <span class={styles.hidden}>{item.badgeLabel}</span>
              </Show>
            </a>
          )}
        </For>
      </nav>
    </Show>
    <span class={styles.space} />
    <Show when={props.search}>
      <div class={styles.search}>{props.search}</div>
    </Show>
    <div class={styles.end}>{props.children}</div>
  </header>
);
