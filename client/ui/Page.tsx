import { type Component, type JSX, type ParentComponent, Show } from 'solid-js';
import { cx } from './cx.ts';
import styles from './Page.module.css';
import { UrgentSeal } from './Seal.tsx';

export interface PageProps {
  /** public: 560px and 20px gutters; figures: the same with room for tables, 960px; field: 640px and 16px; desk: 1200px and 32px; full: no limit. */
  width?: 'public' | 'figures' | 'field' | 'desk' | 'full' | undefined;
  /** Stays on top: TopBar or PhoneHeader. */
  header?: JSX.Element;
  /** Stays at the bottom: Dock or BottomNav. */
  footer?: JSX.Element;
  /** Fills the window and lets its parts scroll, as the board does; otherwise the page itself scrolls. */
  fill?: boolean | undefined;
  /** Text of the link that skips the header, for the keyboard. */
  skipLabel?: string | undefined;
  class?: string | undefined;
}

/** The frame of a page: header, main, footer. One `main` with id "main". */
export const Page: ParentComponent<PageProps> = (props) => (
  <div
    class={cx(
      styles.page,
      props.fill === true && styles.fill,
      (props.width === 'public' || props.width === 'figures') && styles.ground,
    )}
  >
    <Show when={props.skipLabel}>
      <a class={styles.skip} href="#main">
        {props.skipLabel}
      </a>
    </Show>
    <Show when={props.header}>
      <div class={styles.header}>{props.header}</div>
    </Show>
    <main id="main" tabIndex={-1} class={cx(styles.main, styles[props.width ?? 'desk'], props.class)}>
      {props.children}
    </main>
    <Show when={props.footer}>
      <div class={styles.footer}>{props.footer}</div>
    </Show>
  </div>
);

export interface PhoneHeaderProps {
  title: JSX.Element;
  /** Grey figure after the title. */
  count?: number | undefined;
  /** A back button on the left. */
  start?: JSX.Element;
  /** Buttons on the right. */
  children?: JSX.Element;
  /** The title is the page's h1; off where the content brings its own. */
  heading?: boolean | undefined;
  class?: string | undefined;
}

export const PhoneHeader: Component<PhoneHeaderProps> = (props) => (
  <header class={cx(styles.phoneHeader, Boolean(props.start) && styles.withStart, props.class)}>
    {props.start}
    <div
      class={styles.phoneTitle}
      role={(props.heading ?? true) ? 'heading' : undefined}
      aria-level={(props.heading ?? true) ? 1 : undefined}
    >
      {props.title}
      <Show when={props.count !== undefined}>
        {' '}
        <span class={styles.count}>{props.count}</span>
      </Show>
    </div>
    {props.children}
  </header>
);

/** The lowest 180px of a phone: two verbs side by side above the main verb, which is lowest. */
export const Dock: ParentComponent<{
  hint?: string | undefined;
  pair?: JSX.Element;
  class?: string | undefined;
}> = (props) => (
  <div class={cx(styles.dock, props.class)}>
    <Show when={props.hint}>
      <p class={styles.hint}>{props.hint}</p>
    </Show>
    <Show when={props.pair}>
      <div class={styles.pair}>{props.pair}</div>
    </Show>
    {props.children}
  </div>
);

export interface OrderTitleProps {
  /** The seal's text when the order is urgent. */
  urgent?: string | undefined;
  level?: 1 | 2 | 3 | undefined;
  size?: 'desk' | 'field' | undefined;
  id?: string | undefined;
}

/** An order's title in a drawer or on its own page. */
export const OrderTitle: ParentComponent<OrderTitleProps> = (props) => (
  <div
    id={props.id}
    class={cx(styles.orderTitle, props.size === 'field' && styles.orderTitleField)}
    role="heading"
    aria-level={props.level ?? 1}
  >
    <Show when={props.urgent}>{(text) => <UrgentSeal class={styles.seal} text={text()} size="large" />}</Show>
    <span>{props.children}</span>
  </div>
);

export interface SectionHeadProps {
  title: string;
  /** Meta words on the right. */
  aside?: JSX.Element;
  level?: 2 | 3 | 4 | undefined;
  id?: string | undefined;
}

/** A section's small heading with meta words at the end of its line. */
export const SectionHead: Component<SectionHeadProps> = (props) => (
  <div class={styles.section}>
    <div id={props.id} class={styles.sectionTitle} role="heading" aria-level={props.level ?? 2}>
      {props.title}
    </div>
    <Show when={props.aside}>
      <span class={styles.aside}>{props.aside}</span>
    </Show>
  </div>
);
