import { createEffect, type JSX, on, type ParentComponent, Show } from 'solid-js';
import { cx } from './cx.ts';
import styles from './Drawer.module.css';
import { IconButton } from './IconButton.tsx';

export interface DrawerProps {
  open: boolean;
  onClose: () => void;
  /** Accessible name of the region: "工单 26-1846". */
  label: string;
  closeLabel: string;
  /** Left part of the 48px head. */
  header?: JSX.Element;
  /** Buttons before the close button. */
  tools?: JSX.Element;
  footer?: JSX.Element;
  /** Move focus into the drawer when it opens or `focusKey` changes; off for drawers that follow the selection. */
  takeFocus?: boolean | undefined;
  focusKey?: string | undefined;
  class?: string | undefined;
}

/**
 * 440px beside the work, pushing it, never covering it. Not modal: focus may leave; Escape inside closes it. Below 900px
 * it takes the whole screen. Place it after the main part in a DrawerLayout.
 */
export const Drawer: ParentComponent<DrawerProps> = (props) => {
  let panel: HTMLElement | undefined;
  createEffect(
    on([() => props.open, () => props.focusKey], ([open]) => {
      if (open && props.takeFocus === true) queueMicrotask(() => panel?.focus({ preventScroll: true }));
    }),
  );
  const byKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.isComposing || event.defaultPrevented) return;
    event.stopPropagation();
    props.onClose();
  };
  return (
    <Show when={props.open}>
      <aside
        ref={(element) => {
          panel = element;
        }}
        class={cx(styles.drawer, props.class)}
        aria-label={props.label}
        tabIndex={-1}
        onKeyDown={byKey}
      >
        <header class={styles.head}>
          <div class={styles.title}>{props.header}</div>
          {props.tools}
          <IconButton size="desk" icon="close" label={props.closeLabel} onClick={() => props.onClose()} />
        </header>
        <div class={styles.body}>{props.children}</div>
        <Show when={props.footer}>
          <footer class={styles.foot}>{props.footer}</footer>
        </Show>
      </aside>
    </Show>
  );
};

/** Main part and drawer side by side; each scrolls for itself. Fills its parent's height. */
export const DrawerLayout: ParentComponent<{ drawer: JSX.Element; class?: string | undefined }> = (props) => (
  <div class={cx(styles.layout, props.class)}>
    <div class={styles.main}>{props.children}</div>
    {props.drawer}
  </div>
);
