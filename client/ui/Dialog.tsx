import { Dialog as Modal } from '@kobalte/core/dialog';
import { createComputed, createEffect, type JSX, on, onCleanup, type ParentComponent, Show } from 'solid-js';
import { cx } from './cx.ts';
import styles from './Dialog.module.css';
import { IconButton } from './IconButton.tsx';

export interface DialogProps {
  open: boolean;
  /** Escape, the close button, a press outside. */
  onClose: () => void;
  title: string;
  description?: string | undefined;
  closeLabel: string;
  /** Buttons, the main one first. */
  footer?: JSX.Element;
  size?: 'small' | 'normal' | 'wide' | undefined;
  /** A press outside does nothing: for forms whose loss would hurt. */
  keepOpen?: boolean | undefined;
  /** alertdialog: an answer is needed before anything else. */
  role?: 'dialog' | 'alertdialog' | undefined;
  /** Element that gets focus first, instead of the first one that can. */
  initialFocus?: (() => HTMLElement | undefined) | undefined;
  class?: string | undefined;
}

const CAN_FOCUS =
  'input:not(:disabled), textarea:not(:disabled), select:not(:disabled), button:not(:disabled), a[href], [tabindex="0"]';

/** A menu is gone when its dialog closes: the button that opened the menu stands for it. */
const openerOf = (active: Element | null): Element | null => {
  const menu = active?.closest('[role="menu"]');
  return menu ? document.getElementById(menu.getAttribute('aria-labelledby') ?? '') : active;
};

// What may hold focus beside an open dialog: what it opened itself, a dialog above it, and notices.
const BESIDE = '[role="dialog"], [role="alertdialog"], [role="menu"], [data-kb-top-layer]';

const Panel: ParentComponent<DialogProps & { shape: 'centre' | 'sheet' }> = (props) => {
  let panel: HTMLElement | undefined;
  let body: HTMLElement | undefined;
  let foot: HTMLElement | undefined;
  let before: Element | null = null;
  // Runs before the panel is drawn, while focus is still on whatever opened it.
  createComputed(
    on(
      () => props.open,
      (open) => {
        if (open) before = openerOf(document.activeElement);
      },
    ),
  );
  // The focus scope below sleeps while a menu closes, and the menu then gives focus to its own button.
  createEffect(() => {
    if (!props.open) return;
    let last: HTMLElement | undefined;
    const keep = (event: FocusEvent): void => {
      const target = event.target instanceof HTMLElement ? event.target : undefined;
      if (target && panel?.contains(target)) last = target;
      else if (target && !target.closest(BESIDE)) (last ?? panel)?.focus();
    };
    document.addEventListener('focusin', keep);
    onCleanup(() => document.removeEventListener('focusin', keep));
  });
  /** The first thing to fill in, else the first button of the footer: not the close button. */
  const first = (): HTMLElement | null | undefined =>
    props.initialFocus?.() ??
    body?.querySelector<HTMLElement>(CAN_FOCUS) ??
    foot?.querySelector<HTMLElement>(CAN_FOCUS);
  return (
    // There is no leaving animation: closing takes it off the page at once, without waiting for one to end.
    <Show when={props.open}>
      <Modal
        open
        onOpenChange={(open) => {
          if (!open) props.onClose();
        }}
      >
        <Modal.Portal>
          <Modal.Overlay class={styles.scrim} />
          <div class={cx(styles.place, styles[props.shape])}>
            <Modal.Content
              ref={(element: HTMLElement) => {
                panel = element;
              }}
              class={cx(styles.panel, styles[props.size ?? 'normal'], props.class)}
              role={props.role ?? 'dialog'}
              onOpenAutoFocus={(event: Event) => {
                const target = first();
                if (!target) return;
                event.preventDefault();
                target.focus();
              }}
              onCloseAutoFocus={(event: Event) => {
                event.preventDefault();
                if (before instanceof HTMLElement && before.isConnected) before.focus();
              }}
              onPointerDownOutside={(event: Event) => {
                if (props.keepOpen === true) event.preventDefault();
              }}
            >
              <header class={styles.head}>
                <div class={styles.words}>
                  <Modal.Title class={styles.title}>{props.title}</Modal.Title>
                  <Show when={props.description}>
                    <Modal.Description class={styles.description}>{props.description}</Modal.Description>
                  </Show>
                </div>
                <IconButton
                  icon="close"
                  size={props.shape === 'sheet' ? 'field' : 'desk'}
                  label={props.closeLabel}
                  onClick={() => props.onClose()}
                />
              </header>
              <div
                ref={(element) => {
                  body = element;
                }}
                class={styles.body}
              >
                {props.children}
              </div>
              <Show when={props.footer}>
                <footer
                  ref={(element) => {
                    foot = element;
                  }}
                  class={styles.foot}
                >
                  {props.footer}
                </footer>
              </Show>
            </Modal.Content>
          </div>
        </Modal.Portal>
      </Modal>
    </Show>
  );
};

/** Modal: focus stays inside, Escape closes, focus goes back to where it was (rule U5). */
export const Dialog: ParentComponent<DialogProps> = (props) => <Panel {...props} shape="centre" />;

/** The same on a phone, from the lower edge within reach of the thumb. */
export const BottomSheet: ParentComponent<DialogProps> = (props) => <Panel {...props} shape="sheet" />;
